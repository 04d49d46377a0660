import { loopOver } from './bareLoop';
import type { Recaller } from './job';
import { recalledIn, runOwnNode } from './ownNode';

/** Our node and the bare helper request in turn, one message each, in workflows of the same shape. */
export function single(): Recaller {
	return async (errand) => {
		const runLoop = loopOver(errand);
		const own = async (id: string) => recalledIn(await runOwnNode({ ...errand, ids: [id] }));
		const bare = async (id: string) => recalledIn(await runLoop([id]));
		const pairs: Array<[number, number]> = [];
		let recalled = 0;
		const time = async (act: (id: string) => Promise<number>, id: string) => {
			const start = performance.now();
			recalled += await act(id);
			return performance.now() - start;
		};
		for (let next = 0; next + 1 < errand.ids.length; next += 2) {
			const [first = '', second = ''] = errand.ids.slice(next, next + 2);
			// Whoever goes first may find colder caches, so each does so every second time.
			if (next % 4 === 0) {
				const ownMs = await time(own, first);
				pairs.push([ownMs, await time(bare, second)]);
			} else {
				const bareMs = await time(bare, first);
				pairs.push([await time(own, second), bareMs]);
			}
		}
		// The first pair has fetched the tokens.
		return { recalled, pairs: pairs.slice(1) };
	};
}
