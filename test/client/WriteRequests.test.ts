import type { Api, Call } from '../../nodes/Feishu/client/Api';
import { memoryOf } from '../../nodes/Feishu/client/ExecutionMemory';
import { WriteRequests } from '../../nodes/Feishu/client/WriteRequests';
import type { Answer } from '../../nodes/Feishu/client/http/Answer';
import { failed, failure, succeeded } from '../../nodes/Feishu/errors/Failure';
import { api as recallApi } from '../../nodes/Feishu/operations/message/recall';
import { settings } from './runs';
import { VirtualClock } from './virtualClock';

test.each([{ logId: '2026log' }, {}])(
	'after a lost answer, that it had been done before means done, with the facts of that answer: %j',
	async (facts) => {
		const memory = memoryOf(undefined, 'Feishu');
		const clock = new VirtualClock();
		const call = { path: '/', ...settings };
		const lost = failed(failure('timed_out', { effect: 'unknown' }));
		const first = new WriteRequests('cli_1', memory, clock);
		expect(await first.send(recallApi, call, async () => lost)).toEqual(lost);
		const already = failed(failure('already_recalled', facts));
		const second = new WriteRequests('cli_1', memory, clock);
		expect(await second.send(recallApi, call, async () => already)).toStrictEqual({
			ok: true,
			body: {},
			attempts: 1,
			...facts,
		});
	},
);

describe('a request with a key', () => {
	const sendApi: Api = { ...recallApi, id: 'im.message.create', method: 'POST', repeat: 'withKey' };
	const lost = failed(failure('timed_out', { effect: 'unknown' }));
	const refused = failed(failure('content_refused'));
	const sent: Answer = { ok: true, body: { data: { message_id: 'om_1' } }, attempts: 1 };

	/** Each try of the node asks with requests of its own, and has these answers. */
	function execution() {
		const memory = memoryOf(new AbortController().signal, 'Feishu');
		const asked: unknown[] = [];
		const aTry = () => {
			const requests = new WriteRequests('cli_1', memory, new VirtualClock());
			return async (requestKey: string, text: string, answer: Answer, more: Partial<Call> = {}) =>
				await requests.send(
					sendApi,
					{
						path: '/',
						body: { text },
						requestKey,
						idempotencyKey: requestKey,
						...settings,
						...more,
					},
					async ({ body }) => {
						asked.push(body);
						return answer;
					},
				);
		};
		return { aTry, asked };
	}

	test('goes out as it was after a lost answer, and once', async () => {
		const { aTry, asked } = execution();
		expect(await aTry()('a', 'one', lost)).toEqual(lost);
		expect(await aTry()('a', 'two', sent)).toEqual(sent);
		expect(await aTry()('a', 'three', refused)).toEqual(sent);
		expect(asked).toEqual([{ text: 'one' }, { text: 'one' }]);
	});

	test('goes out as it is now where nothing came of it before', async () => {
		const { aTry, asked } = execution();
		await aTry()('a', 'one', refused);
		expect(await aTry()('a', 'two', sent)).toEqual(sent);
		expect(asked).toEqual([{ text: 'one' }, { text: 'two' }]);
	});

	test('stays in doubt where a later try is refused: the first may have been done', async () => {
		const { aTry } = execution();
		await aTry()('a', 'one', lost);
		const answer = await aTry()('a', 'one', refused);
		expect(answer).toMatchObject({ failure: { reason: 'content_refused', effect: 'unknown' } });
	});

	test('makes its body only to be sent, and no second one after a lost answer', async () => {
		const { aTry, asked } = execution();
		let made = 0;
		const makeBody = async () => succeeded({ file: ++made });
		for (const answer of [lost, sent, sent]) await aTry()('a', '', answer, { makeBody });
		expect(asked).toEqual([{ file: 1 }, { file: 1 }]);
		const unknown = async () => lost;
		const failedBody = await aTry()('b', '', sent, { makeBody: unknown });
		expect(failedBody).toMatchObject({ failure: { reason: 'timed_out', effect: 'none' } });
	});

	const own = { idempotencyKey: 'order 7' };

	test.each<[string, Answer, string, boolean, number]>([
		['says the same as one that was done', sent, 'one', true, 1],
		['says something else than one that was done', sent, 'two', false, 1],
		['says the same as one that may have been done', lost, 'one', true, 2],
		['says something else than one that may have been done', lost, 'two', false, 1],
		['says something else than one of which nothing came', refused, 'two', true, 2],
	])("that has another item's key and %s", async (_, answer, said, ok, times) => {
		const { aTry, asked } = execution();
		const ask = aTry();
		const [, other] = await Promise.all([
			ask('a', 'one', answer, { ...own, said: 'one' }),
			ask('b', said, sent, { ...own, said }),
		]);
		expect(other).toMatchObject(ok ? sent : { failure: { reason: 'invalid_request' } });
		expect(asked).toHaveLength(times);
	});

	test('keeps its own key in the next try, whatever it says then', async () => {
		const { aTry, asked } = execution();
		await aTry()('a', 'one', sent, { ...own, said: 'one' });
		expect(await aTry()('a', 'two', sent, { ...own, said: 'two' })).toEqual(sent);
		expect(await aTry()('a', 'two', sent, { idempotencyKey: '8', said: 'two' })).toEqual(sent);
		expect(asked).toHaveLength(1);
	});

	const hours = 3_600_000;
	const second = 1_000;

	test.each<[string, number, number, number, boolean]>([
		['made by its first try, and the clock is put back', 0, 20 * second, -9 * hours, false],
		['made by its first try, and the clock is put forward', 0, 20 * second, 9 * hours, false],
		['made by its first try, before the machine slept', 0, 9 * hours, 9 * hours, false],
		['of two hours ago, and the clock is put back', 2 * hours, 20 * second, -9 * hours, true],
	])('after a lost answer has for an answer what was %s', async (_, age, later, jump, isOld) => {
		const clock = new VirtualClock();
		const memory = memoryOf(undefined, 'Feishu');
		const requests = new WriteRequests('cli_1', memory, clock);
		const [call, asked] = [madeAt(100 * hours - later - age), 'order 8'];
		const more = { ...call, requestKey: asked, idempotencyKey: asked };
		await requests.send(sendApi, more, async () => lost);
		clock.jump(jump);
		await clock.pass(20 * second);
		const again = new WriteRequests('cli_1', memory, clock);
		const answer = await again.send(sendApi, more, async () => answeredAt(100 * hours));
		expect('repeated' in answer).toBe(isOld);
	});

	test('has a message of two hours ago for an answer, though the clock is put forward', async () => {
		const clock = new VirtualClock();
		const requests = new WriteRequests('cli_1', memoryOf(undefined, 'Feishu'), clock);
		const more = { ...madeAt(98 * hours), requestKey: 'order 9', idempotencyKey: 'order 9' };
		const answer = await requests.send(sendApi, more, async () => {
			clock.jump(9 * hours);
			return answeredAt(100 * hours);
		});
		expect(answer).toMatchObject({ ok: true, repeated: true });
	});

	let ids = 0;

	function madeAt(at: number): Call {
		const id = `om_made_then_${++ids}`;
		return { path: '/', body: {}, made: () => ({ id, at }), ...settings };
	}

	function answeredAt(at: number): Answer {
		return { ok: true, body: {}, attempts: 1, answeredAt: at };
	}
});
