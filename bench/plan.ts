import type { ContenderName } from './measured/job';

/** What is measured, and how often. */
export interface Plan {
	command: string;
	latenciesMs: number[];
	sizes: number[];
	/** Without limits the latency is 0: every millisecond is then somebody's own. */
	sizesWithoutLimits: number[];
	repetitions: number;
	/** Pairs of one message each. */
	singlePairs: number;
	workers: { processes: number; messages: number };
	/** Whose recalls over time are drawn. */
	plotted: { messages: number; latencyMs: number };
}

export const fullPlan: Plan = {
	command: 'npm run bench',
	latenciesMs: [30, 150],
	sizes: [1, 20, 50, 200, 1000, 2500],
	sizesWithoutLimits: [1000, 10_000],
	repetitions: 3,
	singlePairs: 201,
	workers: { processes: 4, messages: 2000 },
	plotted: { messages: 1000, latencyMs: 30 },
};

/** For a look while working on something; a minute or two. */
export const quickPlan: Plan = {
	command: 'npm run bench -- --quick',
	latenciesMs: [30],
	sizes: [1, 20, 50, 200],
	sizesWithoutLimits: [1000],
	repetitions: 1,
	singlePairs: 41,
	workers: { processes: 4, messages: 200 },
	plotted: { messages: 200, latencyMs: 30 },
};

export const contenders = ['node', 'loop', 'undici'] as const satisfies ContenderName[];

export type Contender = (typeof contenders)[number];

export const nameOf: Record<Contender, string> = {
	node: 'our node',
	loop: 'one by one',
	undici: 'undici pool',
};
