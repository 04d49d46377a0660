import {
	array,
	assert,
	asyncProperty,
	constantFrom,
	integer,
	option,
	record,
	type IAsyncProperty,
} from 'fast-check';

import type { Answer } from '../../nodes/Feishu/client/http/Answer';
import { idIn, processAt, told as sentenceFor } from './runs';
import { breaks, hangs, recalled, refuses, says, type Said } from './scriptedHttp';
import { VirtualClock } from './virtualClock';
import { mostWithin } from './windows';

const second = 1_000;
const minute = 60 * second;

/** Possible fates of a request. Only Feishu knows whether a lost one was carried out. */
const fates = [
	'answered',
	'answered',
	'answered',
	'answered',
	'answered',
	'reset after the recall',
	'reset before the recall',
	'502 after the recall',
	'502 before the recall',
	'internal fault after the recall',
	'silence after the recall',
	'silence before the recall',
	'connection refused',
	'limited for 2 s',
	'limited without a word',
	'bare 429',
	'token rejected',
] as const;
type Fate = (typeof fates)[number];

type Beginning = 'there' | 'gone' | 'foreign';

interface Scenario {
	messages: Beginning[];
	fates: Fate[];
	latencies: number[];
	arrivals: number[];
	chances: number[];
	perSecond: number;
	stopAfterMs: number | null;
}

const scenarios = record({
	messages: array(constantFrom<Beginning>('there', 'there', 'there', 'gone', 'foreign'), {
		minLength: 1,
		maxLength: 90,
	}),
	fates: array(constantFrom(...fates), { minLength: 1, maxLength: 200 }),
	latencies: array(constantFrom(0, 5, 30, 400, 3_000, 9_999), { minLength: 1, maxLength: 20 }),
	arrivals: array(constantFrom(0, 0, 0, 1, 17, 900), { minLength: 1, maxLength: 20 }),
	chances: array(integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 20 }),
	perSecond: constantFrom(1, 3, 20, 50, 50),
	stopAfterMs: option(integer({ min: 0, max: 20_000 }), { freq: 2 }),
});

/** Values in turn, over and over. */
function cycle<T>(values: T[]): () => T {
	let next = 0;
	return () => values[next++ % values.length] as T;
}

interface Told {
	id: string;
	answer: Answer;
	at: number;
}

/** Two executions of one app against a Feishu with these fates; the second one may be stopped. */
async function live(scenario: Scenario) {
	const nextChance = cycle(scenario.chances);
	const clock = new VirtualClock(() => nextChance() / 1_000);
	const fateOf = cycle(scenario.fates);
	const latency = cycle(scenario.latencies);
	const arrival = cycle(scenario.arrivals);
	const beginnings = new Map(scenario.messages.map((state, index) => [`om_${index}`, state]));
	const goneByUs = new Set<string>();
	const final = new Map<string, number>();

	const decide = (id: string): Said => {
		if (beginnings.get(id) === 'foreign') return refuses(230026);
		if (beginnings.get(id) === 'gone' || goneByUs.has(id)) return refuses(230110);
		goneByUs.add(id);
		return recalled();
	};
	const meets = (fate: Fate, id: string): Said => {
		if (fate.endsWith('after the recall')) decide(id);
		if (fate.startsWith('reset')) return breaks('ECONNRESET');
		if (fate.startsWith('502')) return says(502, '<html>');
		if (fate.startsWith('internal')) return refuses(2200);
		if (fate.startsWith('silence')) return hangs;
		if (fate === 'connection refused') return breaks('ECONNREFUSED');
		if (fate === 'limited for 2 s') {
			return says(429, { code: 99991400 }, { 'x-ogw-ratelimit-reset': '2' });
		}
		if (fate === 'limited without a word') return refuses(99991400);
		if (fate === 'bare 429') return { status: 429, chunks: ['Too many'] };
		if (fate === 'token rejected') return refuses(99991663);
		final.set(id, (final.get(id) ?? 0) + 1);
		return decide(id);
	};
	const feishu = processAt(clock, {
		recall: (id) => ({ afterMs: latency(), ...meets(fateOf(), id) }),
	});

	const stop = new AbortController();
	const share = { requestsPerSecond: scenario.perSecond };
	const runs = [
		feishu.execution({ node: 'goes on', of: new AbortController().signal }),
		feishu.execution({ node: 'may be stopped', signal: stop.signal }),
	] as const;
	const isStoppable = (id: string) => Number(id.slice(3)) % 2 === 1;
	const told: Told[] = [];
	let now = 0;
	const asking = [...beginnings.keys()].map(async (id) => {
		now += arrival();
		await clock.wait(now);
		const answer = await runs[isStoppable(id) ? 1 : 0].recall(id, share);
		told.push({ id, answer, at: clock.elapsed });
	});
	const { stopAfterMs } = scenario;
	const stopping =
		stopAfterMs === null
			? undefined
			: clock.wait(stopAfterMs).then(() => {
					stop.abort();
				});
	await clock.run(Promise.all([...asking, stopping]));
	const start = clock.monotonic() - clock.elapsed;
	const requests = feishu.recalls().map((request) => ({
		id: idIn(request),
		at: request.at - start,
	}));
	return { clock, told, requests, goneByUs, beginnings, final, isStoppable };
}

const runsOfThis = { seed: 20_261_123, numRuns: 120 };

type Life = Awaited<ReturnType<typeof live>>;

function always(holds: (life: Life, scenario: Scenario) => void): IAsyncProperty<[Scenario]> {
	return asyncProperty(scenarios, async (scenario) => holds(await live(scenario), scenario));
}

describe('whatever befalls the requests, and whenever the execution is stopped,', () => {
	test('every message has its outcome, in finite time, and nothing is left waiting', async () => {
		await assert(
			always(({ told, clock }, { messages }) => {
				expect(told.map(({ id }) => id).sort()).toEqual(messages.map((_, n) => `om_${n}`).sort());
				expect(clock.pending).toBe(0);
				expect(clock.elapsed).toBeLessThan(30 * minute);
			}),
			runsOfThis,
		);
	});

	test('what is told is true', async () => {
		await assert(
			always(({ told, goneByUs, beginnings }) => {
				for (const { id, answer } of told) {
					const begun = beginnings.get(id);
					if (answer.ok) {
						expect(begun === 'gone' || goneByUs.has(id)).toBe(true);
						continue;
					}
					const { reason, effect } = answer.failure;
					if (reason === 'already_recalled') expect(begun).toBe('gone');
					if (reason === 'not_allowed_to_recall') expect(begun).toBe('foreign');
					if (effect === 'none') expect(goneByUs.has(id)).toBe(false);
					else expect(sentenceFor(answer)).not.toMatch(/^Message om_1 was not recalled/);
				}
			}),
			runsOfThis,
		);
	});

	test('no message is asked for again after a final answer', async () => {
		await assert(
			always(({ told, requests, final }) => {
				for (const times of final.values()) expect(times).toBe(1);
				const toldAt = new Map(told.map(({ id, at }) => [id, at]));
				for (const { id, at } of requests) {
					expect(at).toBeLessThanOrEqual(toldAt.get(id) ?? -1);
				}
			}),
			runsOfThis,
		);
	});

	test('no window of the app is exceeded', async () => {
		await assert(
			always(({ requests }) => {
				const starts = requests.map(({ at }) => at);
				expect(mostWithin(second, starts)).toBeLessThanOrEqual(50);
				expect(mostWithin(minute, starts)).toBeLessThanOrEqual(1_000);
			}),
			runsOfThis,
		);
	});

	test('no node takes more than its share', async () => {
		await assert(
			always(({ requests, isStoppable }, { perSecond }) => {
				for (const node of [true, false]) {
					const starts = requests.filter(({ id }) => isStoppable(id) === node);
					expect(
						mostWithin(
							second,
							starts.map(({ at }) => at),
						),
					).toBeLessThanOrEqual(perSecond);
				}
			}),
			runsOfThis,
		);
	});

	test('a stop ends all waits, starts no request, and touches no other execution', async () => {
		await assert(
			always(({ told, requests, isStoppable }, { stopAfterMs, arrivals }) => {
				if (stopAfterMs === null) return;
				const lastArrival = 91 * Math.max(...arrivals);
				const underWay = 10 * second;
				for (const { id, at, answer } of told) {
					if (isStoppable(id)) {
						expect(at).toBeLessThanOrEqual(Math.max(stopAfterMs, lastArrival) + underWay);
					} else {
						expect(answer).not.toMatchObject({ failure: { reason: 'execution_stopped' } });
					}
				}
				for (const { id, at } of requests) {
					if (isStoppable(id)) expect(at).toBeLessThanOrEqual(stopAfterMs);
				}
			}),
			runsOfThis,
		);
	});
});
