import type { RateLimit } from '../test/feishu';

/** What Feishu allows an app for recalling. */
export const feishuLimits: Required<RateLimit> = { perSecond: 50, perMinute: 1000 };

export const parts = ['single', 'free', 'limits', 'workers'] as const;

/** Who recalls, by the names of the files in contenders/. */
export const names = {
	feishuNode: 'our node',
	httpLoop: 'one by one',
	undiciPool: 'undici pool',
	/** In turn, one message at a time. */
	pairs: 'our node and a bare request',
};

export interface Task {
	part: (typeof parts)[number];
	contender: keyof typeof names;
	messages: number;
	latencyMs: number;
	/** More than one share the messages, and the app's limits. */
	processes: number;
}

/** Whether the stand-in enforces Feishu's limits; if not, nobody needs to keep to them. */
export const isLimited = ({ part }: Task) => part === 'limits' || part === 'workers';

/** Whose recalls over time are drawn. */
export const isPlotted = ({ part, messages, latencyMs }: Task) =>
	part === 'limits' && messages === 1000 && latencyMs === 30;

const full = { pairs: 201, rounds: 3, free: [1000, 10_000], workers: 2000 };
const fullLimits = { latenciesMs: [30, 150], sizes: [1, 20, 50, 200, 1000, 2500] };

/** For a look while working on something; a minute or two. */
const quick = { pairs: 41, rounds: 1, free: [1000], workers: 200 };
const quickLimits = { latenciesMs: [30], sizes: [1, 20, 50, 200] };

/** What is measured, in turn; the tasks of one step run side by side. */
export function stepsOf(isQuick: boolean): Task[][] {
	const { pairs, rounds, free, workers } = isQuick ? quick : full;
	const { latenciesMs, sizes } = isQuick ? quickLimits : fullLimits;
	const steps: Task[][] = [
		[{ part: 'single', contender: 'pairs', messages: pairs * 2, latencyMs: 30, processes: 1 }],
	];
	// Here the CPU is what counts: one at a time, and round by round, so that a slow minute hits all.
	for (const messages of free) {
		const task = { part: 'free', messages, latencyMs: 0, processes: 1 } as const;
		for (let round = 0; round < rounds; round++) {
			steps.push([{ ...task, contender: 'feishuNode' }]);
			steps.push([{ ...task, contender: 'httpLoop' }]);
			steps.push([{ ...task, contender: 'undiciPool' }]);
		}
	}
	// At the limits everyone is idle most of the time. Still our node's bursts would meet those of others
	// on the same cores, so it runs alone, and only the two that it is held against run at the same time.
	for (const latencyMs of latenciesMs) {
		for (const messages of sizes) {
			const task = { part: 'limits', messages, latencyMs, processes: 1 } as const;
			steps.push([{ ...task, contender: 'feishuNode' }]);
			steps.push([
				{ ...task, contender: 'httpLoop' },
				{ ...task, contender: 'undiciPool' },
			]);
		}
	}
	const latencyMs = 30;
	steps.push([
		{ part: 'workers', contender: 'feishuNode', messages: workers, latencyMs, processes: 4 },
	]);
	return steps;
}

/** When the message at `index` may be asked for at the earliest, in milliseconds after the first one. */
export function earliestStartMs(index: number): number {
	const { perSecond, perMinute } = feishuLimits;
	const seconds = Math.floor((index % perMinute) / perSecond);
	return Math.floor(index / perMinute) * 60_000 + seconds * 1_000;
}

/** Until the last of them is answered; no program can do it in less. */
export const shortestMs = ({ messages, latencyMs }: Task) =>
	earliestStartMs(messages - 1) + latencyMs;
