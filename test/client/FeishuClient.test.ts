import type { Answer } from '../../nodes/Feishu/client/http/Answer';
import { api as recallApi } from '../../nodes/Feishu/operations/message/recall';
import { failureIn, ids, processAt, told, verdictOf } from './runs';
import { breaks, hangs, issues, recalled, refuses, says, type Said } from './scriptedHttp';
import { VirtualClock } from './virtualClock';
import { mostWithin } from './windows';

const second = 1_000;
const minute = 60 * second;

/** Feishu's answers to one message, one after the other; the last one stays. */
const inTurn =
	(...answers: Said[]) =>
	(_id: string, _request: unknown, times: number): Said =>
		answers[Math.min(times, answers.length) - 1] ?? recalled();

const takes = (ms: number, said: Said): Said => ({ ...said, afterMs: ms });

const limited = (seconds?: number): Said =>
	says(
		429,
		{ code: 99991400, msg: 'request trigger frequency limit' },
		seconds === undefined ? {} : { 'x-ogw-ratelimit-reset': String(seconds) },
	);

/** Runs one message through one execution. */
async function recallOnce(...answers: Said[]) {
	const clock = new VirtualClock();
	const feishu = processAt(clock, { recall: inTurn(...answers) });
	const answer = await clock.run(feishu.execution().recall('om_1'));
	return { answer, clock, feishu };
}

describe('one message', () => {
	test('costs one request, with a token, at the right place', async () => {
		const { answer, feishu } = await recallOnce(recalled());
		expect(answer).toMatchObject({ ok: true, attempts: 1 });
		expect(feishu.tokenCalls()).toBe(1);
		expect(feishu.recalls()).toMatchObject([
			{ origin: 'https://open.feishu.cn', path: '/open-apis/im/v1/messages/om_1', token: 't-1' },
		]);
	});

	test('leaves nothing waiting', async () => {
		const { clock } = await recallOnce(takes(300, recalled()));
		expect(clock.pending).toBe(0);
	});
});

describe('many messages', () => {
	test('share one token, however many start at the same moment', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: () => takes(150, recalled()) });
		const [one, two] = [feishu.execution(), feishu.execution({ node: 'other Feishu' })];
		await clock.run(
			Promise.all([
				...ids(20).map(async (id) => await one.recall(id)),
				...ids(20, 'om_x').map(async (id) => await two.recall(id)),
			]),
		);
		expect(feishu.tokenCalls()).toBe(1);
		expect(feishu.recalls()).toHaveLength(40);
	});

	test('of one app keep within its windows, whichever executions they come from', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: () => takes(30, recalled()) });
		const executions = ['a', 'b', 'c'].map((name) => ({
			name,
			run: feishu.execution({ node: name }),
		}));
		await clock.run(
			Promise.all(
				executions.flatMap(({ name, run }) =>
					ids(500, `om_${name}`).map(async (id) => await run.recall(id)),
				),
			),
		);
		const starts = feishu.recalls().map(({ at }) => at);
		expect(starts).toHaveLength(1_500);
		expect(mostWithin(second, starts)).toBeLessThanOrEqual(50);
		expect(mostWithin(minute, starts)).toBeLessThanOrEqual(1_000);
	});

	test('of different apps do not wait for each other', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: () => recalled() });
		await clock.run(
			Promise.all(
				['cli_1', 'cli_2', 'cli_3'].flatMap((app) => {
					const run = feishu.execution({ app });
					return ids(50).map(async (id) => await run.recall(id));
				}),
			),
		);
		expect(clock.elapsed).toBeLessThan(second);
	});

	test('stay below the share that the node is given', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: () => recalled() });
		const run = feishu.execution();
		const share = { requestsPerSecond: 3 };
		await clock.run(Promise.all(ids(20).map(async (id) => await run.recall(id, share))));
		expect(
			mostWithin(
				second,
				feishu.recalls().map(({ at }) => at),
			),
		).toBeLessThanOrEqual(3);
	});

	test('stay below that share after Feishu has made them wait, too', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: () => (clock.elapsed < second ? limited(10) : recalled()),
		});
		const run = feishu.execution();
		const share = { requestsPerSecond: 3 };
		await clock.run(Promise.all(ids(20).map(async (id) => await run.recall(id, share))));
		expect(
			mostWithin(
				second,
				feishu.recalls().map(({ at }) => at),
			),
		).toBeLessThanOrEqual(3);
	});

	test('of two nodes with the same share have that share each', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: () => recalled() });
		const runs = ['one', 'other'].map((node) => feishu.execution({ node }));
		await clock.run(
			Promise.all(
				runs.flatMap((run, node) =>
					ids(10, `om_${node}_`).map(async (id) => await run.recall(id, { requestsPerSecond: 2 })),
				),
			),
		);
		expect(clock.elapsed).toBeLessThan(5 * second);
		for (const node of ['om_0_', 'om_1_']) {
			const its = feishu.recalls().filter(({ path }) => path.includes(node));
			expect(
				mostWithin(
					second,
					its.map(({ at }) => at),
				),
			).toBe(2);
		}
	});

	test('of one node with a small share do not hold up those with a larger one', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: () => recalled() });
		const run = feishu.execution();
		const slowly = ids(10, 'om_slow').map(
			async (id) => await run.recall(id, { requestsPerSecond: 1 }),
		);
		await clock.run(
			Promise.all(ids(20).map(async (id) => await run.recall(id, { requestsPerSecond: 40 }))),
		);
		expect(clock.elapsed).toBeLessThan(second);
		await clock.run(Promise.all(slowly));
	});

	test('of different APIs do not wait for each other', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: () => recalled() });
		const run = feishu.execution();
		await clock.run(
			Promise.all(
				['im.message.delete', 'im.another.api', 'im.third.api'].flatMap((api) =>
					ids(50, `om_${api}`).map(
						async (id) => await run.recall(id, {}, { ...recallApi, id: api }),
					),
				),
			),
		);
		expect(clock.elapsed).toBeLessThan(second);
	});

	test('of a node with a small share do not hold up another node', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: () => recalled() });
		const slow = feishu.execution({ node: 'slow' });
		const fast = feishu.execution({ node: 'fast' });
		const slowly = ids(10, 'om_slow').map(
			async (id) => await slow.recall(id, { requestsPerSecond: 1 }),
		);
		await clock.run(Promise.all(ids(20).map(async (id) => await fast.recall(id))));
		expect(clock.elapsed).toBeLessThan(second);
		await clock.run(Promise.all(slowly));
	});
});

describe('a fault that passes', () => {
	const faults: Array<[string, Said, string]> = [
		['HTTP 502', says(502, '<html>'), 'feishu_unavailable'],
		['code 2200', refuses(2200), 'feishu_unavailable'],
		['a refused connection', breaks('ECONNREFUSED'), 'unreachable'],
		['a reset', breaks('ECONNRESET'), 'unreachable'],
		['silence', hangs, 'timed_out'],
	];

	test.each(faults)('%s is tried again until it is over', async (_, fault) => {
		const { answer } = await recallOnce(fault, fault, recalled());
		expect(answer).toMatchObject({ ok: true, attempts: 3 });
	});

	test.each(faults)(
		'%s is given up after four tries within about a minute',
		async (_, fault, reason) => {
			const { answer, clock, feishu } = await recallOnce(fault);
			expect(failureIn(answer)).toMatchObject({ reason, attempts: 4 });
			expect(feishu.recalls()).toHaveLength(4);
			expect(clock.elapsed).toBeLessThanOrEqual(minute);
			expect(clock.pending).toBe(0);
		},
	);

	test('that may have reached Feishu is not told as a certain no', async () => {
		const { answer: lost } = await recallOnce(hangs);
		expect(failureIn(lost).effect).toBe('unknown');
		expect(told(lost)).toMatch(/^Message om_1 may not have been recalled/);
		const { answer: unsent } = await recallOnce(breaks('ECONNREFUSED'));
		expect(failureIn(unsent).effect).toBe('none');
		expect(told(unsent)).toMatch(/^Message om_1 was not recalled/);
	});
});

describe('the rate limit', () => {
	test('is waited for as long as Feishu says', async () => {
		const { answer, feishu } = await recallOnce(limited(7), recalled());
		const [first, next] = feishu.recalls();
		expect((next?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(7 * second);
		expect((next?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(8 * second);
		expect(answer).toMatchObject({ ok: true, attempts: 2 });
	});

	test('slows down all requests of the app, not only the one that hit it', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: (id, _request, times) => (id === 'om_0' && times === 1 ? limited(20) : recalled()),
		});
		const limitedOne = feishu.execution().recall('om_0');
		await clock.pass(5 * second);
		const another = feishu.execution({ node: 'another Feishu' }).recall('om_1');
		await clock.run(Promise.all([limitedOne, another]));
		const [first, ...later] = feishu.recalls().map(({ at }) => at);
		expect(later).toHaveLength(2);
		for (const at of later) expect(at - (first ?? 0)).toBeGreaterThanOrEqual(20 * second);
	});

	test('of one app does not slow down another', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: (id, _request, times) => (id === 'om_0' && times === 1 ? limited(20) : recalled()),
		});
		const limitedOne = feishu.execution().recall('om_0');
		await clock.pass(second);
		await clock.run(feishu.execution({ app: 'cli_2' }).recall('om_1'));
		expect(clock.elapsed).toBeLessThan(2 * second);
		await clock.run(limitedOne);
	});

	test('of one API does not slow down another', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: (id, _request, times) => (id === 'om_0' && times === 1 ? limited(20) : recalled()),
		});
		const run = feishu.execution();
		const limitedOne = run.recall('om_0');
		await clock.pass(200);
		await clock.run(run.recall('om_1', {}, { ...recallApi, id: 'im.another.api' }));
		expect(clock.elapsed).toBeLessThan(second);
		await clock.run(limitedOne);
	});

	test('holds the other executions of the app up for a minute at a time, however long Feishu asks for', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: (id, _request, times) => (id === 'om_0' && times === 1 ? limited(180) : recalled()),
		});
		const limitedOne = feishu.execution().recall('om_0');
		await clock.pass(5 * second);
		await clock.run(feishu.execution({ node: 'another Feishu' }).recall('om_1'));
		const [first, other] = feishu.recalls().map(({ at }) => at);
		expect((other ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(minute);
		expect((other ?? 0) - (first ?? 0)).toBeLessThan(minute + second);
		expect((await clock.run(limitedOne)).ok).toBe(true);
	});

	test('of one chat does not slow down the others', async () => {
		const clock = new VirtualClock();
		const limitOfTheChat = says(400, { code: 230020 }, { 'x-ogw-ratelimit-reset': '20' });
		const feishu = processAt(clock, {
			recall: (id, _request, times) => (id === 'om_0' && times < 4 ? limitOfTheChat : recalled()),
		});
		const run = feishu.execution();
		const limitedOne = run.recall('om_0');
		await clock.pass(200);
		await clock.run(Promise.all(ids(20, 'om_x').map(async (id) => await run.recall(id))));
		expect(clock.elapsed).toBeLessThan(second);
		expect((await clock.run(limitedOne)).ok).toBe(true);
	});

	test.each([undefined, 1, 7, 40])(
		'that never ends is given up within five minutes (asked to wait: %p s)',
		async (seconds) => {
			const { answer, clock } = await recallOnce(limited(seconds));
			expect(failureIn(answer).reason).toBe('rate_limited');
			expect(clock.elapsed).toBeGreaterThan(4 * minute);
			expect(clock.elapsed).toBeLessThanOrEqual(5 * minute + 15 * second);
			expect(clock.pending).toBe(0);
		},
	);
});

describe('a lost answer', () => {
	test.each([
		['a reset', breaks('ECONNRESET')],
		['a time-out', hangs],
		['HTTP 502', says(502, '')],
	])('followed by "already recalled" means recalled: %s', async (_, lost) => {
		const { answer } = await recallOnce(lost, refuses(230110));
		expect(answer).toMatchObject({ ok: true, attempts: 2 });
	});

	test('that cannot have arrived leaves "already recalled" what it is', async () => {
		const { answer } = await recallOnce(breaks('ECONNREFUSED'), refuses(230110));
		expect(failureIn(answer)).toMatchObject({ reason: 'already_recalled', attempts: 2 });
	});

	test('is no excuse for another message', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: (id, request, times) =>
				id === 'om_0' ? inTurn(hangs, refuses(230110))(id, request, times) : refuses(230110),
		});
		const run = feishu.execution();
		const answers = await clock.run(Promise.all(ids(2).map(async (id) => await run.recall(id))));
		expect(answers.map(verdictOf)).toEqual(['recalled', 'already_recalled']);
	});

	test('is remembered when n8n runs the node once more', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: inTurn(hangs, hangs, hangs, hangs, refuses(230110)),
		});
		const execution = new AbortController().signal;
		const first = feishu.execution({ of: execution });
		expect(verdictOf(await clock.run(first.recall('om_1')))).toBe('timed_out');
		const again = feishu.execution({ of: execution });
		expect(verdictOf(await clock.run(again.recall('om_1')))).toBe('recalled');
	});

	test('without one, "already recalled" is told, and asked for once', async () => {
		const { answer, feishu } = await recallOnce(refuses(230110));
		expect(failureIn(answer).reason).toBe('already_recalled');
		expect(feishu.recalls()).toHaveLength(1);
	});
});

describe('the same message', () => {
	test('twice in a run is sent once, with one answer for both', async () => {
		for (const said of [recalled(), refuses(230026), refuses(230110)]) {
			const clock = new VirtualClock();
			const feishu = processAt(clock, { recall: () => takes(100, said) });
			const run = feishu.execution();
			const both = await clock.run(Promise.all([run.recall('om_1'), run.recall('om_1')]));
			const later = await clock.run(run.recall('om_1'));
			expect(new Set([...both, later].map(verdictOf)).size).toBe(1);
			expect(feishu.recalls()).toHaveLength(1);
		}
	});

	test('in a second pass over the node is not sent again once it was recalled', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: inTurn(recalled(), refuses(230110)) });
		const execution = new AbortController().signal;
		for (let pass = 1; pass <= 3; pass++) {
			const run = feishu.execution({ of: execution });
			expect(verdictOf(await clock.run(run.recall('om_1')))).toBe('recalled');
		}
		expect(feishu.recalls()).toHaveLength(1);
	});

	test('in two executions is lost by one of them, by nothing but the race', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: inTurn(takes(50, recalled()), refuses(230110)) });
		const [one, two] = [
			feishu.execution({ of: new AbortController().signal }),
			feishu.execution({ of: new AbortController().signal }),
		];
		const answers = await clock.run(Promise.all([one.recall('om_1'), two.recall('om_1')]));
		expect(answers.map(verdictOf)).toEqual(['recalled', 'already_recalled']);
	});

	test('recalled for one app is no answer for another', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: inTurn(recalled(), refuses(230026)) });
		const execution = new AbortController().signal;
		const one = feishu.execution({ of: execution, app: 'cli_1' });
		const two = feishu.execution({ of: execution, app: 'cli_2' });
		expect(verdictOf(await clock.run(one.recall('om_1')))).toBe('recalled');
		expect(verdictOf(await clock.run(two.recall('om_1')))).toBe('not_allowed_to_recall');
	});
});

describe('a rejected token', () => {
	const stale = refuses(99991663, 'Invalid access token');

	test('is renewed, and the message recalled with the new one', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: (_id, { token }) => (token === 't-1' ? stale : recalled()),
		});
		const answer = await clock.run(feishu.execution().recall('om_1'));
		expect(answer).toMatchObject({ ok: true, attempts: 2 });
		expect(feishu.recalls().map(({ token }) => token)).toEqual(['t-1', 't-2']);
	});

	test('is renewed once for forty messages', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: (_id, { token }) => takes(40, token === 't-1' ? stale : recalled()),
		});
		const run = feishu.execution();
		const answers = await clock.run(Promise.all(ids(40).map(async (id) => await run.recall(id))));
		expect(answers.filter(({ ok }) => ok)).toHaveLength(40);
		expect(feishu.tokenCalls()).toBe(2);
	});

	test('is sent with no request that still waits for its turn when the first rejection comes', async () => {
		const clock = new VirtualClock();
		let good = 't-1';
		const feishu = processAt(clock, {
			recall: (_id, { token }) => takes(20, token === good ? recalled() : stale),
		});
		await clock.run(feishu.execution().recall('om_before'));
		good = 't-2';
		await clock.pass(minute);
		const run = feishu.execution();
		const answers = await clock.run(Promise.all(ids(50).map(async (id) => await run.recall(id))));
		expect(answers.filter(({ ok }) => ok)).toHaveLength(50);
		// Fifty leave within a tenth of a second, and the first answer comes after a fifth of that.
		expect(feishu.recalls().filter(({ token }) => token === 't-1').length).toBeLessThanOrEqual(12);
		expect(answers.at(-1)).toMatchObject({ attempts: 1 });
	});

	test.each([5, 20, 60, 150])(
		'fails no message that was not rejected itself, with answers after %i ms',
		async (ms) => {
			const clock = new VirtualClock();
			const isBad = (id: string) => Number(id.slice(3)) % 5 === 1;
			const feishu = processAt(clock, {
				recall: (id) => takes(ms, isBad(id) ? stale : recalled()),
			});
			const run = feishu.execution();
			const all = ids(60);
			const answers = await clock.run(
				Promise.all(all.map(async (id) => verdictOf(await run.recall(id)))),
			);
			expect(answers).toEqual(all.map((id) => (isBad(id) ? 'token_rejected' : 'recalled')));
		},
	);

	test('is renewed once though its rejections come one by one', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: (id, { token }) =>
				takes(Number(id.slice(3)) * 37, token === 't-1' ? stale : recalled()),
		});
		const [one, two] = [feishu.execution(), feishu.execution({ node: 'other' })];
		const answers = await clock.run(
			Promise.all(ids(40).map(async (id, n) => await (n % 2 ? one : two).recall(id))),
		);
		expect(answers.filter(({ ok }) => ok)).toHaveLength(40);
		expect(feishu.tokenCalls()).toBe(2);
	});

	test('that expires again, hours later in the run, is renewed again', async () => {
		const clock = new VirtualClock();
		let good = 't-1';
		const feishu = processAt(clock, {
			recall: (_id, { token }) => (token === good ? recalled() : stale),
		});
		const run = feishu.execution();
		for (const [id, next] of [
			['om_1', 't-1'],
			['om_2', 't-2'],
			['om_3', 't-3'],
		] as const) {
			good = next;
			expect(verdictOf(await clock.run(run.recall(id)))).toBe('recalled');
		}
	});

	test('whose successor is rejected too fails each message, without a storm', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: () => takes(40, stale) });
		const run = feishu.execution();
		const answers = await clock.run(Promise.all(ids(40).map(async (id) => await run.recall(id))));
		expect(new Set(answers.map(verdictOf))).toEqual(new Set(['token_rejected']));
		expect(feishu.tokenCalls()).toBe(2);
		expect(feishu.recalls().length).toBeLessThanOrEqual(80);

		await clock.run(Promise.all(ids(40, 'om_later').map(async (id) => await run.recall(id))));
		expect(feishu.tokenCalls()).toBe(2);
		expect(feishu.recalls().length).toBeLessThanOrEqual(120);
	});

	test('that Feishu gives out again and again causes no storm either', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: (id) => takes(40 + Number(id.slice(3)), stale),
			token: () => takes(100, issues('t-always')),
		});
		const run = feishu.execution();
		await clock.run(Promise.all(ids(40).map(async (id) => await run.recall(id))));
		expect(feishu.tokenCalls()).toBeLessThanOrEqual(3);
		expect(feishu.recalls().length).toBeLessThanOrEqual(80);
	});

	test('whose successor meets silence and limits before it is rejected causes no storm', async () => {
		for (const nothingProven of [breaks('ECONNRESET'), says(502, ''), limited(1)]) {
			const clock = new VirtualClock();
			const feishu = processAt(clock, {
				recall: (_id, { token }, times) =>
					takes(20, token !== 't-1' && times % 2 === 0 ? nothingProven : stale),
			});
			const run = feishu.execution();
			for (const id of ids(10)) await clock.run(run.recall(id));
			expect(feishu.tokenCalls()).toBe(2);
		}
	});

	test('is not suspected when Feishu refuses the message', async () => {
		const { feishu } = await recallOnce(refuses(230026));
		expect(feishu.tokenCalls()).toBe(1);
	});

	test('that cannot be renewed tells why', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: () => stale,
			token: (times) => (times === 1 ? issues('t-1') : refuses(10014, 'app disabled', 200)),
		});
		const answer = await clock.run(feishu.execution().recall('om_1'));
		expect(failureIn(answer)).toMatchObject({ reason: 'credentials_rejected', code: 10014 });
	});
});

describe('an app that gets no token', () => {
	test('is refused once a run, whatever the number of messages', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: () => recalled(),
			token: () => takes(100, refuses(10014, 'app secret invalid', 200)),
		});
		const run = feishu.execution();
		const answers = await clock.run(Promise.all(ids(100).map(async (id) => await run.recall(id))));
		for (const id of ids(10, 'om_later')) answers.push(await clock.run(run.recall(id)));
		expect(new Set(answers.map(verdictOf))).toEqual(new Set(['credentials_rejected']));
		expect(feishu.tokenCalls()).toBe(1);
		expect(feishu.recalls()).toHaveLength(0);
	});

	test.each([
		['a token endpoint that is out of order', says(503, '')],
		['one that cannot be reached', breaks('ECONNREFUSED')],
	])('because of %s asks four times in all, for any number of messages', async (_, said) => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: () => recalled(), token: () => said });
		const run = feishu.execution();
		const answers = await clock.run(Promise.all(ids(50).map(async (id) => await run.recall(id))));
		for (const id of ids(150, 'om_later')) answers.push(await clock.run(run.recall(id)));
		expect(new Set(answers.map(verdictOf)).size).toBe(1);
		expect(feishu.tokenCalls()).toBe(4);
		expect(feishu.recalls()).toHaveLength(0);
	});

	test('is asked again by the next run', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: () => recalled(),
			token: (times) => (times === 1 ? refuses(10014, 'secret', 200) : issues('t-1')),
		});
		await clock.run(feishu.execution().recall('om_1'));
		expect((await clock.run(feishu.execution().recall('om_1'))).ok).toBe(true);
	});

	test('because of a fault that passes tries again', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: () => recalled(),
			token: (times) => (times < 3 ? says(503, '') : issues('t-1')),
		});
		expect((await clock.run(feishu.execution().recall('om_1'))).ok).toBe(true);
		expect(feishu.tokenCalls()).toBe(3);
	});

	test('counts as a try of the message, and is certain not to have recalled it', async () => {
		for (const [said, attempts] of [
			[refuses(10014, 'secret', 200), 1],
			[breaks('ECONNREFUSED'), 4],
			[breaks('ECONNRESET'), 4],
			[says(503, ''), 4],
		] as const) {
			const clock = new VirtualClock();
			const feishu = processAt(clock, { recall: recalled, token: () => said });
			const answer = await clock.run(feishu.execution().recall('om_1'));
			expect(failureIn(answer)).toMatchObject({ sent: true, attempts, effect: 'none' });
			expect(told(answer)).toMatch(/^Message om_1 was not recalled/);
		}
	});
});

describe('an execution that is stopped', () => {
	const stopped = async (
		script: Parameters<typeof processAt>[1],
		afterMs: number,
		messages: number,
	) => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, script);
		const stop = new AbortController();
		const run = feishu.execution({ signal: stop.signal });
		const stopping = clock.wait(afterMs).then(() => stop.abort());
		const work = Promise.all(ids(messages).map(async (id) => await run.recall(id)));
		const [answers] = await clock.run(Promise.all([work, stopping]));
		return { answers, clock, feishu };
	};

	test('ends the wait for a turn at once', async () => {
		const { answers, clock, feishu } = await stopped({ recall: () => recalled() }, 500, 200);
		expect(clock.elapsed).toBe(500);
		expect(clock.pending).toBe(0);
		expect(answers.map(verdictOf).filter((verdict) => verdict === 'recalled')).toHaveLength(50);
		expect(feishu.recalls()).toHaveLength(50);
		expect(failureIn(answers[199] as Answer)).toMatchObject({
			reason: 'execution_stopped',
			sent: false,
			attempts: 0,
		});
	});

	test('ends the wait for the rate limit at once', async () => {
		const { answers, clock } = await stopped(
			{ recall: () => takes(50, limited(120)) },
			3 * second,
			3,
		);
		expect(clock.elapsed).toBe(3 * second);
		expect(clock.pending).toBe(0);
		expect(answers.map(verdictOf)).toEqual(ids(3).map(() => 'rate_limited'));
	});

	test('ends the wait for a further try at once', async () => {
		const { answers, clock, feishu } = await stopped(
			{ recall: () => breaks('ECONNRESET') },
			200,
			1,
		);
		expect(clock.elapsed).toBe(200);
		expect(feishu.recalls()).toHaveLength(1);
		expect(answers.map(verdictOf)).toEqual(['unreachable']);
	});

	test('lets a request that is under way come home, and believes it', async () => {
		const { answers } = await stopped({ recall: () => takes(2 * second, recalled()) }, 500, 3);
		expect(answers.map(verdictOf)).toEqual(['recalled', 'recalled', 'recalled']);
	});

	test('starts no further request, for a token neither', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: () => recalled() });
		const run = feishu.execution({ signal: AbortSignal.abort() });
		const answer = await clock.run(run.recall('om_1'));
		expect(verdictOf(answer)).toBe('execution_stopped');
		expect(feishu.heard.map(({ path }) => path)).toEqual([]);
	});

	test('renews no token', async () => {
		const stale = takes(second, refuses(99991663));
		const { feishu } = await stopped({ recall: () => stale }, 500, 5);
		expect(feishu.tokenCalls()).toBe(1);
		expect(feishu.recalls()).toHaveLength(5);
	});

	test('starts nothing after the token came', async () => {
		const { feishu } = await stopped(
			{ recall: () => recalled(), token: () => takes(second, issues('t-1')) },
			500,
			5,
		);
		expect(feishu.recalls()).toHaveLength(0);
	});

	test('does not stop another execution that waits for the same token', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			recall: () => recalled(),
			token: () => takes(second, issues('t-1')),
		});
		const stop = new AbortController();
		const gone = feishu.execution({ signal: stop.signal }).recall('om_1');
		const stays = feishu.execution().recall('om_2');
		const stopping = clock.wait(500).then(() => stop.abort());
		const [, answer] = await clock.run(Promise.all([gone, stays, stopping]));
		expect(verdictOf(answer)).toBe('recalled');
	});
});

describe('asking until it is so', () => {
	const isWanted = (body: Readonly<Record<string, unknown>>) => body.done === true;
	const progress = (done: boolean): Said => takes(100, says(200, { code: 0, done }));

	/** Asks a scripted Feishu for something that takes its time. */
	async function polled(answers: Said[], withinMs: number, stopAfterMs?: number) {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: recalled, query: inTurn(...answers) });
		const stop = new AbortController();
		const stopping =
			stopAfterMs === undefined ? undefined : clock.wait(stopAfterMs).then(() => stop.abort());
		const run = feishu.execution({ signal: stop.signal });
		const [answer] = await clock.run(Promise.all([run.poll(isWanted, withinMs), stopping]));
		return { answer, clock, queries: feishu.queries() };
	}

	test('asks about once a second, and stops at the wanted answer', async () => {
		const { answer, queries } = await polled(
			[progress(false), progress(false), progress(true)],
			minute,
		);
		expect(answer?.ok).toBe(true);
		const [first, next] = queries.map(({ at }) => at);
		expect(queries).toHaveLength(3);
		expect((next ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(second);
	});

	test('gives up when its time is over', async () => {
		const { answer, clock } = await polled([progress(false)], 10 * second);
		expect(answer).toBeUndefined();
		expect(clock.elapsed).toBeLessThanOrEqual(11 * second);
		expect(clock.pending).toBe(0);
	});

	test('stops at a refusal, and tries a passing fault again', async () => {
		const refused = await polled([progress(false), refuses(230026)], minute);
		expect(refused.answer).toMatchObject({ failure: { reason: 'not_allowed_to_recall' } });
		const fault = await polled([says(503, ''), progress(true)], minute);
		expect(fault.answer?.ok).toBe(true);
	});

	test('ends at once when the execution is stopped', async () => {
		const { answer, clock, queries } = await polled([progress(false)], minute, 2_500);
		expect(answer).toMatchObject({ ok: false, failure: { reason: 'execution_stopped' } });
		expect(queries).toHaveLength(3);
		expect(clock.elapsed).toBe(2_500);
		expect(clock.pending).toBe(0);
	});

	test.each<[string, Said]>([
		['a rate limit', limited(50)],
		['a passing fault', says(503, '')],
		['a request that hangs', hangs],
		[
			'an answer that drips',
			{ ...progress(true), chunks: Array(60).fill(' '), msBetweenChunks: 100 },
		],
	])('does not take longer than it may for %s', async (_, said) => {
		const { answer, clock, queries } = await polled([said], 2 * second);
		expect(answer).toBeUndefined();
		expect(clock.elapsed).toBe(2 * second);
		const asked = queries.length;
		await clock.pass(10 * minute);
		expect(queries).toHaveLength(asked);
		expect(clock.pending).toBe(0);
	});

	test('does not take longer than it may when others have the whole allowance', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: recalled, query: () => limited(50) });
		const first = await clock.run(feishu.execution().poll(isWanted, second));
		const began = clock.elapsed;
		const next = await clock.run(feishu.execution().poll(isWanted, 2 * second));
		expect([first, next]).toEqual([undefined, undefined]);
		expect(clock.elapsed - began).toBe(2 * second);
		expect(feishu.queries()).toHaveLength(1);
	});

	test('does not take longer than it may for a token', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: recalled, token: () => hangs });
		const answer = await clock.run(feishu.execution().poll(isWanted, 2 * second));
		expect(answer).toBeUndefined();
		expect(clock.elapsed).toBe(2 * second);
		await clock.pass(10 * minute);
		expect(feishu.queries()).toEqual([]);
		expect(feishu.tokenCalls()).toBe(1);
	});

	test('lets go of a request that hangs when the execution is stopped', async () => {
		const { answer, clock } = await polled([hangs], minute, 2_500);
		expect(answer).toMatchObject({ failure: { reason: 'execution_stopped' } });
		expect(clock.elapsed).toBe(2_500);
		expect(clock.pending).toBe(0);
	});

	test('begins nothing in a stopped execution', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: recalled });
		const run = feishu.execution({ signal: AbortSignal.abort() });
		const answer = await clock.run(run.poll(isWanted, minute));
		expect(answer).toMatchObject({ failure: { reason: 'execution_stopped' } });
		expect(clock.elapsed).toBe(0);
		expect(feishu.heard).toEqual([]);
	});
});

test('whatever Feishu echoes, neither token nor secret is in an answer', async () => {
	const echo = (token?: string) =>
		says(
			400,
			{
				code: 424242,
				msg: `Bearer ${token} and the-secret`,
				log_id: token,
				error: {
					troubleshooter: `https://evil.example/${token}`,
					permission_violations: [{ subject: token }],
				},
			},
			{ 'x-tt-logid': token },
		);
	const clock = new VirtualClock();
	const feishu = processAt(clock, { recall: (_id, { token }) => echo(token) });
	const answer = await clock.run(feishu.execution().recall('om_1'));
	expect(JSON.stringify(answer)).not.toContain('t-1');
	expect(JSON.stringify(answer)).not.toContain('the-secret');
});
