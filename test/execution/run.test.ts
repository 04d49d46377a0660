import type { Feishu } from '../../nodes/Feishu/client/FeishuClient';
import { Places } from '../../nodes/Feishu/client/Places';
import { failed, failure, refusal, succeeded } from '../../nodes/Feishu/errors/Failure';
import type { Report } from '../../nodes/Feishu/execution/jobs';
import { run, type RunOptions } from '../../nodes/Feishu/execution/run';
import type { Outcome, Subject, Task } from '../../nodes/Feishu/operations/Operation';
import { VirtualClock } from '../client/virtualClock';

const second = 1_000;

const done = (id: string): Outcome => ({ ok: true, json: { id } });
const refused = (): Outcome => failed(failure('message_not_found'));

const subject = (id: string): Subject => ({ id, name: `Message ${id}` });

const task = (id: string, act: (id: string) => Promise<Outcome>): Task => ({
	subject: subject(id),
	run: async () => [await act(id)],
});

const unused = async () => await Promise.reject(new Error('No test here asks Feishu'));

const feishu: Feishu = {
	appId: 'cli_1',
	request: unused,
	list: unused,
	download: unused,
	poll: unused,
	sideBySide: unused,
	withFile: unused,
};

const connect: RunOptions['connect'] = async () => succeeded(feishu);

/** The result for each subject, in the order of the reports. */
const verdicts = (reports: Report[]) =>
	reports.map(
		({ item, subject: { id }, outcome }) =>
			`${item}:${id} ${outcome.ok ? 'done' : outcome.failure.reason}`,
	);

interface Setting extends Partial<RunOptions> {
	/** The subjects of each item. */
	named: string[][];
	act(id: string): Promise<Outcome>;
}

/** A run in which every act is on record. */
async function ran(clock: VirtualClock, { named, act, ...options }: Setting) {
	const started: string[] = [];
	const read: number[] = [];
	let underWay = 0;
	let most = 0;
	let readAtFirstEnd = 0;
	const { reports, firstFailure } = await clock.run(
		run({
			items: named.length,
			stopAtFirstFailure: false,
			places: new Places(),
			stop: new AbortController(),
			connect,
			workOf: (item) => {
				read.push(item);
				const counted = async (id: string) => {
					started.push(id);
					most = Math.max(most, ++underWay);
					try {
						return await act(id);
					} finally {
						underWay--;
						readAtFirstEnd ||= read.length;
					}
				};
				return {
					tasks: (named[item] ?? []).map((id) => task(id, counted)),
					emptyOutput: { matched: 0 },
				};
			},
			...options,
		}),
	);
	return { reports, firstFailure, started, read, most, readAtFirstEnd };
}

const singles = (count: number) => Array.from({ length: count }, (_, index) => [`m${index}`]);

const numberOf = (id: string) => Number(id.slice(1));

describe('the reports', () => {
	test('come in the order of the items, however late each ends', async () => {
		const clock = new VirtualClock();
		const { reports } = await ran(clock, {
			named: singles(60),
			act: async (id) => {
				await clock.wait((60 - numberOf(id)) * 100);
				return done(id);
			},
		});
		expect(verdicts(reports)).toEqual(singles(60).map(([id], item) => `${item}:${id} done`));
	});

	test('hold every subject of an item, one after the other', async () => {
		const { reports } = await ran(new VirtualClock(), {
			named: [['a', 'b'], ['c'], ['d', 'e']],
			act: async (id) => (id === 'b' ? refused() : done(id)),
		});
		expect(verdicts(reports)).toEqual([
			'0:a done',
			'0:b message_not_found',
			'1:c done',
			'2:d done',
			'2:e done',
		]);
	});

	test('tell of each outcome of a task, about the subject that it names', async () => {
		const { reports } = await run({
			items: 1,
			stopAtFirstFailure: false,
			places: new Places(),
			stop: new AbortController(),
			connect,
			workOf: () => ({
				tasks: [
					{
						subject: subject('all'),
						run: async () => [
							done('a'),
							{ ...failed(failure('message_not_found')), subject: subject('b') },
							failed(failure('chat_dissolved')),
						],
					},
				],
				emptyOutput: {},
			}),
		});
		expect(verdicts(reports)).toEqual([
			'0:all done',
			'0:b message_not_found',
			'0:all chat_dissolved',
		]);
	});

	test('are none without items', async () => {
		expect(
			(await ran(new VirtualClock(), { named: [], act: async () => refused() })).reports,
		).toEqual([]);
	});
});

describe('the items', () => {
	test('go side by side: 50 requests a second are reached at 400 ms each', async () => {
		const clock = new VirtualClock();
		const { most } = await ran(clock, {
			named: singles(200),
			act: async (id) => {
				await clock.wait(400);
				return done(id);
			},
		});
		expect(clock.elapsed).toBeLessThanOrEqual(4 * second);
		expect(most).toBeGreaterThanOrEqual(20);
	});

	test('are not all begun at once', async () => {
		const clock = new VirtualClock();
		const { most } = await ran(clock, {
			named: singles(2_000),
			act: async (id) => {
				await clock.wait(1);
				return done(id);
			},
		});
		expect(most).toBeLessThanOrEqual(50);
	});

	test('are not held up by a slow one', async () => {
		const clock = new VirtualClock();
		const ends: string[] = [];
		await ran(clock, {
			named: singles(100),
			act: async (id) => {
				await clock.wait(id === 'm0' ? 60 * second : 10);
				ends.push(id);
				return done(id);
			},
		});
		expect(ends.at(-1)).toBe('m0');
		expect(clock.elapsed).toBe(60 * second);
	});

	test('are not held up by one with many subjects', async () => {
		const clock = new VirtualClock();
		await ran(clock, {
			named: [Array.from({ length: 100 }, (_, index) => `m${index}`), ['last']],
			act: async (id) => {
				await clock.wait(second);
				return done(id);
			},
		});
		expect(clock.elapsed).toBeLessThanOrEqual(6 * second);
	});

	test('are read in their order, and only when their turn has come', async () => {
		const clock = new VirtualClock();
		const { read, readAtFirstEnd } = await ran(clock, {
			named: singles(200),
			act: async (id) => {
				await clock.wait(second);
				return done(id);
			},
		});
		expect(read).toEqual(Array.from({ length: 200 }, (_, item) => item));
		expect(readAtFirstEnd).toBeLessThan(60);
	});
});

describe('a failure', () => {
	const failsAt =
		(clock: VirtualClock, ...failing: string[]) =>
		async (id: string) => {
			await clock.wait(id === 'm3' ? 100 : 200);
			return failing.includes(id) ? refused() : done(id);
		};

	test('stops nothing when the node is set to continue', async () => {
		const clock = new VirtualClock();
		const { reports, started } = await ran(clock, {
			named: singles(100),
			act: failsAt(clock, 'm3', 'm50'),
		});
		expect(started).toHaveLength(100);
		expect(verdicts(reports).filter((verdict) => !verdict.endsWith('done'))).toEqual([
			'3:m3 message_not_found',
			'50:m50 message_not_found',
		]);
	});

	test('lets what is under way come home, and starts nothing new, when it is to stop', async () => {
		const clock = new VirtualClock();
		const { reports, started, most } = await ran(clock, {
			named: singles(100),
			stopAtFirstFailure: true,
			act: failsAt(clock, 'm3'),
		});
		expect(started).toHaveLength(most);
		expect(clock.elapsed).toBe(200);
		const outcomes = reports.map(({ outcome }) => (outcome.ok ? 'done' : outcome.failure.reason));
		expect(outcomes).toEqual(
			Array.from({ length: 100 }, (_, item) => {
				if (item === 3) return 'message_not_found';
				return item < most ? 'done' : 'execution_stopped';
			}),
		);
	});

	test('in the first subject keeps the others of its item from starting, when it is to stop', async () => {
		const many = Array.from({ length: 100 }, (_, index) => `m${index}`);
		const clock = new VirtualClock();
		const { reports } = await ran(clock, {
			named: [many],
			stopAtFirstFailure: true,
			act: failsAt(clock, 'm3'),
		});
		expect(reports).toHaveLength(100);
		expect(verdicts(reports).at(-1)).toBe('0:m99 execution_stopped');
	});
});

describe('a subject that is refused before anything is sent', () => {
	const refuse = (id: string): Task => ({
		subject: subject(id),
		refused: refusal('invalid_message_id'),
	});
	const runWith = async (tasks: Array<Array<Task | string>>, stopAtFirstFailure: boolean) => {
		const started: string[] = [];
		const stop = new AbortController();
		const start = async (id: string) => {
			started.push(id);
			return done(id);
		};
		const outcome = await run({
			items: tasks.length,
			stopAtFirstFailure,
			places: new Places(),
			stop,
			connect,
			workOf: (item) => ({
				tasks: (tasks[item] ?? []).map((each) =>
					typeof each === 'string' ? task(each, start) : each,
				),
				emptyOutput: {},
			}),
		});
		return { ...outcome, started, stop };
	};

	test('keeps all others from starting when the run is to stop, wherever it stands', async () => {
		const { firstFailure, started, stop } = await runWith(
			[['m0'], ['m1', refuse('m2')], [refuse('m3')]],
			true,
		);
		expect(started).toEqual([]);
		expect(firstFailure).toMatchObject({ item: 1, subject: { id: 'm2' } });
		expect(stop.signal.aborted).toBe(true);
	});

	test('fails alone when the run is to continue, and is never acted on', async () => {
		const { reports, started, stop } = await runWith([[refuse('m0')], ['m1']], false);
		expect(verdicts(reports)).toEqual(['0:m0 invalid_message_id', '1:m1 done']);
		expect(started).toEqual(['m1']);
		expect(stop.signal.aborted).toBe(false);
	});
});

test('an item that names nothing leaves as what its operation says', async () => {
	const { reports } = await ran(new VirtualClock(), {
		named: [['m0'], [], ['m2']],
		act: async (id) => done(id),
	});
	expect(reports.map(({ item, outcome }) => [item, outcome])).toEqual([
		[0, { ok: true, json: { id: 'm0' } }],
		[1, { ok: true, json: { matched: 0 }, effect: 'none' }],
		[2, { ok: true, json: { id: 'm2' } }],
	]);
});

test('an item that names nothing is no failure, and stops nothing', async () => {
	const { reports, firstFailure } = await ran(new VirtualClock(), {
		named: [[], ['m1']],
		stopAtFirstFailure: true,
		act: async (id) => done(id),
	});
	expect(firstFailure).toBeUndefined();
	expect(reports.map(({ outcome }) => outcome.ok)).toEqual([true, true]);
});

test('the failure that is known first is the one that is told, whatever its place', async () => {
	const clock = new VirtualClock();
	const { firstFailure } = await ran(clock, {
		named: singles(5),
		stopAtFirstFailure: true,
		act: async (id) => {
			await clock.wait(id === 'm3' ? 100 : 200);
			return refused();
		},
	});
	expect(firstFailure).toMatchObject({ item: 3 });
});

describe('a stop of the execution', () => {
	test('lets what is under way come home, and starts nothing new', async () => {
		const clock = new VirtualClock();
		const stop = new AbortController();
		void clock.wait(500).then(() => stop.abort());
		const { reports, started, most } = await ran(clock, {
			named: singles(100),
			stop,
			act: async (id) => {
				await clock.wait(second);
				return done(id);
			},
		});
		expect(started).toHaveLength(most);
		expect(clock.elapsed).toBe(second);
		expect(reports).toHaveLength(100);
		expect(reports.filter(({ outcome }) => outcome.ok)).toHaveLength(most);
	});

	test('tells of what was not begun that nothing was sent for it', async () => {
		const clock = new VirtualClock();
		const stop = new AbortController();
		void clock.wait(500).then(() => stop.abort());
		const { reports } = await ran(clock, {
			named: singles(100),
			stop,
			act: async (id) => {
				await clock.wait(second);
				return done(id);
			},
		});
		expect(reports.at(-1)?.outcome).toMatchObject({
			failure: { reason: 'execution_stopped', sent: false, attempts: 0 },
		});
	});

	test('before the beginning lets nothing begin', async () => {
		const stopped = new AbortController();
		stopped.abort();
		const { reports, started } = await ran(new VirtualClock(), {
			named: singles(40),
			stop: stopped,
			act: async (id) => done(id),
		});
		expect(started).toEqual([]);
		expect(new Set(reports.map(({ outcome }) => outcome.ok))).toEqual(new Set([false]));
		expect(reports).toHaveLength(40);
	});
});

describe('what one item may bring', () => {
	const runWith = async (tasks: unknown) =>
		await run({
			items: 2,
			stopAtFirstFailure: false,
			places: new Places(),
			stop: new AbortController(),
			connect: async () => succeeded(feishu),
			workOf: () => ({ tasks: tasks as Task[], emptyOutput: {} }),
		});

	test('is any number of IDs', async () => {
		const refused = { subject: { id: 'm', name: 'm' }, refused: refusal('invalid_message_id') };
		const { reports } = await runWith(Array.from({ length: 200_000 }, () => refused));
		expect(reports).toHaveLength(400_000);
	});

	test('never makes the run throw, which n8n would take for a success of all items', async () => {
		const { reports, firstFailure } = await runWith(undefined);
		expect(reports.map(({ item, outcome }) => [item, outcome.ok])).toEqual([
			[0, false],
			[1, false],
		]);
		expect(firstFailure?.item).toBe(0);
	});
});

describe('the connection', () => {
	test('is the one of the item, and why there is none is the failure of the item', async () => {
		const asked: number[] = [];
		const { reports } = await run({
			items: 3,
			stopAtFirstFailure: false,
			places: new Places(),
			stop: new AbortController(),
			connect: async (item) => {
				asked.push(item);
				return item === 1 ? failed(refusal('credentials_rejected')) : succeeded(feishu);
			},
			workOf: (item) => ({
				tasks: [task(`m${item}`, async (id) => done(id))],
				emptyOutput: {},
			}),
		});
		expect(asked).toEqual([0, 1, 2]);
		expect(verdicts(reports)).toEqual(['0:m0 done', '1:m1 credentials_rejected', '2:m2 done']);
	});

	test('that cannot be made out fails its own item only', async () => {
		const { reports } = await run({
			items: 2,
			stopAtFirstFailure: false,
			places: new Places(),
			stop: new AbortController(),
			connect: async (item) => (item === 0 ? await unused() : succeeded(feishu)),
			workOf: (item) => ({
				tasks: [task(`m${item}`, async (id) => done(id))],
				emptyOutput: {},
			}),
		});
		expect(verdicts(reports)).toEqual(['0:m0 unknown', '1:m1 done']);
	});
});

describe('what nobody foresaw', () => {
	const unforeseen = (reports: Report[]) =>
		reports.flatMap(({ item, outcome }) =>
			!outcome.ok && outcome.failure.reason === 'unknown' ? [item] : [],
		);

	test('an act that rejects fails its own item only', async () => {
		const { reports } = await ran(new VirtualClock(), {
			named: singles(60),
			act: async (id) => {
				if (id === 'm7') throw new Error('with Bearer t-secret in it');
				return done(id);
			},
		});
		expect(unforeseen(reports)).toEqual([7]);
		expect(reports.filter(({ outcome }) => outcome.ok)).toHaveLength(59);
		expect(JSON.stringify(reports)).not.toContain('t-secret');
	});

	test('an act that throws before it promises anything fails its own item only', async () => {
		const { reports } = await run({
			items: 3,
			stopAtFirstFailure: false,
			places: new Places(),
			stop: new AbortController(),
			connect,
			workOf: (item) => ({
				tasks: [
					{
						subject: subject(`m${item}`),
						run: () => {
							if (item === 1) throw new Error('at once');
							return Promise.resolve([done(`m${item}`)]);
						},
					},
				],
				emptyOutput: {},
			}),
		});
		expect(unforeseen(reports)).toEqual([1]);
	});

	test('an item whose work cannot be made out fails alone', async () => {
		const { reports } = await run({
			items: 3,
			stopAtFirstFailure: false,
			places: new Places(),
			stop: new AbortController(),
			connect,
			workOf: (item) => {
				if (item === 1) throw new Error('no work');
				return {
					tasks: [task(`m${item}`, async (id) => done(id))],
					emptyOutput: {},
				};
			},
		});
		expect(reports.map(({ item, outcome }) => [item, outcome.ok])).toEqual([
			[0, true],
			[1, false],
			[2, true],
		]);
	});

	test('is told in a sentence that says what to do', async () => {
		const { reports } = await ran(new VirtualClock(), {
			named: [['m0']],
			act: async () => {
				throw new Error('boom');
			},
		});
		expect(reports[0]?.outcome).toMatchObject({
			failure: {
				effect: 'unknown',
				cause: expect.stringContaining('unexpected'),
				hint: expect.stringContaining('report'),
			},
		});
	});
});
