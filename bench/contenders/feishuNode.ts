import type { IRun } from 'n8n-workflow';

import { outputsOf } from '../../test/engine/engine';
import { startRecall } from '../../test/engine/recall';
import type { Recaller } from '../measuredProcess';
import { isLimited, type Task } from '../plan';
import type { Job } from '../standIn';
import { waitForNoLimit } from './noWaiting';

/** Our node as users have it: a sender, the node, and its two branches, run by n8n's engine. */
export function prepared(task: Task): Recaller {
	if (!isLimited(task)) waitForNoLimit();
	return async (job) => ({ recalled: await recallWithNode(job) });
}

export async function recallWithNode({ origin, appId, appSecret, ids }: Job): Promise<number> {
	const { finished } = startRecall({
		items: ids.map((id) => ({ message_id: id })),
		credential: { region: 'custom', baseUrl: origin, appId, appSecret },
	});
	return recalledIn(await finished);
}

/** How many items came out of the success branch. */
export function recalledIn(run: IRun): number {
	const { error } = run.data.resultData;
	if (error) throw error;
	return (outputsOf(run, 'Success')[0] ?? []).length;
}
