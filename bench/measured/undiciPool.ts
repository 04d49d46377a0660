/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the fastest client that a Node process can be; the benchmark never ships */
import { setTimeout as wait } from 'node:timers/promises';

import { Pool } from 'undici';

import { feishusLimits } from '../limits';
import type { Recaller, Errand, Job } from './job';

/** As many as may start in one second. */
const connections = feishusLimits.perSecond;

/** For what the network and the two clocks may differ by from one request to the next. */
const marginMs = 5;

/** Kept-alive connections, driven straight at the limits by someone who knows them, and the latency, exactly. */
export function undiciPool(job: Job): Recaller {
	return async (errand) => {
		const pool = new Pool(errand.origin, { connections });
		try {
			return { recalled: await recallAll(pool, errand, job) };
		} finally {
			await pool.close();
		}
	};
}

async function recallAll(pool: Pool, errand: Errand, job: Job): Promise<number> {
	const token = await fetchToken(pool, errand);
	const ids = errand.ids.values();
	let recalled = 0;
	const lane = async () => {
		const turns = new Turns(job);
		for (const id of ids) {
			await turns.next();
			if (await recall(pool, token, id)) recalled++;
			turns.noteAnswer();
		}
	};
	await Promise.all(Array.from({ length: connections }, lane));
	return recalled;
}

/** A fiftieth of the limits: one request a second, and twenty a minute. Fifty lanes cannot be exceeded. */
class Turns {
	/** By when each request had arrived, at the latest: its answer's time, less what the latency was at least. */
	private readonly arrivals: number[] = [];

	constructor(private readonly job: Job) {}

	async next(): Promise<void> {
		if (!this.job.limited) return;
		const lastSecond = this.arrivals.at(-1) ?? -Infinity;
		const lastMinute = this.arrivals.at(-feishusLimits.perMinute / connections) ?? -Infinity;
		const next = Math.max(lastSecond + 1_000, lastMinute + 60_000);
		// A timer that is set in the midst of a burst is early by as long as the burst has lasted.
		for (let left = next - performance.now(); left > 0; left = next - performance.now()) {
			await wait(left);
		}
	}

	noteAnswer(): void {
		this.arrivals.push(performance.now() - this.job.latencyMs + marginMs);
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

async function fetchToken(pool: Pool, { appId, appSecret }: Errand): Promise<string> {
	const { body } = await pool.request({
		method: 'POST',
		path: '/open-apis/auth/v3/tenant_access_token/internal',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ app_id: appId, app_secret: appSecret }),
	});
	return ((await body.json()) as { tenant_access_token: string }).tenant_access_token;
}
