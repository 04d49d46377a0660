import type { Reply } from '../../../nodes/Feishu/client/http/Reply';
import { send, type OutgoingRequest } from '../../../nodes/Feishu/client/http/send';
import { reasons } from '../../../nodes/Feishu/errors/reasons';
import { breaks, hangs, says, scriptedHttp, type Said } from '../scriptedHttp';
import { VirtualClock } from '../virtualClock';

const request: OutgoingRequest = {
	method: 'DELETE',
	origin: 'https://open.feishu.cn',
	path: '/open-apis/im/v1/messages/om_1',
	token: 't-secret',
	timeoutMs: 10_000,
};

async function sent(said: Said, changed: Partial<OutgoingRequest> = {}) {
	const clock = new VirtualClock();
	const script = scriptedHttp(clock, () => said);
	const reply = await clock.run(send(script.http, clock, { ...request, ...changed }));
	return { reply, clock, script, options: script.heard[0]?.options };
}

const replyTo = async (said: Said): Promise<Reply> => (await sent(said)).reply;

describe('a request', () => {
	test('goes to the origin and path with the token, and to nowhere else', async () => {
		const { options } = await sent(says(200, { code: 0 }));
		expect(options).toMatchObject({
			method: 'DELETE',
			baseURL: 'https://open.feishu.cn',
			url: '/open-apis/im/v1/messages/om_1',
			headers: { Authorization: 'Bearer t-secret' },
			disableFollowRedirect: true,
			timeout: 10_000,
		});
		expect(options).not.toHaveProperty('body');
	});

	test('takes every answer as it comes, with its status and headers', async () => {
		const { options } = await sent(says(200, { code: 0 }));
		expect(options).toMatchObject({ returnFullResponse: true, ignoreHttpStatusErrors: true });
	});

	test('without a token carries none', async () => {
		const { options } = await sent(says(200, { code: 0 }), { token: undefined });
		expect(options?.headers).not.toHaveProperty('Authorization');
	});

	test('asks for JSON, or for whatever a file is', async () => {
		const accepted = async (changed: Partial<OutgoingRequest>) =>
			(await sent(says(200, { code: 0 }), changed)).options?.headers?.Accept;
		expect(await accepted({})).toBe('application/json');
		expect(await accepted({ fileBytes: 7 })).toBe('*/*');
	});

	test('with a body says that it is JSON', async () => {
		const body = { app_id: 'cli_1' };
		const { options } = await sent(says(200, { code: 0 }), { method: 'POST', body });
		expect(options?.body).toEqual(body);
		expect(options?.headers).toMatchObject({
			'Content-Type': 'application/json; charset=utf-8',
		});
	});

	test('with a form leaves its Content-Type to n8n’s helper, which knows the boundary', async () => {
		const body = new FormData();
		body.set('file', new Blob(['bytes']), 'a.txt');
		const { options } = await sent(says(200, { code: 0 }), { method: 'POST', body });
		expect(options?.body).toBe(body);
		expect(Object.keys(options?.headers ?? {})).toEqual(['Accept', 'Authorization']);
	});

	test('with a query hands it on, a list as its name several times', async () => {
		const query = { page_size: 50, with_deleted: true, ids: ['a', 'b'], left_out: undefined };
		const { options } = await sent(says(200, { code: 0 }), { method: 'GET', query });
		expect(options).toMatchObject({ qs: query, arrayFormat: 'repeat' });
		expect(options?.url).toBe('/open-apis/im/v1/messages/om_1');
		expect((await sent(says(200, { code: 0 }))).options).not.toHaveProperty('qs');
	});

	test('that is cut off ends at once, and may have arrived', async () => {
		const clock = new VirtualClock();
		const { http } = scriptedHttp(clock, () => hangs);
		const stop = new AbortController();
		const stopping = clock.wait(300).then(() => stop.abort());
		const sending = send(http, clock, { ...request, abort: stop.signal });
		const [reply] = await clock.run(Promise.all([sending, stopping]));
		expect(reply).toMatchObject({ failure: { effect: 'unknown' } });
		expect([clock.elapsed, clock.pending]).toEqual([300, 0]);
	});

	test('does not turn n8n’s TLS checks off', async () => {
		const { options } = await sent(says(200, { code: 0 }));
		expect(options).not.toHaveProperty('skipSslCertificateValidation');
	});
});

describe('an answer', () => {
	test('is its status, headers, and parsed body', async () => {
		const headers = { 'x-tt-logid': '2026' };
		expect(await replyTo(says(400, { code: 230009 }, headers))).toEqual({
			kind: 'response',
			status: 400,
			headers,
			body: { code: 230009 },
		});
	});

	test.each(['404 page not found', '<html></html>', '', '{"code":0', '\ufeff{"code":0}x'])(
		'that is no JSON has no body: %j',
		async (text) => {
			const reply = await replyTo({ status: 404, chunks: [text] });
			expect(reply).toMatchObject({ kind: 'response', status: 404 });
			expect(reply).toHaveProperty('body', undefined);
		},
	);

	test('may come in pieces that cut a character', async () => {
		const whole = Buffer.from(JSON.stringify({ code: 1, msg: '消息已撤回' }));
		const chunks = Array.from({ length: whole.length }, (_, at) => whole.subarray(at, at + 1));
		expect(await replyTo({ chunks })).toMatchObject({ body: { code: 1, msg: '消息已撤回' } });
	});

	test('of almost ten million bytes is read', async () => {
		const msg = 'x'.repeat(9_900_000);
		expect(await replyTo(says(200, { code: 1, msg }))).toMatchObject({ body: { code: 1 } });
	});

	test('of a hundred million bytes is left after about ten', async () => {
		const chunk = 'x'.repeat(1_000_000);
		const clock = new VirtualClock();
		let chunksRead = 0;
		const long: AsyncIterable<Buffer> = {
			async *[Symbol.asyncIterator]() {
				while (chunksRead < 100) {
					chunksRead++;
					yield Buffer.from(chunk);
				}
			},
		};
		const http = async () => ({ statusCode: 200, headers: {}, body: long });
		const reply = await clock.run(send(http, clock, request));
		expect(reply).toMatchObject({ kind: 'response', status: 200, body: undefined });
		expect(chunksRead).toBeLessThanOrEqual(11);
	});

	test('that is too large ends the connection', async () => {
		const { script } = await sent({ chunks: ['x'.repeat(6_000_000), 'x'.repeat(6_000_000), 'x'] });
		expect(script.bodiesLeft).toBe(1);
	});

	test('without headers has none', async () => {
		const clock = new VirtualClock();
		async function* body() {
			yield Buffer.from('{}');
		}
		const http = async () => ({ statusCode: 200, body: body() });
		expect(await clock.run(send(http, clock, request))).toMatchObject({ headers: {}, body: {} });
	});

	test('leaves no wait behind', async () => {
		const { clock } = await sent({ ...says(200, { code: 0 }), afterMs: 300 });
		expect(clock.elapsed).toBe(300);
		expect(clock.pending).toBe(0);
	});
});

describe('a deadline', () => {
	const tooLate = { kind: 'noResponse', failure: { reason: 'timed_out', effect: 'unknown' } };

	test('ends a request that nobody answers', async () => {
		const { reply, clock, options } = await sent(hangs);
		expect(reply).toMatchObject(tooLate);
		expect(clock.elapsed).toBe(10_000);
		expect((options?.abortSignal as AbortSignal).aborted).toBe(true);
		expect(clock.pending).toBe(0);
	});

	test('ends an answer that only drips', async () => {
		const chunks = Array.from({ length: 60 }, () => ' ');
		const { reply, clock, script } = await sent({ chunks, msBetweenChunks: 1_000 });
		expect(reply).toMatchObject(tooLate);
		expect(clock.elapsed).toBe(10_000);
		expect(script.bodiesLeft).toBe(1);
		expect(clock.pending).toBe(0);
	});

	test('is the asked-for one', async () => {
		const { clock } = await sent(hangs, { timeoutMs: 250 });
		expect(clock.elapsed).toBe(250);
	});

	test('is cut short by the signal of what need not be waited for', async () => {
		const { reply, clock } = await sent(hangs, { abort: AbortSignal.abort() });
		expect(reply).toMatchObject(tooLate);
		expect(clock.elapsed).toBe(0);
	});

	test('that has not passed lets a slow answer through', async () => {
		expect((await sent({ ...says(200, { code: 0 }), afterMs: 9_999 })).reply.kind).toBe('response');
	});
});

describe('a network fault', () => {
	const before = (words: string) => ({
		kind: 'noResponse',
		failure: { reason: 'unreachable', cause: expect.stringContaining(words), effect: 'none' },
	});
	const during = {
		kind: 'noResponse',
		failure: { reason: 'unreachable', cause: reasons.unreachable.cause, effect: 'unknown' },
	};

	test.each([
		['ENOTFOUND', 'name'],
		['EAI_AGAIN', 'name'],
		['ECONNREFUSED', 'refused'],
		['EHOSTUNREACH', 'route'],
		['ENETUNREACH', 'route'],
		['CERT_HAS_EXPIRED', 'certificate'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
		['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
	])('%s means that nothing was sent, and says why', async (code, words) => {
		expect(await replyTo(breaks(code))).toMatchObject(before(words));
	});

	test.each([
		'ECONNRESET',
		'EPIPE',
		'ERR_SOCKET_CLOSED',
		'HPE_INVALID_CONSTANT',
		'ERR_BAD_RESPONSE',
	])('%s leaves open whether the request arrived', async (code) => {
		expect(await replyTo(breaks(code))).toMatchObject(during);
	});

	test('is told by its code, or by whoever throws it', async () => {
		const thrown = async (facts: object) => {
			const clock = new VirtualClock();
			const http = async () => {
				throw Object.assign(new Error('cut'), facts);
			};
			return await clock.run(send(http, clock, request));
		};
		expect(await thrown({ code: 'ECONNRESET' })).toMatchObject(during);
		expect(await thrown({ isAxiosError: true })).toMatchObject(during);
	});

	test.each(['ETIMEDOUT', 'ECONNABORTED'])('%s means too late', async (code) => {
		expect(await replyTo(breaks(code))).toMatchObject({
			failure: { reason: 'timed_out', effect: 'unknown' },
		});
	});

	test('in the middle of the answer means that the request has arrived', async () => {
		const chunks = ['{"code"'];
		expect(await replyTo({ chunks, breaksWith: 'ECONNRESET' })).toMatchObject(during);
	});

	test.each([{ statusCode: 200 }, { statusCode: 200, body: null }, { statusCode: 200, body: 7 }])(
		'an answer whose body cannot be read means that the request has arrived: %j',
		async (response) => {
			const clock = new VirtualClock();
			const reply = await clock.run(send(async () => response, clock, request));
			expect(reply).toMatchObject({ kind: 'noResponse', failure: { effect: 'unknown' } });
			expect(clock.pending).toBe(0);
		},
	);

	test.each([undefined, null, 'text', 7, {}, new Error('plain'), { code: 7 }])(
		'is a value, whatever the helper throws: %p',
		async (thrown) => {
			const clock = new VirtualClock();
			const http = async () => {
				throw thrown;
			};
			const reply = await clock.run(send(http, clock, request));
			expect(reply.kind).toBe('noResponse');
			expect(clock.pending).toBe(0);
		},
	);

	test('tells neither the token, nor the system’s name of the fault', async () => {
		for (const code of [
			'ECONNREFUSED',
			'ENOTFOUND',
			'ECONNRESET',
			'ETIMEDOUT',
			'CERT_HAS_EXPIRED',
		]) {
			const told = JSON.stringify(await replyTo(breaks(code)));
			expect(told).not.toContain('t-secret');
			expect(told).not.toContain(code);
			expect(told).not.toContain('203.0.113.1');
		}
	});
});

describe('a host that n8n does not let through', () => {
	const forbidden = async (words = 'Domain not allowed: open.feishu.cn') => {
		const clock = new VirtualClock();
		const http = async () => {
			throw new Error(words);
		};
		return await clock.run(send(http, clock, request));
	};

	test('is refused with n8n’s words and the place to allow it', async () => {
		expect(await forbidden()).toMatchObject({
			kind: 'noResponse',
			failure: {
				reason: 'credentials_rejected',
				cause: expect.stringContaining('Domain not allowed'),
				hint: expect.stringContaining('Allowed HTTP Request Domains'),
				effect: 'none',
			},
		});
	});

	test('without a word is refused without quotes', async () => {
		expect(await forbidden('')).toMatchObject({
			failure: { cause: 'n8n does not let its request through' },
		});
	});

	test('is made known to n8n’s helper, where the credential is restricted', async () => {
		const said = says(200, { code: 0 });
		const { options } = await sent(said, { allowedDomains: 'feishu.cn' });
		expect(options).toMatchObject({ allowedDomains: 'feishu.cn' });
		expect((await sent(said)).options).not.toHaveProperty('allowedDomains');
	});
});
