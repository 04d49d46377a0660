/* eslint-disable @n8n/community-nodes/no-restricted-globals, @typescript-eslint/no-require-imports -- a process of its own; the benchmark never ships */
import type { Pairs } from './contenders/pairs';
import type { Task } from './plan';
import type { Job } from './standIn';

/** How a run went, as far as the contender knows. The stand-in's log is the judge. */
export interface Reported {
	recalled: number;
	pairs?: Pairs;
}

/** A contender's function that recalls or sends the messages of a job. */
export type Recaller = (job: Job) => Promise<Reported>;

export interface Run extends Reported {
	/** Milliseconds since 1970. */
	startedAt: number;
	endedAt: number;
	/** User and system time of all threads. */
	cpuMs: number;
	/** The highest memory, loading n8n included. */
	peakMegabytes: number;
	/** The highest memory during the run above that before it. */
	grownMegabytes: number;
}

let recaller: Recaller;

/** Loads nothing but what the contender needs: n8n's engine is no part of undici's memory. */
export function setup(task: Task): void {
	type Contender = { prepared(task: Task): Recaller };
	recaller = (require(`./contenders/${task.contender}`) as Contender).prepared(task);
}

const now = () => performance.timeOrigin + performance.now();
const megabytes = (bytes: number) => bytes / 2 ** 20;

export async function recall(job: Job): Promise<Run> {
	// Garbage from before is collected first, so that it does not count.
	globalThis.gc?.();
	const before = process.memoryUsage.rss();
	let highest = before;
	const sample = () => (highest = Math.max(highest, process.memoryUsage.rss()));
	// Often enough to see the peaks of a run of seconds, too seldom to cost anything.
	const sampling = setInterval(sample, 100);
	const cpuBefore = process.cpuUsage();
	const startedAt = now();

	const reported = await recaller(job);

	const endedAt = now();
	const { user, system } = process.cpuUsage(cpuBefore);
	clearInterval(sampling);
	return {
		...reported,
		startedAt,
		endedAt,
		cpuMs: (user + system) / 1000,
		peakMegabytes: megabytes(process.resourceUsage().maxRSS * 1024),
		grownMegabytes: megabytes(sample() - before),
	};
}
