import type { Api, Call } from '../../nodes/Feishu/client/Api';
import { tier4 } from '../../nodes/Feishu/client/limits/tiers';
import { failureIn, ids, processAt, settings } from './runs';
import { breaks, hangs, refuses, says, type Said } from './scriptedHttp';
import { VirtualClock } from './virtualClock';
import { mostWithin } from './windows';

const second = 1_000;

const sendApi: Api = {
	id: 'im.message.create',
	method: 'POST',
	limits: tier4,
	repeat: 'withKey',
	scopes: ['im:message:send_as_bot'],
};

const to = (chat: string, text = 'hello'): Call => ({
	path: '/open-apis/im/v1/messages',
	query: { receive_id_type: 'chat_id' },
	body: { receive_id: chat, content: text },
	...settings,
});

/** A process whose posts are answered one after the other; the last answer stays. */
function postsAnswered(...answers: Said[]) {
	const clock = new VirtualClock();
	const feishu = processAt(clock, {
		post: (_request, times) => answers[Math.min(times, answers.length) - 1] ?? sent('om_1'),
	});
	return { clock, feishu };
}

const sent = (id: string): Said => says(200, { code: 0, data: { message_id: id } });

describe('a post', () => {
	test('goes out with its query and body, and brings back what was made', async () => {
		const { clock, feishu } = postsAnswered(sent('om_1'));
		const answer = await clock.run(feishu.execution().client.request(sendApi, to('oc_1')));
		expect(answer).toMatchObject({ ok: true, body: { data: { message_id: 'om_1' } } });
		expect(feishu.posts()).toMatchObject([
			{
				method: 'POST',
				path: '/open-apis/im/v1/messages',
				token: 't-1',
				options: { qs: { receive_id_type: 'chat_id' }, body: { receive_id: 'oc_1' } },
			},
		]);
	});

	test('with another body or another query is another one', async () => {
		const { clock, feishu } = postsAnswered(sent('om_1'), sent('om_2'), sent('om_3'));
		const { client } = feishu.execution();
		const calls = [to('oc_1'), to('oc_1', 'good-bye'), { ...to('oc_1'), query: {} }];
		const answers = await clock.run(
			Promise.all(calls.map(async (call) => await client.request(sendApi, call))),
		);
		expect(feishu.posts()).toHaveLength(3);
		expect(new Set(answers.map((answer) => JSON.stringify(answer.ok && answer.body))).size).toBe(3);
	});

	test('without a key is sent as often as it is asked for: nobody can tell two equal greetings apart', async () => {
		const { clock, feishu } = postsAnswered(sent('om_1'), sent('om_2'), sent('om_3'));
		const of = new AbortController().signal;
		const { client } = feishu.execution({ of });
		const both = [to('oc_1'), to('oc_1')].map(async (call) => await client.request(sendApi, call));
		const answers = await clock.run(Promise.all(both));
		answers.push(await clock.run(feishu.execution({ of }).client.request(sendApi, to('oc_1'))));
		expect(feishu.posts()).toHaveLength(3);
		expect(new Set(answers.map((answer) => JSON.stringify(answer.ok && answer.body))).size).toBe(3);
	});

	test('with the same key is sent once, and all have its answer', async () => {
		const { clock, feishu } = postsAnswered(sent('om_1'), sent('om_2'));
		const execution = new AbortController().signal;
		const { client } = feishu.execution({ of: execution });
		const keyed = { ...to('oc_1'), idempotencyKey: 'key-1' };
		const both = [keyed, keyed].map(async (call) => await client.request(sendApi, call));
		const again = feishu.execution({ of: execution }).client;
		const answers = await clock.run(Promise.all(both));
		answers.push(await clock.run(again.request(sendApi, keyed)));
		expect(feishu.posts()).toHaveLength(1);
		for (const answer of answers) {
			expect(answer).toMatchObject({ ok: true, body: { data: { message_id: 'om_1' } } });
		}
	});

	test('with the key of something else is refused, unless Feishu counts the key elsewhere', async () => {
		const { clock, feishu } = postsAnswered(sent('om_1'), sent('om_2'));
		const { client } = feishu.execution();
		const keyed = (chat: string, keyScope?: string) =>
			client.request(sendApi, { ...to(chat), idempotencyKey: 'key-1', keyScope });
		const answers = await clock.run(
			Promise.all([keyed('oc_1'), keyed('oc_2'), keyed('oc_2', 'oc_2')]),
		);
		expect(answers.map(({ ok }) => ok)).toEqual([true, false, true]);
		expect(answers[1]).toMatchObject({ failure: { reason: 'invalid_request', sent: false } });
		expect(feishu.posts()).toHaveLength(2);
	});

	test('of a form is sent each time: nobody can tell two files apart', async () => {
		const { clock, feishu } = postsAnswered(sent('om_1'));
		const { client } = feishu.execution();
		const body = new FormData();
		for (let time = 0; time < 2; time++) {
			await clock.run(client.request(sendApi, { ...to('oc_1'), body }));
		}
		expect(feishu.posts()).toHaveLength(2);
		expect(feishu.posts()[0]?.options.body).toBe(body);
	});
});

describe('what may be sent again', () => {
	async function posted(repeat: Api['repeat'], answers: Said[], idempotencyKey?: string) {
		const { clock, feishu } = postsAnswered(...answers);
		const call = { ...to('oc_1'), idempotencyKey };
		const { client } = feishu.execution();
		const answer = await clock.run(client.request({ ...sendApi, repeat }, call));
		expect(clock.pending).toBe(0);
		return { answer, times: feishu.posts().length };
	}

	const lost: Array<[string, Said]> = [
		['a reset', breaks('ECONNRESET')],
		['a time-out', hangs],
		['HTTP 502', says(502, '')],
		['an internal fault', refuses(2200)],
	];

	describe.each(lost)('after %s', (_, fault) => {
		test('is nothing that would be done twice, and nobody claims to know', async () => {
			for (const repeat of ['onlyIfUnsent', 'withKey'] as const) {
				const { answer, times } = await posted(repeat, [fault, sent('om_1')]);
				expect(times).toBe(1);
				expect(failureIn(answer)).toMatchObject({ effect: 'unknown', attempts: 1 });
			}
		});

		test('is what Feishu recognizes by its key, or may be done twice', async () => {
			const withKey = await posted('withKey', [fault, sent('om_1')], 'key-1');
			const safe = await posted('safe', [fault, sent('om_1')]);
			for (const { answer, times } of [withKey, safe]) {
				expect(times).toBe(2);
				expect(answer).toMatchObject({ ok: true, attempts: 2 });
			}
		});
	});

	test('after a lost answer is nothing in a second pass of the node either', async () => {
		const { clock, feishu } = postsAnswered(breaks('ECONNRESET'), sent('om_1'));
		const of = new AbortController().signal;
		for (const pass of [1, 2]) {
			const { client } = feishu.execution({ of });
			const api: Api = { ...sendApi, repeat: 'onlyIfUnsent' };
			const answer = await clock.run(client.request(api, to('oc_1')));
			expect([pass, failureIn(answer).effect]).toEqual([pass, 'unknown']);
		}
		expect(feishu.posts()).toHaveLength(1);
	});

	test.each([
		['a refused connection', breaks('ECONNREFUSED')],
		['the rate limit', says(429, { code: 99991400 }, { 'x-ogw-ratelimit-reset': '1' })],
		['a rejected token', refuses(99991663)],
	])('after %s is everything: nothing was done', async (_, fault) => {
		for (const repeat of ['onlyIfUnsent', 'withKey', 'safe'] as const) {
			const { answer, times } = await posted(repeat, [fault, sent('om_1')]);
			expect(times).toBe(2);
			expect(answer).toMatchObject({ ok: true, attempts: 2 });
		}
	});

	test('ends at the first lost answer, though the tries before it were not sent', async () => {
		const faults = [breaks('ECONNREFUSED'), breaks('ECONNRESET'), sent('om_1')];
		const { answer, times } = await posted('onlyIfUnsent', faults);
		expect(times).toBe(2);
		expect(failureIn(answer)).toMatchObject({ effect: 'unknown', attempts: 2 });
	});
});

describe('several limits at once', () => {
	const ofChat = (chat: string) => ({
		limits: [{ key: `chat ${chat}`, windows: [{ requests: 5, ms: second }] }],
	});

	test('a chat that Feishu finds too busy lets its own requests wait, and no others', async () => {
		const busy = refuses(230020);
		const { clock, feishu } = postsAnswered(
			{ ...busy, headers: { 'x-ogw-ratelimit-reset': '9' } },
			sent('om_1'),
		);
		const { client } = feishu.execution();
		const send = async (chat: string, text: string) =>
			await client.request(sendApi, { ...to(chat, text), ...ofChat(chat) });
		const first = send('oc_busy', 'one');
		await clock.pass(second);
		const other = send('oc_free', 'hello');
		const next = send('oc_busy', 'two');
		await clock.run(other);
		expect(clock.elapsed).toBeLessThan(2 * second);
		await clock.run(Promise.all([first, next]));
		const late = feishu.posts().filter(({ at }) => at - feishu.posts()[0]!.at >= 9 * second);
		expect(late).toHaveLength(2);
	});

	test("a chat's five a second hold up nobody who writes to another chat", async () => {
		const { clock, feishu } = postsAnswered(sent('om_1'));
		const { client } = feishu.execution();
		const send = async (chat: string, text: string) =>
			await client.request(sendApi, { ...to(chat, text), ...ofChat(chat) });
		const busy = ids(20, 'text ').map(async (text) => await send('oc_busy', text));
		const others = ids(20, 'oc_').map(async (chat) => await send(chat, 'hello'));
		await clock.run(Promise.all(others));
		expect(clock.elapsed).toBeLessThan(second);
		await clock.run(Promise.all(busy));

		const starts = feishu
			.posts()
			.filter(({ options }) => (options.body as { receive_id: string }).receive_id === 'oc_busy')
			.map(({ at }) => at);
		expect(starts).toHaveLength(20);
		expect(mostWithin(second, starts)).toBeLessThanOrEqual(5);
	});

	test('a chat is the same one for all nodes and apps', async () => {
		const { clock, feishu } = postsAnswered(sent('om_1'));
		const clients = [feishu.execution(), feishu.execution({ app: 'cli_2', node: 'other' })];
		await clock.run(
			Promise.all(
				clients.flatMap(({ client }, n) =>
					ids(10, `text ${n} `).map(
						async (text) =>
							await client.request(sendApi, { ...to('oc_1', text), ...ofChat('oc_1') }),
					),
				),
			),
		);
		const starts = feishu.posts().map(({ at }) => at);
		expect(starts).toHaveLength(20);
		expect(mostWithin(second, starts)).toBe(5);
	});

	test('the narrowest of them holds', async () => {
		const { clock, feishu } = postsAnswered(sent('om_1'));
		const { client } = feishu.execution();
		const slowly = { ...ofChat('oc_1'), requestsPerSecond: 2 };
		const sending = ids(10, 'text ').map(
			async (text) => await client.request(sendApi, { ...to('oc_1', text), ...slowly }),
		);
		await clock.run(Promise.all(sending));
		const starts = feishu.posts().map(({ at }) => at);
		expect(starts).toHaveLength(10);
		expect(mostWithin(second, starts)).toBe(2);
	});

	test('a stop ends the wait for the narrowest of them', async () => {
		const { clock, feishu } = postsAnswered(sent('om_1'));
		const stop = new AbortController();
		const { client } = feishu.execution({ signal: stop.signal });
		const sending = ids(10, 'text ').map(
			async (text) => await client.request(sendApi, { ...to('oc_1', text), ...ofChat('oc_1') }),
		);
		const stopping = clock.wait(500).then(() => stop.abort());
		const [answers] = await clock.run(Promise.all([Promise.all(sending), stopping]));
		expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
		expect(feishu.posts()).toHaveLength(5);
		expect([clock.elapsed, clock.pending]).toEqual([500, 0]);
	});
});
