import type { RateLimit } from '../test/feishu';

/** Feishu's limits for recalling, for one app. */
export const feishuLimits: Required<RateLimit> = { perSecond: 50, perMinute: 1000 };

export const parts = ['single', 'free', 'limits', 'workers', 'sends', 'upload'] as const;
type Part = (typeof parts)[number];

/** Names of the contenders, by their files in contenders/. */
export const names = {
	feishuNode: 'our node',
	httpLoop: 'one by one',
	undiciPool: 'undici pool',
	/** In turn, one message at a time. */
	pairs: 'our node and a bare request',
	sender: 'our node, sending',
};

export interface Task {
	part: Part;
	contender: keyof typeof names;
	messages: number;
	latencyMs: number;
	/** More than one share the messages, and the app's limits. */
	processes: number;
}

/** Whether the stand-in enforces Feishu's limits; if not, nobody needs to keep to them. */
export const isLimited = ({ part }: Pick<Task, 'part'>) => part !== 'single' && part !== 'free';

export const isSending = ({ contender }: Task) => contender === 'sender';

/** How many chats share the messages that are sent; Feishu lets five a second into each. */
export const chatsOf = ({ messages }: Task) => Math.ceil(messages / 4);

/** The largest file that Feishu takes. */
export const uploadMegabytes = 30;

/** The tasks that the chart of recalls over time shows. */
export const isPlotted = ({ part, messages, latencyMs }: Task) =>
	part === 'limits' && messages === 1000 && latencyMs === 30;

const full = {
	pairs: 201,
	rounds: 3,
	free: [1000, 10_000],
	workers: [
		{ processes: 4, messages: 2000 },
		{ processes: 2, messages: 600 },
	],
	sends: 1000,
	latenciesMs: [30, 150],
};
const fullSizes = [1, 20, 50, 200, 1000, 2500];

/** For a look while working on something; a minute or two. */
const quick = {
	pairs: 41,
	rounds: 1,
	free: [1000],
	workers: [{ processes: 4, messages: 200 }],
	sends: 200,
	latenciesMs: [30],
};

/** The steps of the benchmark in their order; the tasks of one step run side by side. */
export function stepsOf(isQuick: boolean): Task[][] {
	const { pairs, rounds, free, workers, sends, latenciesMs } = isQuick ? quick : full;
	const sizes = isQuick ? fullSizes.slice(0, 4) : fullSizes;
	const step =
		(part: Part, messages: number, latencyMs: number, processes = 1) =>
		(...contenders: Array<Task['contender']>): Task[] =>
			contenders.map((contender) => ({ part, contender, messages, latencyMs, processes }));
	return [
		step('single', pairs * 2, 30)('pairs'),
		// Here the CPU is what counts: one at a time, and round by round, so that a slow minute hits all.
		...free.flatMap((messages) => {
			const alone = step('free', messages, 0);
			const round = [alone('feishuNode'), alone('httpLoop'), alone('undiciPool')];
			return Array.from({ length: rounds }, () => round).flat();
		}),
		// At the limits everyone is idle most of the time. Still our node's bursts would meet those of others
		// on the same cores, so it runs alone, and only the two that it is held against run at the same time.
		...latenciesMs.flatMap((latencyMs) =>
			sizes.flatMap((messages) => {
				const of = step('limits', messages, latencyMs);
				return [of('feishuNode'), of('httpLoop', 'undiciPool')];
			}),
		),
		...workers.map(({ processes, messages }) =>
			step('workers', messages, 30, processes)('feishuNode'),
		),
		step('sends', sends, 30)('sender'),
		step('upload', 1, 30)('sender'),
	];
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
