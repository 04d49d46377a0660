import { array, assert, asyncProperty, boolean, integer, record } from 'fast-check';

import {
	changing,
	constant,
	drawn,
	drawnOnTheWayBack,
	handshakes,
	stalling,
	type Network,
} from './networks';
import { shortest, simulate, type Simulation } from './simulation';

type Row = [name: string, latencyMs: number, network: () => Network];

const evenly = (processes: number, messages: number) =>
	Array.from({ length: processes }, () => ({ messages }));

interface Bounds {
	ofShortest: number;
	refused: number;
	slowestToFastest?: number;
}

/** Nothing is lost, and what it comes to stays within the bounds. */
async function expectShared(simulation: Simulation, latencyMs: number, bounds: Bounds) {
	const { ms, lost, refused, slowestToFastest } = await simulate(simulation);
	const messages = simulation.loads.reduce((sum, load) => sum + load.messages, 0);
	expect(lost).toBe(0);
	expect(ms / shortest(messages, latencyMs)).toBeLessThanOrEqual(bounds.ofShortest);
	expect(refused).toBeLessThanOrEqual(bounds.refused);
	expect(slowestToFastest).toBeLessThanOrEqual(bounds.slowestToFastest ?? Infinity);
}

describe('one process alone', () => {
	test.each<Row>([
		['a constant 20 ms', 20, constant(20)],
		['a constant 150 ms', 150, constant(150)],
		['a constant 300 ms', 300, constant(300)],
		['20 ms that become 300', 300, changing(5_000, 20, 300)],
		['80 to 400 ms, drawn each time', 400, drawn(80, 400)],
		['80 to 400 ms on the way back', 400, drawnOnTheWayBack(80, 400)],
		['slow handshakes that become quick', 30, handshakes(6, 2, 30)],
		['stalls', 30, stalling(30)],
	])('recalls 1,000 in 1.08 times the shortest time at %s', async (_name, latencyMs, network) => {
		const { ms, lost, refused } = await simulate({ loads: [{ messages: 1_000 }], network });
		expect(lost).toBe(0);
		expect(ms / shortest(1_000, latencyMs)).toBeLessThanOrEqual(1.08);
		expect(refused).toBe(0);
	});

	test('loses one pause to a network that becomes quicker: that burst arrives too early', async () => {
		const network = changing(5_000, 300, 20);
		const { ms, refused } = await simulate({ loads: [{ messages: 1_000 }], network });
		expect(ms / shortest(1_000, 20)).toBeLessThanOrEqual(1.09);
		expect(refused).toBeLessThanOrEqual(0.01);
	});

	test.each<Row>([
		['a constant 30 ms', 30, constant(30)],
		['80 to 400 ms, drawn each time', 400, drawn(80, 400)],
		['slow handshakes that become quick', 30, handshakes(5, 2, 30)],
	])('recalls 200 in 1.10 times the shortest time at %s', async (_name, latencyMs, network) => {
		const { ms, refused } = await simulate({ loads: [{ messages: 200 }], network });
		expect(ms / shortest(200, latencyMs)).toBeLessThanOrEqual(1.1);
		expect(refused).toBe(0);
	});
});

describe('processes that share an app', () => {
	test.each<Row>([
		['30 ms', 30, constant(30)],
		['150 ms', 150, constant(150)],
		['20 to 40 ms', 40, drawn(20, 40)],
		['80 to 400 ms', 400, drawn(80, 400)],
	])('four with 500 each keep to both windows at %s', async (_name, latencyMs, network) => {
		const bounds = { ofShortest: 1.2, refused: 0.12, slowestToFastest: 1.3 };
		await expectShared({ loads: evenly(4, 500), network }, latencyMs, bounds);
	});

	test.each<Row>([
		['30 ms', 30, constant(30)],
		['150 ms', 150, constant(150)],
		['20 to 40 ms', 40, drawn(20, 40)],
	])('two with 300 each share the second at %s', async (_name, latencyMs, network) => {
		const bounds = { ofShortest: 1.15, refused: 0.1, slowestToFastest: 1.3 };
		await expectShared({ loads: evenly(2, 300), network }, latencyMs, bounds);
	});

	// As the workers of a queue do: who begins first has more of the first window, and is not to keep it.
	describe.each([20, 40, 60])('that begin %d ms apart', (apart) => {
		const loads = [{ messages: 300 }, { messages: 300, startsAt: apart }];

		test.each<Row>([
			['10 ms', 10, constant(10)],
			['30 ms', 30, constant(30)],
			['20 to 40 ms', 40, drawn(20, 40)],
			['slow handshakes that become quick', 30, handshakes(3, 1, 30)],
		])('are two with 300 each who share the second at %s', async (_name, latencyMs, network) => {
			const bounds = { ofShortest: 1.2, refused: 0.1, slowestToFastest: 1.2 };
			await expectShared({ loads, network }, latencyMs, bounds);
		});
	});

	test.each<Row>([
		['30 ms', 30, constant(30)],
		['150 ms', 150, constant(150)],
		['20 to 40 ms', 40, drawn(20, 40)],
	])(
		'lose little where one begins when another has the whole limit, at %s',
		async (_name, ms, network) => {
			const loads = [{ messages: 300 }, { messages: 300, startsAt: 150 }];
			await expectShared({ loads, network }, ms, { ofShortest: 1.15, refused: 0.1 });
		},
	);

	// 20 messages that would otherwise wait until 3,000 of another process are done, which takes two minutes.
	test.each([2_150, 25_300])('let in one that begins %d ms later', async (startsAt) => {
		const loads = [{ messages: 3_000 }, { messages: 20, startsAt }];
		const { ms, took } = await simulate({ loads, network: constant(30) });
		expect(took[1]).toBeLessThan(70_000);
		expect(ms / shortest(3_020, 30)).toBeLessThan(1.02);
	});

	test('keep to it also where Feishu counts what it refuses', async () => {
		const counting = { loads: evenly(2, 300), network: constant(150), refusedCallsCount: true };
		await expectShared(counting, 150, { ofShortest: 1.15, refused: 0.1 });
	});

	test('leave it to the one that goes on when the others have ended', async () => {
		const loads = [800, 100, 50, 10].map((messages) => ({ messages }));
		const { ms, refused, took } = await simulate({ loads, network: constant(30) });
		expect(ms / shortest(960, 30)).toBeLessThanOrEqual(1.4);
		expect(refused).toBeLessThanOrEqual(0.12);
		// A small run starts at once, whoever else does.
		expect(took[3]).toBeLessThan(100);
	});

	test('lose nothing, whoever begins when, and end in bounded time', async () => {
		const loads = array(
			record({ messages: integer({ min: 1, max: 90 }), startsAt: integer({ min: 0, max: 4_000 }) }),
			{ minLength: 1, maxLength: 4 },
		);
		const latency = record({
			least: integer({ min: 1, max: 200 }),
			more: integer({ min: 0, max: 200 }),
		});
		await assert(
			asyncProperty(loads, latency, boolean(), async (all, { least, more }, refusedCallsCount) => {
				const network = drawn(least, least + more);
				const { ms, lost } = await simulate({ loads: all, network, refusedCallsCount });
				const messages = all.reduce((sum, load) => sum + load.messages, 0);
				expect(lost).toBe(0);
				// After the last has begun, the shortest time, and pauses until each has its share.
				expect(ms).toBeLessThan(4_000 + shortest(messages, 400) + 10_000);
			}),
			{ numRuns: 25 },
		);
	});
});
