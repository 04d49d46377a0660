import { memoryOf } from '../../../nodes/Feishu/client/ExecutionMemory';
import { FeishuClient } from '../../../nodes/Feishu/client/FeishuClient';
import type { HttpHelper } from '../../../nodes/Feishu/client/http/send';
import { RateLimiters } from '../../../nodes/Feishu/client/limits/RateLimiters';
import { Places } from '../../../nodes/Feishu/client/Places';
import { succeeded } from '../../../nodes/Feishu/errors/Failure';
import { run } from '../../../nodes/Feishu/execution/run';
import { api } from '../../../nodes/Feishu/operations/message/recall';
import { randomFrom } from '../../feishu/chaos';
import { RateLimits } from '../../feishu/rateLimit';
import { defaultSettings } from '../../feishu/settings';
import { anApp } from '../anApp';
import { settings } from '../runs';
import { recalled, says, scriptedHttp } from '../scriptedHttp';
import { VirtualClock } from '../virtualClock';
import type { Network } from './networks';

/** One process that works through its messages, from a moment on. */
export interface Load {
	messages: number;
	startsAt?: number;
}

export interface Simulation {
	loads: readonly Load[];
	/** Each process has one of its own. */
	network: () => Network;
	/** As the stand-in's setting: whether Feishu counts what it refuses. */
	refusedCallsCount?: boolean;
	seed?: number;
}

const feishuLimits = { perSecond: 50, perMinute: 1_000 };

/**
 * Processes that know nothing of each other, each with a run, a client, and limiters as the node has them, and one
 * Feishu that counts their requests as the stand-in does. Only the time and the network are made up.
 */
export async function simulate(simulation: Simulation) {
	const { loads, network, refusedCallsCount = false, seed = 1 } = simulation;
	const random = randomFrom(seed);
	const clock = new VirtualClock(random);
	const limits = new RateLimits();
	const counting = { ...defaultSettings(), refusedCallsCount };
	let requests = 0;
	let refused = 0;

	const feishu = () => {
		requests++;
		const exceeded = limits.exceeded('app', feishuLimits, clock.elapsed, counting);
		if (!exceeded) return recalled();
		refused++;
		const reset = Math.max(1, Math.ceil(exceeded.waitMs / 1_000));
		return says(429, { code: 99991400 }, { 'x-ogw-ratelimit-reset': `${reset}` });
	};

	const process = async ({ messages, startsAt = 0 }: Load) => {
		const tripAt = network();
		const http: HttpHelper = async (options) => {
			const { there, back } = tripAt(clock.elapsed, random);
			await clock.wait(there);
			const said = { ...feishu(), afterMs: back };
			return await scriptedHttp(clock, () => said).http(options);
		};
		await clock.wait(startsAt);
		const failed = await recallAll(messages, clock, http);
		return { failed, took: clock.elapsed - startsAt };
	};

	const processes = await clock.run(Promise.all(loads.map(process)));
	const took = processes.map(({ took: each }) => each);
	return {
		/** Until the last of all has ended. */
		ms: clock.elapsed,
		lost: processes.reduce((sum, { failed }) => sum + failed, 0),
		refused: refused / requests,
		took,
		slowestToFastest: Math.max(...took) / Math.min(...took),
	};
}

/** Tells how many have failed. */
async function recallAll(messages: number, clock: VirtualClock, http: HttpHelper): Promise<number> {
	const places = new Places();
	const client = new FeishuClient({
		identity: anApp,
		http,
		clock,
		limiters: new RateLimiters(clock),
		memory: memoryOf(undefined, 'Feishu'),
		places,
		node: 'workflow Feishu',
	});
	const recall = async (id: string) => {
		const path = `/open-apis/im/v1/messages/${id}`;
		const answer = await client.request(api, { path, ...settings });
		return [answer.ok ? { ok: true as const, json: {} } : answer];
	};
	const { reports } = await run({
		items: messages,
		workOf: (item) => ({
			tasks: [
				{ subject: { id: `om_${item}`, name: 'M' }, run: async () => await recall(`om_${item}`) },
			],
			emptyOutput: {},
		}),
		connect: async () => succeeded(client),
		stopAtFirstFailure: false,
		stop: new AbortController(),
		places,
	});
	return reports.filter(({ outcome }) => !outcome.ok).length;
}

/** No program can have so many messages answered in less time, in milliseconds. */
export function shortest(messages: number, latencyMs: number): number {
	const { perSecond, perMinute } = feishuLimits;
	const last = messages - 1;
	const seconds = Math.floor((last % perMinute) / perSecond);
	return Math.floor(last / perMinute) * 60_000 + seconds * 1_000 + latencyMs;
}
