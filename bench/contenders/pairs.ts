import { median, quantile } from 'simple-statistics';

import type { Recaller, Reported } from '../measuredProcess';
import type { Job } from '../standIn';
import { recallWithNode } from './feishuNode';
import { loopOver } from './httpLoop';

/** The time for a single message in milliseconds: the median, and the tenth slowest of a hundred. */
export type Pairs = Record<'node' | 'bare' | 'difference', { median: number; slow: number }> & {
	count: number;
};

export const prepared = (): Recaller => inPairs;

/** The first of a pair may find colder caches, so each contender is first every second time. */
const turns = ['node', 'bare', 'bare', 'node'] as const;

/** Our node and the bare helper request in turn, one message each, in workflows of the same shape. */
async function inPairs(job: Job): Promise<Reported> {
	const recallers = {
		node: async (ids: string[]) => await recallWithNode({ ...job, ids }),
		bare: loopOver(job),
	};
	const ms: Record<keyof typeof recallers, number[]> = { node: [], bare: [] };
	let recalled = 0;
	for (const [index, id] of job.ids.entries()) {
		const who = turns[index % turns.length] ?? 'node';
		const start = performance.now();
		recalled += await recallers[who]([id]);
		ms[who].push(performance.now() - start);
	}
	// The first pair has fetched the tokens.
	const [node, bare] = [ms.node.slice(1), ms.bare.slice(1)];
	const spread = (of: number[]) => ({ median: median(of), slow: quantile(of, 0.9) });
	const difference = spread(node.map((time, index) => time - (bare[index] ?? NaN)));
	const pairs = { count: node.length, node: spread(node), bare: spread(bare), difference };
	return { recalled, pairs };
}
