import { median, quantile } from 'simple-statistics';

import type { Recaller, Reported } from '../measuredProcess';
import type { Job } from '../standIn';
import { recallWithNode } from './feishuNode';
import { loopOver } from './httpLoop';

/** What a single message takes in milliseconds: the median, and the tenth slowest of a hundred. */
export type Pairs = Record<'node' | 'bare' | 'difference', { median: number; slow: number }> & {
	count: number;
};

export const prepared = (): Recaller => inPairs;

/** Our node and the bare helper request in turn, one message each, in workflows of the same shape. */
async function inPairs(job: Job): Promise<Reported> {
	const loop = loopOver(job);
	let recalled = 0;
	const time = async (recall: (ids: string[]) => Promise<number>, id: string) => {
		const start = performance.now();
		recalled += await recall([id]);
		return performance.now() - start;
	};
	const timeNode = async (id: string) =>
		await time(async (ids) => await recallWithNode({ ...job, ids }), id);
	const node: number[] = [];
	const bare: number[] = [];
	const [...ids] = job.ids;
	for (let nodeFirst = true; ids.length > 1; nodeFirst = !nodeFirst) {
		const [first = '', second = ''] = ids.splice(0, 2);
		// Whoever goes first may find colder caches, so each does so every second time.
		if (nodeFirst) node.push(await timeNode(first));
		bare.push(await time(loop, nodeFirst ? second : first));
		if (!nodeFirst) node.push(await timeNode(second));
	}
	// The first pair has fetched the tokens.
	const spread = (ms: number[]) => ({
		median: median(ms.slice(1)),
		slow: quantile(ms.slice(1), 0.9),
	});
	const difference = spread(node.map((ms, index) => ms - (bare[index] ?? NaN)));
	const pairs = { count: node.length - 1, node: spread(node), bare: spread(bare), difference };
	return { recalled, pairs };
}
