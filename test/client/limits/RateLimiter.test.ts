/* eslint-disable @n8n/community-nodes/no-restricted-imports -- counts listeners; tests never ship */
import { getEventListeners } from 'node:events';

import {
	array,
	assert,
	asyncProperty,
	boolean,
	constantFrom,
	integer,
	option,
	record,
	tuple,
} from 'fast-check';

import { RateLimiter, type RequestOutcome } from '../../../nodes/Feishu/client/limits/RateLimiter';
import type { Window } from '../../../nodes/Feishu/client/limits/Window';
import { fiveASecond, tier4 } from '../../../nodes/Feishu/client/limits/tiers';
import { VirtualClock } from '../virtualClock';
import { mostWithin } from '../windows';

const second = 1_000;
const minute = 60 * second;

/** Starts as many requests as get a permit, and tells when each of them went. */
async function starts(
	clock: VirtualClock,
	limiter: RateLimiter,
	requests: number,
): Promise<number[]> {
	const times: number[] = [];
	const permits = Array.from({ length: requests }, async () => {
		const permit = await limiter.acquire();
		if (!permit) return;
		times.push(clock.elapsed);
		permit.release('succeeded');
	});
	await clock.run(Promise.all(permits));
	return times;
}

test.each([9, -9])('a time of day that jumps by %d hours changes nothing', async (hours) => {
	const clock = new VirtualClock();
	const limiter = new RateLimiter(clock, fiveASecond);
	const before = await starts(clock, limiter, 6);
	clock.jump(hours * 60 * minute);
	const after = await starts(clock, limiter, 6);
	const undisturbed = new VirtualClock();
	const other = new RateLimiter(undisturbed, fiveASecond);
	expect([before, after]).toEqual([
		await starts(undisturbed, other, 6),
		await starts(undisturbed, other, 6),
	]);
});

describe('tier 4', () => {
	test('is 50 a second and 1,000 a minute', () => {
		expect(tier4).toEqual([
			{ requests: 50, ms: second },
			{ requests: 1_000, ms: minute },
		]);
	});

	test('lets a small run start at once, in a burst of a tenth of a second', async () => {
		const clock = new VirtualClock();
		const times = await starts(clock, new RateLimiter(clock, tier4), 50);
		expect(times[0]).toBe(0);
		expect(times.at(-1)).toBe(98);
	});

	test('leaves one request of the twenty-first second to other processes, for as long as a second', async () => {
		const clock = new VirtualClock();
		const times = await starts(clock, new RateLimiter(clock, tier4.slice(0, 1)), 1_151);
		const [yielding = NaN, next = NaN] = [times[1_000], times[1_049]];
		const within = (from: number) => times.filter((at) => at >= from && at < from + second).length;
		expect(within(times[950] ?? NaN)).toBe(50);
		expect(within(yielding)).toBe(49);
		expect(next).toBe(yielding + second + 20);
		expect(within(next)).toBe(50);
	});

	test('leaves nothing of one request a second', async () => {
		const clock = new VirtualClock();
		const times = await starts(clock, new RateLimiter(clock, [{ requests: 1, ms: second }]), 23);
		expect(mostWithin(second, times)).toBe(1);
		expect(times.at(-1)).toBe(22 * (second + 20));
	});

	test('lets no two start in the same millisecond', async () => {
		const clock = new VirtualClock();
		const times = await starts(clock, new RateLimiter(clock, tier4), 200);
		expect(new Set(times).size).toBe(200);
	});

	test('lets the next start as soon as a second is over, with a margin', async () => {
		const clock = new VirtualClock();
		const times = await starts(clock, new RateLimiter(clock, tier4), 51);
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
		const times = await starts(clock, new RateLimiter(clock, tier4), requests);
		expect(times).toHaveLength(requests);
		expect(times.at(-1)).toBeGreaterThanOrEqual(shortest * second);
		expect(times.at(-1)).toBeLessThanOrEqual(1.06 * shortest * second);
		expect(mostWithin(second, times)).toBeLessThanOrEqual(50);
		expect(mostWithin(minute, times)).toBeLessThanOrEqual(1_000);
	});
});

describe('permits', () => {
	const slow: Window[] = [{ requests: 1, ms: second }];

	test('come in the order of asking', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, slow);
		const order: number[] = [];
		const permits = Array.from({ length: 5 }, async (_, place) => {
			await limiter.acquire();
			order.push(place);
		});
		await clock.run(Promise.all(permits));
		expect(order).toEqual([0, 1, 2, 3, 4]);
	});

	test('are shared fairly by two executions', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, slow);
		const went: string[] = [];
		const execution = async (name: string) => {
			for (let request = 0; request < 4; request++) {
				await limiter.acquire();
				went.push(name);
			}
		};
		await clock.run(Promise.all([execution('A'), execution('B')]));
		expect(went.join('')).toBe('ABABABAB');
	});

	test('are not given to who was stopped before', async () => {
		const limiter = new RateLimiter(new VirtualClock(), slow);
		expect(await limiter.acquire(AbortSignal.abort())).toBeUndefined();
	});

	test('that are waited for end at once when the execution is stopped, wherever in line', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, slow);
		const stop = new AbortController();
		const ends: Array<[boolean, number]> = [];
		const permits = Array.from({ length: 5 }, async () => {
			ends.push([Boolean(await limiter.acquire(stop.signal)), clock.elapsed]);
		});
		const stopping = clock.wait(100).then(() => stop.abort());
		await clock.run(Promise.all([...permits, stopping]));
		expect(ends).toEqual([[true, 0], ...Array.from({ length: 4 }, () => [false, 100])]);
		expect(clock.pending).toBe(0);
	});

	test('that came leave no listener on the signal of the execution', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, slow);
		const { signal } = new AbortController();
		await clock.run(Promise.all([1, 2, 3].map(async () => await limiter.acquire(signal))));
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	test('of the stopped are left to the others', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, slow);
		const stop = new AbortController();
		const stopped = Array.from({ length: 3 }, async () => {
			const permit = await limiter.acquire(stop.signal);
			if (permit) permit.release('succeeded');
		});
		let went: number | undefined;
		const other = limiter.acquire().then(() => {
			went = clock.elapsed;
		});
		const stopping = clock.wait(100).then(() => stop.abort());
		await clock.run(Promise.all([...stopped, other, stopping]));
		expect(went).toBeLessThanOrEqual(1.1 * second);
	});

	test('wait while the limiter is paused, all of them', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, tier4);
		limiter.pause(7 * second);
		const [first, ...others] = await starts(clock, limiter, 3);
		expect(first).toBe(7 * second);
		expect(others).toHaveLength(2);
		for (const at of others) expect(at).toBeGreaterThan(7 * second);
	});

	test('wait for the longest of several pauses', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, tier4);
		limiter.pause(7 * second);
		limiter.pause(2 * second);
		expect(await starts(clock, limiter, 1)).toEqual([7 * second]);
	});

	test('wait for a pause that came while they waited', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, slow);
		const pausing = clock.wait(500).then(() => limiter.pause(10 * second));
		const times = await starts(clock, limiter, 2);
		await pausing;
		expect(times).toEqual([0, 10.5 * second]);
	});
});

describe('a refusal', () => {
	/** Starts a burst of 50 of which Feishu accepts so many, and pauses for a second as the client does. */
	async function refusedBurst(clock: VirtualClock, limiter: RateLimiter, accepted: number) {
		const burst = Array.from({ length: 50 }, async (_, place) => {
			const permit = await limiter.acquire();
			await clock.wait(200);
			permit?.release(place < accepted ? 'succeeded' : 'limited');
			if (place >= accepted) limiter.pause(second, permit?.startsAt);
		});
		await clock.run(Promise.all(burst));
	}

	test.each([
		['half of it at the first one', [25], 25],
		['half of it, whatever it had', [12], 25],
		['all of it, where it had nearly all', [48], 50],
		['the part that it had at the next one', [25, 12], 12],
	])('leaves a process %s', async (_name, bursts, most) => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, tier4);
		for (const accepted of bursts) await refusedBurst(clock, limiter, accepted);
		const times = await starts(clock, limiter, 4 * most);
		expect(mostWithin(second, times)).toBe(most);
	});

	test('has what is tried beyond the share start when the bursts of others are over', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, tier4);
		await refusedBurst(clock, limiter, 0);
		// Others had it all, and let this one pass: half is certain, and the rest is a try.
		const asking = await clock.run(limiter.acquire());
		asking?.release('succeeded');
		await clock.pass(2 * second);
		const times = await starts(clock, limiter, 50);
		const gaps = times.slice(1).map((time, place) => time - (times[place] ?? time));
		expect(gaps.filter((gap) => gap === 30)).toHaveLength(1);
		expect(gaps[24]).toBe(30);
		expect(Math.max(...gaps)).toBe(30);
	});

	test('spreads the burst of what is left as the whole one', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, tier4);
		await refusedBurst(clock, limiter, 25);
		const times = await starts(clock, limiter, 25);
		expect((times[24] ?? 0) - (times[0] ?? 0)).toBe(96);
	});

	test.each(['succeeded', 'answered'] as const)(
		'of one that had nearly nothing accepted lets one a second ask whether others still have it all, until one is %s',
		async (taken) => {
			const clock = new VirtualClock();
			const limiter = new RateLimiter(clock, tier4);
			limiter.pause(second);
			const started: number[] = [];
			const ask = async (outcome: RequestOutcome) => {
				const permit = await limiter.acquire();
				started.push(clock.elapsed);
				permit?.release(outcome);
			};
			for (const outcome of ['noResponse', 'limited', taken] as const) {
				await clock.run(ask(outcome));
			}
			expect(started).toEqual([1, 2, 3].map((seconds) => seconds * second));
			await clock.run(Promise.all(Array.from({ length: 40 }, async () => await ask('succeeded'))));
			expect(clock.elapsed).toBeLessThan(3.2 * second);
		},
	);

	test('of one that had nearly nothing accepted is forgotten after a minute as well', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, tier4);
		limiter.pause(second);
		await clock.pass(2 * minute);
		await clock.run(Promise.all(Array.from({ length: 5 }, async () => await limiter.acquire())));
		expect(clock.elapsed).toBeLessThan(2 * minute + 100);
	});

	test('is known to be over by those who wait when a success comes', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, tier4);
		limiter.pause(second);
		const probe = await clock.run(limiter.acquire());
		const next = limiter.acquire();
		await clock.pass(100);
		probe?.release('succeeded');
		await clock.run(next);
		expect(clock.elapsed).toBeLessThan(1.2 * second);
	});

	test('is forgotten after a minute without a request', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, tier4);
		await refusedBurst(clock, limiter, 12);
		await clock.pass(61 * second);
		const times = await starts(clock, limiter, 50);
		expect((times[49] ?? 0) - (times[0] ?? 0)).toBe(98);
	});

	test('counts by when the refused one started, not by when that was known', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, [{ requests: 4, ms: second }]);
		await starts(clock, limiter, 4);
		const late = await clock.run(limiter.acquire());
		await clock.pass(900);
		late?.release('limited');
		limiter.pause(second, late?.startsAt);
		const times = await starts(clock, limiter, 8);
		expect(mostWithin(second, times)).toBe(4);
	});
});

describe('a limiter within a wider one', () => {
	const inner: Window[] = [{ requests: 2, ms: second }];

	test('lets nobody start faster than either', async () => {
		const clock = new VirtualClock();
		const app = new RateLimiter(clock, [{ requests: 3, ms: second }]);
		const times: Record<string, number[]> = { one: [], two: [] };
		const nodes = Object.entries(times).flatMap(([, its]) => {
			const share = new RateLimiter(clock, inner);
			return Array.from({ length: 8 }, async () => {
				if (await share.acquire(undefined, app)) its.push(clock.elapsed);
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
		const app = new RateLimiter(clock, tier4);
		const share = new RateLimiter(clock, inner);
		app.pause(30 * second);
		const times: number[] = [];
		const permits = Array.from({ length: 6 }, async () => {
			if (await share.acquire(undefined, app)) times.push(clock.elapsed);
		});
		await clock.run(Promise.all(permits));
		expect(Math.min(...times)).toBeGreaterThanOrEqual(30 * second);
		expect(mostWithin(second, times)).toBeLessThanOrEqual(2);
	});

	test('counts nobody who was stopped while the other was paused', async () => {
		const clock = new VirtualClock();
		const app = new RateLimiter(clock, tier4);
		const share = new RateLimiter(clock, inner);
		app.pause(10 * second);
		const stop = new AbortController();
		const stopped = [1, 2, 3].map(async () => await share.acquire(stop.signal, app));
		await clock.run(Promise.all([...stopped, clock.wait(9.9 * second).then(() => stop.abort())]));
		const starts = [1, 2].map(async () => {
			(await share.acquire(undefined, app))?.release('succeeded');
		});
		await clock.run(Promise.all(starts));
		expect(clock.elapsed).toBeLessThan(11 * second - 1);
	});

	test('holds up nobody who has the other to himself', async () => {
		const clock = new VirtualClock();
		const app = new RateLimiter(clock, tier4);
		const slow = new RateLimiter(clock, [{ requests: 1, ms: 60 * second }]);
		const slowly = [1, 2, 3].map(async () => await slow.acquire(undefined, app));
		const fast = new RateLimiter(clock, tier4);
		await clock.run(
			Promise.all(Array.from({ length: 40 }, async () => await fast.acquire(undefined, app))),
		);
		expect(clock.elapsed).toBeLessThan(second);
		await clock.run(Promise.all(slowly));
	});

	test('lets two nodes of one app start by turns', async () => {
		const clock = new VirtualClock();
		const app = new RateLimiter(clock, [{ requests: 1, ms: second }]);
		const went: string[] = [];
		const node = (name: string) => {
			const share = new RateLimiter(clock, tier4);
			return Array.from({ length: 5 }, async () => {
				await share.acquire(undefined, app);
				went.push(name);
			});
		};
		await clock.run(Promise.all([...node('A'), ...node('B')]));
		expect(went.join('')).toBe('ABABABABAB');
	});

	test('lets go of both at once when the execution is stopped', async () => {
		const clock = new VirtualClock();
		const app = new RateLimiter(clock, inner);
		const share = new RateLimiter(clock, tier4);
		const stop = new AbortController();
		const permits = Array.from({ length: 6 }, async () => await share.acquire(stop.signal, app));
		const stopping = clock.wait(100).then(() => stop.abort());
		const [went] = await clock.run(Promise.all([Promise.all(permits), stopping]));
		expect(went.filter((permit) => permit)).toHaveLength(2);
		expect(clock.elapsed).toBe(100);
		expect(clock.pending).toBe(0);

		await clock.pass(2 * second);
		expect(await clock.run(share.acquire(undefined, app))).toBeTruthy();
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
				const limiter = new RateLimiter(clock, limits);
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
					if (await limiter.acquire(stop.signal)) went.push({ place, at: clock.elapsed });
					expect(clock.elapsed).toBeLessThanOrEqual(stopsAt);
					told.push(place);
					await waited;
				});
				const paused = pausing.map(async ([at, ms]) => {
					await clock.wait(at);
					limiter.pause(ms);
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
		const limiter = new RateLimiter(clock, second);
		const [first] = await clock.run(Promise.all([limiter.acquire(), limiter.acquire()]));
		if (first) first.release('limited');
		await clock.run(limiter.acquire());
		expect(clock.elapsed).toBeLessThan(1_000);
	});

	test('does not count what was not sent after all, and forgets it only once', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, [{ requests: 1, ms: 1_000 }]);
		const next = async () => await clock.run(limiter.acquire());
		const unsent = await next();
		unsent?.release('notSent');
		const sent = await next();
		expect(clock.elapsed).toBeLessThan(1_000);
		sent?.release('succeeded');
		await next();
		unsent?.release('notSent');
		expect(clock.elapsed).toBeGreaterThanOrEqual(1_000);
		await next();
		expect(clock.elapsed).toBeGreaterThanOrEqual(2_000);
	});

	test('ends in time for who waits already when the answer comes', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, [{ requests: 1, ms: 1_000 }]);
		const first = await clock.run(limiter.acquire());
		const answering = clock.wait(100).then(() => first?.release('succeeded'));
		await clock.run(Promise.all([limiter.acquire(), answering]));
		expect(clock.elapsed).toBeLessThan(1_100);
	});

	test('is kept half a second longer after a request without an answer, however soon that was clear', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, [{ requests: 1, ms: 1_000 }]);
		const lost = await clock.run(limiter.acquire());
		lost?.release('noResponse');
		await clock.run(limiter.acquire());
		expect(clock.elapsed).toBeGreaterThanOrEqual(1_500);
	});

	test('is not kept longer because a refusal came sooner than recalls do', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, second);
		const [refused, done] = await clock.run(Promise.all([limiter.acquire(), limiter.acquire()]));
		await clock.pass(1);
		if (refused) refused.release('answered');
		await clock.pass(400);
		if (done) done.release('succeeded');
		await clock.run(Promise.all([limiter.acquire(), limiter.acquire()]));
		expect(clock.elapsed).toBeLessThan(1_200);
	});

	test('is kept longer when no answer tells when a request arrived', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, second);
		await clock.run(Promise.all([limiter.acquire(), limiter.acquire()]));
		await clock.run(limiter.acquire());
		expect(clock.elapsed).toBeGreaterThanOrEqual(1_500);
	});

	test('is kept half a second longer at most, however late an answer comes', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, second);
		const [quick, slow] = await clock.run(Promise.all([limiter.acquire(), limiter.acquire()]));
		await clock.pass(10);
		quick?.release('succeeded');
		await clock.pass(3_000);
		slow?.release('succeeded');
		const answered = clock.elapsed;
		await clock.run(Promise.all([limiter.acquire(), limiter.acquire()]));
		expect(clock.elapsed).toBeLessThan(answered + 100);
	});

	test('is kept from when a request that was held up may have arrived', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, second);
		const [quick, slow] = await clock.run(Promise.all([limiter.acquire(), limiter.acquire()]));
		await clock.run(clock.wait(30));
		if (quick) quick.release('succeeded');
		await clock.run(clock.wait(200));
		if (slow) slow.release('succeeded');
		await clock.run(limiter.acquire());
		await clock.run(limiter.acquire());
		expect(clock.elapsed).toBeGreaterThanOrEqual(1_200);
	});
});

test('whatever holds requests up on their way, no window is exceeded where they arrive', async () => {
	/** One after the other, as in a queue: whoever is held up holds up those behind. */
	const stalls = array(
		record({ afterMs: integer({ min: 300, max: 3_000 }), ms: integer({ min: 1, max: 480 }) }),
		{ maxLength: 8 },
	);
	const answers = array(
		record({ backMs: integer({ min: 15, max: 20 }), lost: boolean(), done: boolean() }),
		{
			minLength: 20,
			maxLength: 300,
		},
	);
	const limits = [
		{ requests: 50, ms: second },
		{ requests: 200, ms: 10 * second },
	];
	await assert(
		asyncProperty(stalls, answers, async (held, requests) => {
			const clock = new VirtualClock();
			const limiter = new RateLimiter(clock, limits);
			const arrivals: number[] = [];
			let end = 0;
			const stalled = held.map(({ afterMs, ms }) => ({ from: (end += afterMs), to: (end += ms) }));
			const arrivalOf = (at: number) =>
				stalled.find(({ from, to }) => from <= at && at < to)?.to ?? at;
			const send = async ({ backMs, lost, done }: (typeof requests)[number]) => {
				const permit = await limiter.acquire();
				await clock.wait(15 + arrivalOf(clock.elapsed) - clock.elapsed);
				arrivals.push(clock.elapsed);
				await clock.wait(backMs);
				permit?.release(lost && done ? 'noResponse' : done ? 'succeeded' : 'answered');
			};
			await clock.run(Promise.all(requests.map(send)));
			expect(arrivals).toHaveLength(requests.length);
			for (const { requests: most, ms } of limits) {
				expect(mostWithin(ms, arrivals)).toBeLessThanOrEqual(most);
			}
		}),
		{ numRuns: 100 },
	);
});

describe('five a second to one chat', () => {
	test('are five, counted from the answers', () => {
		expect(fiveASecond).toEqual([{ requests: 5, ms: second, fromAnswer: true }]);
	});

	test('are not held up by a message without an answer for longer than it may have taken to arrive', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, [{ requests: 1, ms: second, fromAnswer: true }]);
		const lost = await clock.run(limiter.acquire());
		await clock.pass(3 * second);
		lost?.release('noResponse');
		await clock.run(limiter.acquire());
		expect(clock.elapsed).toBe(3 * second);
	});

	test('are never exceeded by one message after the other, also where the first is held up for long', async () => {
		const ways = record({
			thereMs: integer({ min: 0, max: 900 }),
			backMs: integer({ min: 0, max: 50 }),
		});
		await assert(
			asyncProperty(array(ways, { minLength: 10, maxLength: 40 }), async (messages) => {
				const clock = new VirtualClock();
				const limiter = new RateLimiter(clock, fiveASecond);
				const arrivals: number[] = [];
				const sendAll = async () => {
					for (const { thereMs, backMs } of messages) {
						const permit = await limiter.acquire();
						await clock.wait(thereMs);
						arrivals.push(clock.elapsed);
						await clock.wait(backMs);
						permit?.release('succeeded');
					}
				};
				await clock.run(sendAll());
				expect(mostWithin(second, arrivals)).toBeLessThanOrEqual(5);
			}),
			{ numRuns: 100 },
		);
	});
});
