import { assert, constantFrom, dictionary, integer, jsonValue, property, string } from 'fast-check';

import { readAnswer, type Answer } from '../../../nodes/Feishu/client/http/Answer';
import type { Reply } from '../../../nodes/Feishu/client/http/Reply';
import { codes } from '../../../nodes/Feishu/errors/codes';
import { failure, type Failure } from '../../../nodes/Feishu/errors/Failure';
import { reasons } from '../../../nodes/Feishu/errors/reasons';
import { sentenceOf } from '../../../nodes/Feishu/errors/sentence';
import { api } from '../../../nodes/Feishu/operations/message/recall';
import { failureIn } from '../runs';

const replyOf = (status: number, body: unknown, headers: Record<string, unknown> = {}): Reply => ({
	kind: 'response',
	status,
	headers,
	body,
});

const noResponse = (cause: Failure): Reply => ({ kind: 'noResponse', failure: cause });

const read = (status: number, body: unknown, headers: Record<string, unknown> = {}) =>
	readAnswer(replyOf(status, body, headers), api);

const failureOf = (status: number, body: unknown, headers: Record<string, unknown> = {}) =>
	failureIn(read(status, body, headers));

describe('yes', () => {
	test('is HTTP 200 with code 0', () => {
		const body = { code: 0, msg: 'success', data: {} };
		expect(read(200, body)).toEqual({ ok: true, body, attempts: 1 });
	});

	test('may come without data, and with any words', () => {
		expect(read(200, { code: 0, msg: '成功' }).ok).toBe(true);
		expect(read(200, { code: 0 }).ok).toBe(true);
	});

	test('carries the log ID', () => {
		expect(read(200, { code: 0 }, { 'x-tt-logid': '2026log' })).toMatchObject({
			logId: '2026log',
		});
	});
});

describe('a file', () => {
	const bytes = Buffer.from('bytes');
	const headers = { 'x-tt-logid': '2026log' };
	const readFile = (status: number, body: unknown) =>
		readAnswer({ kind: 'response', status, headers, body, bytes }, api);

	test('comes in place of an envelope, with its headers', () => {
		const file = { bytes, headers };
		expect(readFile(200, undefined)).toEqual({
			ok: true,
			body: {},
			file,
			logId: '2026log',
			attempts: 1,
		});
		expect(readFile(206, { code: 0 })).toMatchObject({ ok: true, file });
	});

	test('is none where an envelope says no, or the HTTP status does', () => {
		expect(failureIn(readFile(200, { code: 234003 }))).toMatchObject({ code: 234003 });
		expect(readFile(404, undefined).ok).toBe(false);
	});
});

describe('code 0 under an HTTP status that says no', () => {
	test.each([500, 502, 503, 504])('%d is a fault of Feishu’s that passes', (status) => {
		expect(failureOf(status, { code: 0 }).reason).toBe('feishu_unavailable');
	});

	test.each([199, 300, 301, 400, 401, 403, 404])('%d is not an answer of the API', (status) => {
		expect(failureOf(status, { code: 0 }).reason).toBe('unreadable_answer');
	});
});

describe('a page in place of an answer', () => {
	test.each([200, 203, 299])('may hide that it was done under HTTP %d', (status) => {
		expect(read(status, undefined)).toMatchObject({
			ok: false,
			failure: { effect: 'unknown' },
		});
	});

	test.each([300, 301, 302, 304, 307, 308, 401, 404])(
		'says under HTTP %d that nothing was done',
		(status) => {
			expect(read(status, undefined)).toMatchObject({
				ok: false,
				failure: { effect: 'none' },
			});
		},
	);
});

describe('a code', () => {
	test.each(Object.entries({ ...codes, ...api.codes }))(
		'%s decides, whatever status and words',
		(code, { reason }) => {
			for (const status of [200, 400, 401, 403, 429, 500]) {
				const body = { code: Number(code), msg: '已撤回, ext=detail' };
				expect(failureOf(status, body)).toMatchObject({
					reason,
					code: Number(code),
					httpStatus: status,
				});
			}
		},
	);

	test.each([
		[1000004, 'rate_limited'],
		[1000005, 'rate_limited'],
		[4001, 'token_rejected'],
		[20005, 'token_rejected'],
		[20006, 'token_rejected'],
		[20013, 'token_rejected'],
		[20014, 'token_rejected'],
		[231003, 'message_not_found'],
	])('%d is known at every API: %s', (code, reason) => {
		expect(failureIn(readAnswer(replyOf(400, { code }), { scopes: [] })).reason).toBe(reason);
	});

	test('means what its API says, before what it means elsewhere', () => {
		const source = 'a test';
		const another = {
			scopes: [],
			codes: {
				230002: { reason: 'chat_dissolved', source, cause: 'is closed' },
				424242: { reason: 'app_unavailable', source },
			} as const,
		};
		const at = (code: number, judge: Parameters<typeof readAnswer>[1]) =>
			failureIn(readAnswer(replyOf(400, { code, msg: 'x' }), judge));
		expect(at(230002, another)).toMatchObject({ reason: 'chat_dissolved', cause: 'is closed' });
		expect(at(230002, api).reason).toBe('bot_not_in_chat');
		expect(at(424242, another).reason).toBe('app_unavailable');
		expect(at(424242, api).reason).toBe('unknown');
		// Recall's meaning of 230110 does not hold for another API.
		expect(at(230110, another).reason).toBe('unknown');
	});

	test.each([
		[400, 99991400, true],
		[400, 1000004, true],
		[400, 1000005, true],
		[429, 424242, true],
		[429, undefined, true],
		[429, 230020, false],
		[429, 99991403, false],
		[400, 424242, false],
	])('under HTTP %d, %p holds up the whole app: %p', (status, code, limitsApp) => {
		const answer = read(status, { code });
		expect(!answer.ok && answer.limitsApp === true).toBe(limitsApp);
	});

	test('may find fault with something else than the request, and says so', () => {
		const row = { reason: 'credentials_rejected', source: 'a test' } as const;
		const tokenApi = { scopes: [], codes: { 1: { ...row, blames: 'appToken' as const }, 2: row } };
		const at = (code: number) => readAnswer(replyOf(200, { code }), tokenApi);
		expect(at(1)).toMatchObject({ blames: 'appToken' });
		expect(at(2)).not.toHaveProperty('blames');
	});

	test('that says more than its reason brings its own hint', () => {
		const [known, row] = Object.entries(codes).find(([, { hint }]) => hint) ?? [];
		expect(row?.hint).toBeTruthy();
		expect(failureOf(400, { code: Number(known) }).hint).toBe(row?.hint);
	});

	test('that nobody knows keeps Feishu’s own words', () => {
		const unknown = failureOf(400, { code: 424242, msg: 'Something new, ext=detail' });
		expect(unknown).toMatchObject({ reason: 'unknown', code: 424242 });
		expect(sentenceOf(unknown, 'Message om_1', 'recalled')).toMatch(
			/^Message om_1 was not recalled, because Feishu refused it .+: "Something new, ext=detail"\. .+ \(424242\)$/,
		);
	});

	test('that nobody knows, with a status of 5xx, is a fault that passes', () => {
		expect(failureOf(503, { code: 424242 })).toMatchObject({
			reason: 'feishu_unavailable',
			code: 424242,
		});
	});

	test('is a whole number; everything else is not Feishu’s envelope', () => {
		for (const code of ['230009', '0', '', 230009.5, null, true, [230009], { code: 230009 }]) {
			expect(failureOf(400, { code, msg: 'msg' }).reason).toBe('unreadable_answer');
			expect(failureOf(400, { code, msg: 'msg' })).not.toHaveProperty('code');
			expect(read(200, { code }).ok).toBe(false);
		}
	});
});

describe('Feishu’s words', () => {
	test('are not needed', () => {
		for (const msg of [undefined, null, '', '  ', 7, {}, ['x']]) {
			expect(failureOf(400, { code: 424242, msg }).cause).toBe(reasons.unknown.cause);
		}
	});

	test('stand in the sentence on one line, and not at any length', () => {
		const { cause } = failureOf(400, { code: 424242, msg: `a\nb\u0000${'c'.repeat(50_000)}` });
		expect(cause).toMatch(/^Feishu refused it [a-z ]+: "a b c+…"$/);
		expect(cause.length).toBeLessThan(250);
	});

	test('do not end the sentence twice', () => {
		const words = 'Your request contains an invalid request parameter.';
		const message = sentenceOf(
			failureOf(400, { code: 230001, msg: words }),
			'Message om_1',
			'recalled',
		);
		expect(message).toContain('Your request contains an invalid request parameter');
		expect(message).not.toMatch(/[.!?]["”]?[.!?]/);
	});

	test('are left out where the reason says it all', () => {
		expect(failureOf(400, { code: 230009, msg: 'expired' }).cause).toBe(
			reasons.recall_window_passed.cause,
		);
	});
});

describe('an answer that is not Feishu’s envelope', () => {
	test.each([undefined, null, 'text', 7, true, [], [{ code: 0 }], {}, { msg: 'ok' }])(
		'%j with HTTP 200 or 404 is unreadable',
		(body) => {
			expect(failureOf(200, body).reason).toBe('unreadable_answer');
			expect(failureOf(404, body)).toMatchObject({
				reason: 'unreadable_answer',
				httpStatus: 404,
			});
		},
	);

	test.each([500, 502, 504])('with HTTP %d is a fault that passes', (status) => {
		expect(failureOf(status, undefined).reason).toBe('feishu_unavailable');
		expect(failureOf(status, {}).reason).toBe('feishu_unavailable');
	});

	test('with HTTP 429 is a rate limit', () => {
		expect(failureOf(429, undefined)).toMatchObject({ reason: 'rate_limited', httpStatus: 429 });
		expect(failureOf(429, { code: 0 }).reason).toBe('rate_limited');
	});
});

describe('limits', () => {
	test.each([429, 400])('the rate limit is known by its code under HTTP %d', (status) => {
		const body = { code: 99991400, msg: 'request trigger frequency limit' };
		expect(read(status, body, { 'x-ogw-ratelimit-reset': '12' })).toMatchObject({
			failure: { reason: 'rate_limited' },
			waitSeconds: 12,
		});
	});

	test('a code that nobody knows under HTTP 429 is a rate limit', () => {
		expect(failureOf(429, { code: 424242, msg: 'new' })).toMatchObject({
			reason: 'rate_limited',
			code: 424242,
		});
	});

	test.each([99991403, 99991406])('a quota is not a rate: %d under HTTP 429', (code) => {
		expect(failureOf(429, { code }).reason).toBe('quota_exhausted');
	});

	test.each([
		[{ 'x-ogw-ratelimit-reset': '3', 'retry-after': '60' }, 3],
		[{ 'x-ogw-ratelimit-reset': 3 }, 3],
		[{ 'x-ogw-ratelimit-reset': '0.001' }, 1],
		[{ 'x-ogw-ratelimit-reset': { toString: 0 } }, undefined],
		[{ 'x-ogw-ratelimit-reset': '0', 'retry-after': '5' }, 5],
		[{ 'x-ogw-ratelimit-reset': 'soon', 'retry-after': '5' }, 5],
		[{ 'x-ogw-ratelimit-reset': '-1' }, undefined],
		[{ 'x-ogw-ratelimit-reset': '' }, undefined],
		[{ 'x-ogw-ratelimit-reset': 'Infinity' }, undefined],
		[{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, undefined],
		[{}, undefined],
	])('the headers %j ask to wait %p seconds', (headers, waitSeconds) => {
		expect(read(429, { code: 99991400 }, headers)).toMatchObject(
			waitSeconds === undefined ? { ok: false } : { waitSeconds },
		);
		expect('waitSeconds' in read(429, { code: 99991400 }, headers)).toBe(waitSeconds !== undefined);
	});
});

describe('the log ID', () => {
	const everywhere = {
		headers: { 'x-tt-logid': 'tt', 'x-request-id': 'request', 'request-id': 'plain' },
		body: { code: 230009, log_id: 'top', error: { log_id: 'nested' } },
	};

	test.each([
		['tt', everywhere.headers, everywhere.body],
		['request', { 'x-request-id': 'request', 'request-id': 'plain' }, everywhere.body],
		['plain', { 'request-id': 'plain' }, everywhere.body],
		['top', {}, everywhere.body],
		['nested', {}, { code: 230009, error: { log_id: 'nested' } }],
		['spelled', {}, { code: 230009, error: { logid: 'spelled' } }],
		['spelled', {}, { code: 230009, logid: 'spelled' }],
	])('%s is the first that is there', (logId, headers, body) => {
		expect(failureOf(400, body, headers).logId).toBe(logId);
	});

	test('is left out where there is none, or none that is safe to show', () => {
		expect(failureOf(400, { code: 230009 })).not.toHaveProperty('logId');
		for (const strange of ['', 'two words', 'a\nb', '<b>', 'x'.repeat(129), 7, {}, ['a'], null]) {
			const answer = failureOf(400, { code: 230009, log_id: strange }, { 'x-tt-logid': strange });
			expect(answer).not.toHaveProperty('logId');
		}
	});

	test('of the next place is taken where the first is strange', () => {
		expect(
			failureOf(400, { code: 230009 }, { 'x-tt-logid': 'a b', 'request-id': 'ok' }).logId,
		).toBe('ok');
	});
});

describe('what is missing', () => {
	const missing = (violations: unknown) =>
		failureOf(400, { code: 99991672, error: { permission_violations: violations } }).missingScopes;

	test('is read in the shape that Feishu sends, and in the one that it documents', () => {
		expect(
			missing([
				{ type: 'action_scope_required', subject: 'im:message:recall' },
				{ scope: 'im:message', url: 'https://open.feishu.cn/app' },
			]),
		).toEqual(['im:message:recall', 'im:message']);
	});

	test('is read from Feishu’s words, and stands in the sentence', () => {
		const msg = 'Lack of necessary permissions, ext=need scope: im:message.group_msg';
		const failure = failureOf(400, { code: 230027, msg });
		expect(failure.missingScopes).toEqual(['im:message.group_msg']);
		expect(failure.nextStep).toContain('im:message.group_msg');
		expect(failure.hint).toContain('im:message.group_msg');
		expect(`${failure.nextStep} ${failure.hint}`).not.toContain('im:message:recall');
	});

	test('of which any one would do is named as that', () => {
		const msg = 'One of the following scopes is required: [im:chat, im:chat:readonly]';
		const failure = failureOf(400, { code: 99991672, msg });
		expect(failure.nextStep).toContain('im:chat');
		expect(failure.hint).toContain('one of im:chat or im:chat:readonly');
	});

	test('is added on a page of Feishu’s console, which is handed on', () => {
		const page = 'https://open.feishu.cn/app/cli_1/auth?q=im:chat&op_from=openapi';
		const failure = failureOf(400, { code: 99991672, msg: `Access denied. ${page}` });
		expect(failure.grantUrl).toBe(page);
		expect(failure.hint).toContain(page);
		const elsewhere = failureOf(400, {
			code: 99991672,
			msg: 'https://evil.example/app/cli_1/auth',
		});
		expect(elsewhere).not.toHaveProperty('grantUrl');
	});

	test('is named once', () => {
		expect(missing([{ subject: 'im:message' }, { scope: 'im:message' }])).toEqual(['im:message']);
	});

	test.each([
		undefined,
		null,
		'im:message',
		{},
		[],
		[null],
		['im:message'],
		[{ subject: 7 }],
		[{ subject: 'a b' }],
		[{ subject: '<script>' }],
		[{ subject: 'x'.repeat(101) }],
	])('is left out of %j', (violations) => {
		expect(missing(violations)).toBeUndefined();
	});

	test('is a short list, however long the answer’s is', () => {
		const many = Array.from({ length: 500 }, (_, index) => ({ subject: `im:scope${index}` }));
		expect(missing(many)?.length).toBeLessThanOrEqual(20);
	});

	test.each([undefined, null, {}, [], 'error', 7])('need not be told: error %j', (error) => {
		expect(failureOf(400, { code: 99991672, error })).toMatchObject({
			reason: 'permission_missing',
		});
	});
});

describe('the troubleshooter', () => {
	const page = (troubleshooter: unknown) =>
		failureOf(400, { code: 230009, error: { troubleshooter } }).troubleshooter;
	const url = 'https://open.feishu.cn/search?from=openapi&log_id=2026&code=230009&method_id=69';

	test('is the address in Feishu’s sentence', () => {
		expect(page(`排查建议查看(Troubleshooting suggestions): ${url}`)).toBe(url);
		expect(page(url)).toBe(url);
	});

	test.each(['.', '。', ')', ').', ', please', '; then retry'])('ends before "%s"', (rest) => {
		expect(page(`See ${url}${rest}`)).toBe(url);
	});

	test.each(['no address', 'http://plain.example', 'javascript:alert(1)', '', 7, {}, null])(
		'is left out of %j',
		(sentence) => {
			expect(page(sentence)).toBeUndefined();
		},
	);
});

describe('whether it may have been done', () => {
	const effectOf = (answer: Answer) => failureIn(answer).effect;

	test('a code of the API says no', () => {
		expect(effectOf(read(400, { code: 230026 }))).toBe('none');
		expect(effectOf(read(400, { code: 99991663 }))).toBe('none');
		expect(effectOf(read(200, { code: 230026 }))).toBe('none');
	});

	test('the rate limit says no, with a code and without', () => {
		expect(effectOf(read(429, { code: 99991400 }))).toBe('none');
		expect(effectOf(read(429, undefined))).toBe('none');
	});

	test('a path that nobody serves says no', () => {
		expect(effectOf(read(404, undefined))).toBe('none');
	});

	test.each([500, 502, 504])('HTTP %d leaves it open', (status) => {
		expect(effectOf(read(status, undefined))).toBe('unknown');
		expect(effectOf(read(status, { code: 2200 }))).toBe('unknown');
	});

	test('an internal fault leaves it open, whatever its HTTP status', () => {
		expect(effectOf(read(400, { code: 2200 }))).toBe('unknown');
		expect(effectOf(read(200, { code: 5000 }))).toBe('unknown');
	});

	test('a yes that cannot be read leaves it open', () => {
		expect(effectOf(read(200, undefined))).toBe('unknown');
	});

	test.each(['unknown', 'none'] as const)(
		'no response leaves it open if the request may have arrived: %s',
		(effect) => {
			const answer = readAnswer(noResponse(failure('unreachable', { effect })), api);
			expect(effectOf(answer)).toBe(effect);
		},
	);
});

test('no response has the reason and the words of the network', () => {
	const cut = failure('unreachable', { cause: 'the line is cut' });
	expect(failureIn(readAnswer(noResponse(cut), api))).toEqual(cut);
});

describe('a host that echoes a secret', () => {
	const secrets = ['t-SECRET-token', 'app-SECRET'];

	test.each(secrets)('finds the text with %s left out', (secret) => {
		const echoing = {
			code: 424242,
			msg: `bad header Bearer ${secret}!`,
			log_id: secret,
			error: {
				log_id: `x-${secret}`,
				permission_violations: [{ subject: secret }, { scope: `im:${secret}` }],
				troubleshooter: `see https://example.com/?q=${secret}`,
				helps: [{ url: `https://open.feishu.cn/app/cli_1/auth?q=${secret}` }],
			},
		};
		const headers = { 'x-tt-logid': secret, 'x-request-id': `id-${secret}` };
		for (const [status, code] of [
			[400, 424242],
			[400, 230001],
			[200, 10014],
			[400, 99991672],
			[500, 0],
			[200, 0],
		]) {
			const answer = readAnswer(replyOf(status ?? 0, { ...echoing, code }, headers), api, {
				secrets,
			});
			// The body of a yes stays with whoever asked for it; everything else may be shown.
			const shown = answer.ok ? { ...answer, body: {} } : answer;
			expect(JSON.stringify(shown)).not.toContain('SECRET');
		}
	});

	test('shows no part of a secret either, however long it is', () => {
		const long = `SECRET${'x'.repeat(2_000)}.`;
		const error = {
			troubleshooter: `see https://open.feishu.cn/search?q=${long}`,
			helps: [{ url: `https://open.feishu.cn/app/cli_1/auth?q=im:message,${long}` }],
		};
		const answer = readAnswer(replyOf(400, { code: 99991672, error }), api, { secrets: [long] });
		expect(JSON.stringify(answer)).not.toContain('SECRET');
	});

	test('keeps what is harmless beside it', () => {
		const body = { code: 99991672, error: { permission_violations: [{ subject: 'im:message' }] } };
		const headers = { 'x-tt-logid': 't-SECRET-token', 'request-id': 'harmless' };
		expect(failureIn(readAnswer(replyOf(400, body, headers), api, { secrets }))).toMatchObject({
			missingScopes: ['im:message'],
			logId: 'harmless',
		});
	});

	test('an empty secret hides nothing', () => {
		const answer = readAnswer(replyOf(400, { code: 424242, msg: 'words' }), api, { secrets: [''] });
		expect(failureIn(answer).cause).toContain('words');
	});
});

describe('hostile answers', () => {
	test('cannot speak through a prototype', () => {
		const body = JSON.parse('{"__proto__":{"code":0,"log_id":"proto"},"msg":"x"}') as unknown;
		expect(failureOf(200, body)).toMatchObject({ reason: 'unreadable_answer' });
		expect(failureOf(200, body)).not.toHaveProperty('logId');
		const nested = '{"code":99991672,"error":{"__proto__":{"permission_violations":[]}}}';
		expect(failureOf(400, JSON.parse(nested))).not.toHaveProperty('missingScopes');
		expect(failureOf(400, { code: 'constructor' }).reason).toBe('unreadable_answer');
	});

	test('never make it throw, pass for a yes, or fill the screen', () => {
		const status = constantFrom(200, 201, 302, 400, 404, 429, 500, 503);
		const headers = dictionary(
			constantFrom('x-tt-logid', 'x-ogw-ratelimit-reset', 'retry-after', 'request-id'),
			jsonValue(),
		);
		const envelope = dictionary(
			constantFrom('code', 'msg', 'data', 'error', 'log_id', '__proto__'),
			jsonValue(),
		);
		assert(
			property(status, envelope, headers, integer(), string(), (http, body, given, code, words) => {
				for (const answered of [body, { ...body, code, msg: words }, JSON.stringify(body)]) {
					const answer = read(http, answered, given);
					const yes = http < 300 && typeof answered === 'object' && answered.code === 0;
					expect(answer.ok).toBe(yes);
					if (answer.ok) continue;
					const sentence = sentenceOf(answer.failure, 'Message om_1', 'recalled');
					expect(sentence).toMatch(/^Message om_1 [^\n\r]+$/);
					expect(sentence.length).toBeLessThan(600);
				}
			}),
			{ seed: 1, numRuns: 300 },
		);
	});
});

describe('a success that echoes a secret', () => {
	const secrets = ['the+secret/"of" the app', 't-the-token-of-the-tenant'];
	const read = (body: unknown, more: object = {}) => {
		const reply = { kind: 'response' as const, status: 200, headers: {}, body, ...more };
		const answer = readAnswer(structuredClone(reply), api, { secrets });
		if (!answer.ok) throw new Error(answer.failure.cause);
		return answer;
	};

	const escaped = (text: string) =>
		[...text].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

	test.each<[string, (secret: string) => unknown]>([
		['in a text', (secret) => `Bearer ${secret}`],
		['in a list', (secret) => ['a', secret]],
		['as a name', (secret) => ({ [secret]: 'a' })],
		['in JSON in a text', (secret) => JSON.stringify({ text: `Bearer ${secret}` })],
		['in JSON in JSON', (secret) => JSON.stringify({ a: JSON.stringify({ text: secret }) })],
		['spelled with escapes', (secret) => `{"text":"${escaped(secret)}"}`],
		['in a URL', (secret) => `https://example.com/?q=${encodeURIComponent(secret)}`],
		['in Base64', (secret) => Buffer.from(secret).toString('base64')],
		['in Base64 behind something', (secret) => Buffer.from(`cli_1:${secret}:x`).toString('base64')],
		['in Base64 of URLs', (secret) => Buffer.from(`ab${secret}`).toString('base64url')],
	])('%s is a success without it, whose other fields are as they were', (_, echo) => {
		for (const secret of secrets) {
			const data = {
				id: 'om_1',
				echo: echo(secret),
				content: '{"text":"a\\n","n":12345678901234567891}',
			};
			const answer = read({ code: 0, data, log_id: secret });
			const text = JSON.stringify(answer);
			for (const form of [
				JSON.stringify(echo(secret)).slice(1, -1),
				'token-of',
				'secret/',
				escaped('token'),
			]) {
				expect(text).not.toContain(form);
			}
			expect(answer.body.data).toMatchObject({ id: data.id, content: data.content });
			expect(answer.logId).toBeUndefined();
		}
	});

	test('in the headers of a file is a file without it', () => {
		const headers = {
			'content-type': 'a/b',
			'content-disposition': `filename="${secrets[1]}.txt"`,
		};
		expect(read(undefined, { headers, bytes: Buffer.from('x') }).file).toEqual({
			bytes: Buffer.from('x'),
			headers: { 'content-type': 'a/b', 'content-disposition': 'filename="[left out].txt"' },
		});
	});

	test('as deep as it may be nested does not throw', () => {
		const deep = JSON.parse(`${'['.repeat(50_000)}"${secrets[1]}"${']'.repeat(50_000)}`) as unknown;
		const reply = { kind: 'response' as const, status: 200, headers: {}, body: { code: 0, deep } };
		expect(readAnswer(reply, api, { secrets }).ok).toBe(true);
		let inside: unknown = deep;
		while (Array.isArray(inside)) inside = inside[0] as unknown;
		expect(inside).toBe('[left out]');
	});
});
