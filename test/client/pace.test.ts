/* eslint-disable @n8n/community-nodes/no-restricted-imports -- counts listeners; tests never ship */
import { getEventListeners } from 'node:events';

import {
	array,
	assert,
	asyncProperty,
	boolean,
	constantFrom,
	integer,
	oneof,
	option,
	record,
	tuple,
} from 'fast-check';

import { allowance, Pace, Paces, type Window } from '../../nodes/Feishu/client/pace';
import { VirtualClock } from './virtualClock';
import { mostWithin } from './windows';

const second = 1_000;
const minute = 60 * second;

/** Starts as many requests as there are turns to be had, and tells when each of them went. */
async function starts(clock: VirtualClock, pace: Pace, requests: number): Promise<number[]> {
	const times: number[] = [];
	const turns = Array.from({ length: requests }, async () => {
		const turn = await pace.turn();
		if (!turn) return;
		times.push(clock.elapsed);
		turn.ended('done');
	});
	await clock.run(Promise.all(turns));
	return times;
}

describe('the allowance of an app', () => {
	test('is 50 a second and 1,000 a minute', () => {
		expect(allowance).toEqual([
			{ requests: 50, ms: second },
			{ requests: 1_000, ms: minute },
		]);
	});

	test('lets a small run start at once, in a burst of a tenth of a second', async () => {
		const clock = new VirtualClock();
		const times = await starts(clock, new Pace(clock, allowance), 50);
		expect(times[0]).toBe(0);
		expect(times.at(-1)).toBeLessThanOrEqual(100);
	});

	test('lets no two start in the same millisecond', async () => {
		const clock = new VirtualClock();
		const times = await starts(clock, new Pace(clock, allowance), 200);
		expect(new Set(times).size).toBe(200);
	});

	test('lets the next start as soon as a second is over, with a margin', async () => {
		const clock = new VirtualClock();
		const times = await starts(clock, new Pace(clock, allowance), 51);
		expect(times[50]).toBeGreaterThanOrEqual(second);
		expect(times[50]).toBeLessThanOrEqual(1.06 * second);
	});

	test.each([
		[200, 3],
		[1_000, 19],
		[1_001, 60],
		[2_000, 79],
		[2_500, 129],
	])('lets %d go in little more than the shortest time, %d seconds', async (requests, shortest) => {
		const clock = new VirtualClock();
		const times = await starts(clock, new Pace(clock, allowance), requests);
		expect(times).toHaveLength(requests);
		expect(times.at(-1)).toBeGreaterThanOrEqual(shortest * second);
		expect(times.at(-1)).toBeLessThanOrEqual(1.06 * shortest * second);
		expect(mostWithin(second, times)).toBeLessThanOrEqual(50);
		expect(mostWithin(minute, times)).toBeLessThanOrEqual(1_000);
	});
});

describe('turns', () => {
	const slow: Window[] = [{ requests: 1, ms: second }];

	test('come in the order of asking', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock, slow);
		const order: number[] = [];
		const turns = Array.from({ length: 5 }, async (_, place) => {
			await pace.turn();
			order.push(place);
		});
		await clock.run(Promise.all(turns));
		expect(order).toEqual([0, 1, 2, 3, 4]);
	});

	test('are shared fairly by two executions', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock, slow);
		const went: string[] = [];
		const execution = async (name: string) => {
			for (let request = 0; request < 4; request++) {
				await pace.turn();
				went.push(name);
			}
		};
		await clock.run(Promise.all([execution('A'), execution('B')]));
		expect(went.join('')).toBe('ABABABAB');
	});

	test('are not given to who was stopped before', async () => {
		const pace = new Pace(new VirtualClock(), slow);
		expect(await pace.turn(AbortSignal.abort())).toBe(false);
	});

	test('that are waited for end at once when the execution is stopped, wherever in line', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock, slow);
		const stop = new AbortController();
		const ends: Array<[boolean, number]> = [];
		const turns = Array.from({ length: 5 }, async () => {
			ends.push([Boolean(await pace.turn(stop.signal)), clock.elapsed]);
		});
		const stopping = clock.wait(100).then(() => stop.abort());
		await clock.run(Promise.all([...turns, stopping]));
		expect(ends).toEqual([[true, 0], ...Array.from({ length: 4 }, () => [false, 100])]);
		expect(clock.pending).toBe(0);
	});

	test('that came leave no listener on the signal of the execution', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock, slow);
		const { signal } = new AbortController();
		await clock.run(Promise.all([1, 2, 3].map(async () => await pace.turn(signal))));
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	test('of the stopped are left to the others', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock, slow);
		const stop = new AbortController();
		const stopped = Array.from({ length: 3 }, async () => {
			const turn = await pace.turn(stop.signal);
			if (turn) turn.ended('done');
		});
		let went: number | undefined;
		const other = pace.turn().then(() => {
			went = clock.elapsed;
		});
		const stopping = clock.wait(100).then(() => stop.abort());
		await clock.run(Promise.all([...stopped, other, stopping]));
		expect(went).toBeLessThanOrEqual(1.1 * second);
	});

	test('wait while the pace is paused, all of them', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock, allowance);
		pace.pause(7 * second);
		const [first, ...others] = await starts(clock, pace, 3);
		expect(first).toBe(7 * second);
		expect(others).toHaveLength(2);
		for (const at of others) expect(at).toBeGreaterThan(7 * second);
	});

	test('wait for the longest of several pauses', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock, allowance);
		pace.pause(7 * second);
		pace.pause(2 * second);
		expect(await starts(clock, pace, 1)).toEqual([7 * second]);
	});

	test('wait for a pause that came while they waited', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock, slow);
		const pausing = clock.wait(500).then(() => pace.pause(10 * second));
		const times = await starts(clock, pace, 2);
		await pausing;
		expect(times).toEqual([0, 10.5 * second]);
	});
});

describe('a pace within a pace', () => {
	const inner: Window[] = [{ requests: 2, ms: second }];

	test('lets nobody start faster than either', async () => {
		const clock = new VirtualClock();
		const app = new Pace(clock, [{ requests: 3, ms: second }]);
		const times: Record<string, number[]> = { one: [], two: [] };
		const nodes = Object.entries(times).flatMap(([, its]) => {
			const share = new Pace(clock, inner);
			return Array.from({ length: 8 }, async () => {
				if (await share.turn(undefined, app)) its.push(clock.elapsed);
			});
		});
		await clock.run(Promise.all(nodes));
		const [one = [], two = []] = Object.values(times);
		expect([one.length, two.length]).toEqual([8, 8]);
		for (const its of [one, two]) expect(mostWithin(second, its)).toBeLessThanOrEqual(2);
		expect(mostWithin(second, [...one, ...two])).toBeLessThanOrEqual(3);
	});

	test('saves up no starts while the other is paused', async () => {
		const clock = new VirtualClock();
		const app = new Pace(clock, allowance);
		const share = new Pace(clock, inner);
		app.pause(30 * second);
		const times: number[] = [];
		const turns = Array.from({ length: 6 }, async () => {
			if (await share.turn(undefined, app)) times.push(clock.elapsed);
		});
		await clock.run(Promise.all(turns));
		expect(Math.min(...times)).toBeGreaterThanOrEqual(30 * second);
		expect(mostWithin(second, times)).toBeLessThanOrEqual(2);
	});

	test('holds up nobody who has the other to himself', async () => {
		const clock = new VirtualClock();
		const app = new Pace(clock, allowance);
		const slow = new Pace(clock, [{ requests: 1, ms: 60 * second }]);
		const slowly = [1, 2, 3].map(async () => await slow.turn(undefined, app));
		const fast = new Pace(clock, allowance);
		await clock.run(
			Promise.all(Array.from({ length: 40 }, async () => await fast.turn(undefined, app))),
		);
		expect(clock.elapsed).toBeLessThan(second);
		await clock.run(Promise.all(slowly));
	});

	test('gives two nodes of one app their turns by turns', async () => {
		const clock = new VirtualClock();
		const app = new Pace(clock, [{ requests: 1, ms: second }]);
		const went: string[] = [];
		const node = (name: string) => {
			const share = new Pace(clock, allowance);
			return Array.from({ length: 5 }, async () => {
				await share.turn(undefined, app);
				went.push(name);
			});
		};
		await clock.run(Promise.all([...node('A'), ...node('B')]));
		expect(went.join('')).toBe('ABABABABAB');
	});

	test('lets go of both at once when the execution is stopped', async () => {
		const clock = new VirtualClock();
		const app = new Pace(clock, inner);
		const share = new Pace(clock, allowance);
		const stop = new AbortController();
		const turns = Array.from({ length: 6 }, async () => await share.turn(stop.signal, app));
		const stopping = clock.wait(100).then(() => stop.abort());
		const [went] = await clock.run(Promise.all([Promise.all(turns), stopping]));
		expect(went.filter((turn) => turn)).toHaveLength(2);
		expect(clock.elapsed).toBe(100);
		expect(clock.pending).toBe(0);

		await clock.pass(2 * second);
		expect(await clock.run(share.turn(undefined, app))).toBeTruthy();
	});
});

describe('the paces of a process', () => {
	const slow: Window[] = [{ requests: 1, ms: second }];

	test('are one for each key, and do not wait for each other', async () => {
		const clock = new VirtualClock();
		const paces = new Paces(clock);
		expect(paces.of('app', slow)).toBe(paces.of('app', slow));
		const turns = ['a', 'b', 'c', '__proto__'].map(async (key) => await paces.of(key, slow).turn());
		await clock.run(Promise.all(turns));
		expect(clock.elapsed).toBe(0);
	});

	test('are no more than the bound, however many apps pass by', async () => {
		const clock = new VirtualClock();
		const paces = new Paces(clock, 20);
		for (let app = 0; app < 1_000; app++) {
			await clock.run(paces.of(`app ${app}`, allowance).turn());
		}
		expect(paces.size).toBeLessThanOrEqual(20);
	});

	test('are no more than the bound where all are busy: the one not used for longest is forgotten', () => {
		const paces = new Paces(new VirtualClock(), 3);
		const [first, second, third] = ['first', 'second', 'third'].map((key) => {
			const pace = paces.of(key, slow);
			pace.pause(minute);
			return pace;
		});
		expect(paces.of('first', slow)).toBe(first);
		paces.of('fourth', slow).pause(minute);
		expect(paces.size).toBe(3);
		expect(paces.of('first', slow)).toBe(first);
		expect(paces.of('third', slow)).toBe(third);
		expect(paces.of('second', slow)).not.toBe(second);
	});

	test('are forgotten when they have nothing left to remember', async () => {
		const clock = new VirtualClock();
		const paces = new Paces(clock, 2);
		const busy = paces.of('busy', slow);
		await clock.run(paces.of('idle', slow).turn());
		await clock.pass(minute);
		await clock.run(busy.turn());
		paces.of('new', slow);
		expect(paces.of('busy', slow)).toBe(busy);
	});

	test('are not forgotten while somebody waits, a window is open, or a pause lasts', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock, slow);
		expect(pace.idle).toBe(true);
		await clock.run(pace.turn());
		expect(pace.idle).toBe(false);
		await clock.pass(2 * second);
		expect(pace.idle).toBe(true);
		pace.pause(5 * second);
		await clock.pass(4 * second);
		expect(pace.idle).toBe(false);
		await clock.pass(2 * second);
		expect(pace.idle).toBe(true);
		const turn = pace.turn();
		expect(pace.idle).toBe(false);
		await clock.run(turn);
	});
});

test('whatever comes when, no window is exceeded, nobody is lost, and nobody overtakes', async () => {
	const windows = array(
		record({ requests: integer({ min: 1, max: 12 }), ms: integer({ min: 50, max: 5_000 }) }),
		{ minLength: 1, maxLength: 3 },
	);
	const arrivals = array(
		record({
			afterMs: constantFrom(0, 0, 0, 1, 39, 200, 1_000, 7_000),
			stopAfterMs: option(integer({ min: 0, max: 8_000 }), { freq: 4 }),
		}),
		{ maxLength: 60 },
	);
	const pauses = array(tuple(integer({ max: 9_000, min: 0 }), integer({ max: 9_000, min: 0 })), {
		maxLength: 3,
	});
	await assert(
		asyncProperty(
			windows,
			arrivals,
			pauses,
			boolean(),
			async (limits, arriving, pausing, patient) => {
				const clock = new VirtualClock();
				const pace = new Pace(clock, limits);
				const went: Array<{ place: number; at: number }> = [];
				const told: number[] = [];
				let now = 0;
				const everybody = arriving.map(async ({ afterMs, stopAfterMs }, place) => {
					now += afterMs;
					await clock.wait(now);
					const stop = new AbortController();
					const waited =
						stopAfterMs === null
							? undefined
							: clock.wait(stopAfterMs).then(() => (patient ? undefined : stop.abort()));
					const stopsAt = patient || stopAfterMs === null ? Infinity : clock.elapsed + stopAfterMs;
					if (await pace.turn(stop.signal)) went.push({ place, at: clock.elapsed });
					expect(clock.elapsed).toBeLessThanOrEqual(stopsAt);
					told.push(place);
					await waited;
				});
				const paused = pausing.map(async ([at, ms]) => {
					await clock.wait(at);
					pace.pause(ms);
					const until = clock.elapsed + ms;
					await clock.wait(ms);
					for (const start of went)
						if (start.at > at) expect(start.at).toBeGreaterThanOrEqual(until);
				});
				await clock.run(Promise.all([...everybody, ...paused]));

				expect(told).toHaveLength(arriving.length);
				expect(clock.pending).toBe(0);
				const times = went.map(({ at }) => at);
				for (const { requests, ms } of limits) {
					expect(mostWithin(ms, times)).toBeLessThanOrEqual(requests);
				}
				expect(went.map(({ place }) => place)).toEqual(
					went.map(({ place }) => place).sort((a, b) => a - b),
				);
				if (patient) expect(went).toHaveLength(arriving.length);
			},
		),
		{ seed: 20_261_123, numRuns: 150 },
	);
});

describe('a window of Feishu', () => {
	const second = [{ requests: 2, ms: 1_000 }];

	test('is not filled by a request that Feishu refused', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock, second);
		const [first] = await clock.run(Promise.all([pace.turn(), pace.turn()]));
		if (first) first.ended('limited');
		await clock.run(pace.turn());
		expect(clock.elapsed).toBeLessThan(1_000);
	});

	test('is not kept longer because a refusal came sooner than deeds do', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock, second);
		const [refused, done] = await clock.run(Promise.all([pace.turn(), pace.turn()]));
		await clock.pass(1);
		if (refused) refused.ended('answered');
		await clock.pass(400);
		if (done) done.ended('done');
		await clock.run(Promise.all([pace.turn(), pace.turn()]));
		expect(clock.elapsed).toBeLessThan(1_200);
	});

	test('is kept longer when no answer tells when a request arrived', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock, second);
		await clock.run(Promise.all([pace.turn(), pace.turn()]));
		await clock.run(pace.turn());
		expect(clock.elapsed).toBeGreaterThanOrEqual(1_500);
	});

	test('is kept from when a request that was held up may have arrived', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock, second);
		const [quick, slow] = await clock.run(Promise.all([pace.turn(), pace.turn()]));
		await clock.run(clock.wait(30));
		if (quick) quick.ended('done');
		await clock.run(clock.wait(200));
		if (slow) slow.ended('done');
		await clock.run(pace.turn());
		await clock.run(pace.turn());
		expect(clock.elapsed).toBeGreaterThanOrEqual(1_200);
	});
});

test('whatever the network does to requests and answers, no window is exceeded where they arrive', async () => {
	/** Each way takes at least as long as the first request tells; in all it is less than a second. */
	const leastMs = 15;
	const ways = record({
		thereMs: oneof(constantFrom(0, 0, 3, 40), integer({ min: 0, max: 480 })),
		backMs: oneof(constantFrom(0, 5, 80), integer({ min: 0, max: 480 })),
		isLost: constantFrom(false, false, false, false, true),
		done: constantFrom(true, true, false),
	});
	const limits = [
		{ requests: 10, ms: second },
		{ requests: 60, ms: 20 * second },
	];
	await assert(
		asyncProperty(array(ways, { minLength: 20, maxLength: 200 }), async (requests) => {
			const clock = new VirtualClock();
			const pace = new Pace(clock, limits);
			const arrivals: number[] = [];
			const send = async ({ thereMs, backMs, isLost, done }: (typeof requests)[number]) => {
				const turn = await pace.turn();
				if (!turn) return;
				await clock.wait(leastMs + thereMs);
				arrivals.push(clock.elapsed);
				await clock.wait(leastMs + backMs);
				turn.ended(isLost ? 'silent' : done ? 'done' : 'answered');
			};
			await clock.run(send({ thereMs: 0, backMs: 0, isLost: false, done: true }));
			await clock.run(Promise.all(requests.map(send)));
			expect(arrivals).toHaveLength(requests.length + 1);
			for (const { requests: most, ms } of limits) {
				expect(mostWithin(ms, arrivals)).toBeLessThanOrEqual(most);
			}
		}),
		{ numRuns: 150 },
	);
});
