import type { IRun } from 'n8n-workflow';

import { outputsOf } from '../../test/engine/engine';
import { startRecall } from '../../test/engine/recall';
import type { Recaller, Errand, Job } from './job';
import { widenThePace } from './pace';

/** Our node as users have it: a sender, the node, and its two branches, run by n8n's engine. */
export function ownNode(job: Job): Recaller {
	if (!job.limited) widenThePace();
	return async (errand) => ({ recalled: recalledIn(await runOwnNode(errand)) });
}

export async function runOwnNode({ origin, appId, appSecret, ids }: Errand): Promise<IRun> {
	const { finished } = startRecall({
		items: ids.map((id) => ({ message_id: id })),
		credential: { region: 'custom', baseUrl: origin, appId, appSecret },
	});
	return await finished;
}

/** How many items came out of the success branch. */
export function recalledIn(run: IRun): number {
	const { error } = run.data.resultData;
	if (error) throw error;
	return (outputsOf(run, 'Success')[0] ?? []).length;
}
