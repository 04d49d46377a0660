/* eslint-disable @n8n/community-nodes/no-restricted-globals -- measures a process; the benchmark never ships */
import type { Costs, Told } from './job';

/** Often enough to see the peaks of a run of seconds, too seldom to cost anything. */
const sampleEveryMs = 100;

const now = () => performance.timeOrigin + performance.now();

/** Runs it, and tells what it took. What was left lying about before is collected, so that none of it counts. */
export async function meter(run: () => Promise<Told>): Promise<{ told: Told; costs: Costs }> {
	globalThis.gc?.();
	const before = process.memoryUsage.rss();
	let highest = before;
	const sample = () => (highest = Math.max(highest, process.memoryUsage.rss()));
	const sampling = setInterval(sample, sampleEveryMs);
	const cpuBefore = process.cpuUsage();
	const startedAt = now();

	const told = await run();

	const endedAt = now();
	const { user, system } = process.cpuUsage(cpuBefore);
	clearInterval(sampling);
	sample();
	return {
		told,
		costs: {
			startedAt,
			endedAt,
			cpuMs: (user + system) / 1000,
			peakBytes: process.resourceUsage().maxRSS * 1024,
			grownBytes: highest - before,
		},
	};
}
