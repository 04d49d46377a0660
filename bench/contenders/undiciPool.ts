/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the fastest client that a Node process can be; the benchmark never ships */
import { setTimeout as wait } from 'node:timers/promises';

import { Pool } from 'undici';

import type { Recaller } from '../measuredProcess';
import { feishuLimits, isLimited, type Task } from '../plan';
import type { Job } from '../standIn';

/** As many as may start in one second. */
const connections = feishuLimits.perSecond;

/** For what the network and the two clocks may differ by from one request to the next. */
const marginMs = 5;

/** Kept-alive connections, driven straight at the limits by someone who knows them, and the latency, exactly. */
export function prepared(task: Task): Recaller {
	return async (job) => {
		const pool = new Pool(job.origin, { connections });
		const token = await fetchToken(pool, job);
		const ids = job.ids.values();
		let recalled = 0;
		// A fiftieth of the limits: one request a second, and twenty a minute. Fifty workers cannot exceed them.
		const worker = async () => {
			/** By when each request had arrived, at the latest: its answer's time, less what the latency was at least. */
			const arrivals: number[] = [];
			for (const id of ids) {
				const second = (arrivals.at(-1) ?? -Infinity) + 1_000;
				const minute = (arrivals.at(-feishuLimits.perMinute / connections) ?? -Infinity) + 60_000;
				if (isLimited(task)) await waitUntil(Math.max(second, minute));
				if (await recall(pool, token, id)) recalled++;
				arrivals.push(performance.now() - task.latencyMs + marginMs);
			}
		};
		await Promise.all(Array.from({ length: connections }, worker));
		await pool.close();
		return { recalled };
	};
}

/** A timer that is set in the midst of a burst is early by as long as the burst has lasted. */
async function waitUntil(time: number): Promise<void> {
	for (let left = time - performance.now(); left > 0; left = time - performance.now()) {
		await wait(left);
	}
}

/** Tries again when it was too early all the same. */
async function recall(pool: Pool, token: string, id: string): Promise<boolean> {
	const { statusCode, headers, body } = await pool.request({
		method: 'DELETE',
		path: `/open-apis/im/v1/messages/${id}`,
		headers: { authorization: `Bearer ${token}` },
	});
	const { code } = (await body.json()) as { code: number };
	if (statusCode !== 429) return code === 0;
	await wait(Number(headers['x-ogw-ratelimit-reset'] ?? 1) * 1000);
	return await recall(pool, token, id);
}

async function fetchToken(pool: Pool, { appId, appSecret }: Job): Promise<string> {
	const { body } = await pool.request({
		method: 'POST',
		path: '/open-apis/auth/v3/tenant_access_token/internal',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ app_id: appId, app_secret: appSecret }),
	});
	return ((await body.json()) as { tenant_access_token: string }).tenant_access_token;
}
