import type { Feishu } from '../client/FeishuClient';
import type { Places } from '../client/Places';
import { failed, type Result } from '../errors/Failure';
import type { Outcome } from '../operations/Operation';
import { inOrder } from './inOrder';
import {
	faultIn,
	isFailed,
	jobOf,
	outcomesOf,
	readJobs,
	reportsOf,
	unexpected,
	unreadTask,
	type FailedReport,
	type Job,
	type Report,
	type Work,
} from './jobs';

export interface RunOptions {
	items: number;
	/** Called for an item when its turn has come; for all of them first when the run stops at a failure. */
	workOf(item: number): Work;
	/** The connection that an item asks with, or why there is none. */
	connect(item: number): Promise<Result<Feishu>>;
	/** Whether one failure ends the run. It then fires `stop`; a request that waits with that signal is not sent. */
	stopAtFirstFailure: boolean;
	/** Fired from outside, too, when the execution is stopped. */
	stop: AbortController;
	places: Places;
	/** Whether an earlier try of n8n's Retry On Fail has worked on the same items. */
	isRetry?: boolean;
}

export interface RunResult {
	/** In the order of the items. */
	reports: Report[];
	/** The failure that was known first, which is the one that ended the run if one did. */
	firstFailure?: FailedReport;
}

/**
 * Works through the items side by side and reports in their order. Whatever is on the wire when the run
 * stops is let finish: its outcome is known then, and nothing is done without being told.
 */
export async function run(options: RunOptions): Promise<RunResult> {
	try {
		return await runAll(options);
	} catch {
		// Where a node goes on after errors, n8n would make a thrown error a success of every item.
		const items = Array.from({ length: options.items }, (_, item) => item);
		const reports = items.flatMap((item) =>
			reportsOf({ ...jobOf(item, unreadTask), outcomes: [failed(unexpected)] }),
		);
		return { reports, firstFailure: reports.find(isFailed) };
	}
}

async function runAll(options: RunOptions): Promise<RunResult> {
	const { stop, stopAtFirstFailure, connect } = options;
	const jobsOfItems: Job[][] = Array.from({ length: options.items }, () => []);
	let firstFailure: FailedReport | undefined;
	const tell = (job: Job, outcomes: Outcome[]) => {
		const failing = reportsOf({ ...job, outcomes }).find(isFailed);
		if (!failing || stop.signal.aborted) return;
		firstFailure ??= failing;
		if (stopAtFirstFailure) stop.abort();
	};
	const end = (job: Job, outcomes: Outcome[]) => {
		job.outcomes = outcomes;
		tell(job, outcomes);
	};

	const read = readJobs(options.workOf, jobsOfItems);
	const jobs = stopAtFirstFailure ? [...read].values() : read;
	if (stopAtFirstFailure) await checkAll(jobsOfItems.flat(), options, end);

	const queue = inOrder(jobs);
	const begun = new Set<Job>();
	await options.places.all(
		() => (stop.signal.aborted ? undefined : queue.next()),
		async (job) => {
			begun.add(job);
			end(job, await outcomesOf(job, connect, (outcome) => tell(job, [outcome])));
			queue.ended(job);
		},
	);
	// Items that were never started are still read, so that each report can name its message.
	while (read.next().done !== true);
	if (options.isRetry) await recollect(jobsOfItems.flat(), begun, options);
	return { reports: jobsOfItems.flat().flatMap(reportsOf), firstFailure };
}

/**
 * After a stop no request leaves any more, but those of an earlier try still have their answers: an item that it has
 * sent is no item that was not sent.
 */
async function recollect(
	jobs: Job[],
	begun: ReadonlySet<Job>,
	{ places, connect }: RunOptions,
): Promise<void> {
	const queue = jobs.filter((job) => !begun.has(job) && !('refused' in job.task)).values();
	await places.all(
		() => queue.next().value,
		async (job) => {
			job.outcomes = await outcomesOf(job, connect);
		},
	);
}

/** Ends the first job with which something is wrong, before any of them is begun. */
async function checkAll(
	jobs: Job[],
	{ places, stop }: RunOptions,
	end: (job: Job, outcomes: Outcome[]) => void,
): Promise<void> {
	const queue = jobs.filter(({ task }) => 'refused' in task || task.check).values();
	const checked = await places.all(
		() => (stop.signal.aborted ? undefined : queue.next().value),
		async (job) => ({ job, found: await faultIn(job) }),
	);
	for (const { job, found } of checked) if (found) return end(job, [failed(found)]);
}
