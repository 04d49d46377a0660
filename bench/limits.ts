import type { RateLimit } from '../test/feishu';

/** What Feishu allows an app for recalling. */
export const feishusLimits: RateLimit = { perSecond: 50, perMinute: 1000 };

/** When the message at `index` may be asked for at the earliest, in milliseconds after the first one. */
export function earliestStartMs(index: number): number {
	const { perSecond, perMinute } = feishusLimits;
	const minute = Math.floor(index / perMinute);
	const second = Math.floor((index % perMinute) / perSecond);
	return minute * 60_000 + second * 1_000;
}

/** Until the last of them is answered; no program can do it in less. */
export function shortestMs(messages: number, latencyMs: number): number {
	return earliestStartMs(messages - 1) + latencyMs;
}
