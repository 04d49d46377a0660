/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @typescript-eslint/no-require-imports -- reaches into the built node; the benchmark never ships */
import { join } from 'node:path';

import type { IRun } from 'n8n-workflow';

import type * as built from '../../nodes/Feishu/client/limits/RateLimiters';
import { outputsOf } from '../../test/engine/engine';
import { startNode } from '../../test/engine/runNode';
import type { Recaller } from '../measuredProcess';
import { isLimited, type Task } from '../plan';
import type { Job } from '../standIn';

/** Our node as users have it: a sender, the node, and its two branches, run by n8n's engine. */
export function prepared(task: Task): Recaller {
	if (!isLimited(task)) waitForNoLimit();
	return async (job) => ({ recalled: await recallWithNode(job) });
}

export async function recallWithNode({ origin, appId, appSecret, ids }: Job): Promise<number> {
	const { finished } = startNode({
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

/**
 * Our node keeps to 50 requests a second whatever the server allows. To see what it costs without limits,
 * its windows are widened, to 200 requests in each millisecond, kept 20 longer: more than any process sends. All of its
 * rate limiter's own work is still done, and four times as much of it as with 50: it looks at so many requests around.
 */
function waitForNoLimit(): void {
	const file = join(__dirname, '../../dist/bundle.js');
	const limiters = (require(file) as typeof built).RateLimiters.prototype;
	const { of } = limiters;
	limiters.of = function (key, windows) {
		return of.call(
			this,
			key,
			windows.map(() => ({ requests: 200, ms: 1 })),
		);
	};
}
