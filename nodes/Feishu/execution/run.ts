import type { IDataObject } from 'n8n-workflow';

import type { Feishu } from '../client/FeishuClient';
import { failed, failure, refusal, type Result } from '../errors/Failure';
import type { Outcome, Subject, Task } from '../operations/Operation';
import { inOrder } from './inOrder';

/** What became of one subject of one item. */
export interface Report {
	item: number;
	subject: Subject;
	outcome: Outcome;
}

/** What one item asks for. */
export interface Work {
	tasks: Task[];
	/** What an item leaves as that names nothing. */
	emptyOutput: IDataObject;
}

export interface RunOptions {
	items: number;
	/** Called for an item when its turn has come; for all of them first when the run stops at a failure. */
	workOf(item: number): Work;
	/** The connection that an item asks with, or why there is none. */
	connect(item: number): Promise<Result<Feishu>>;
	/** Whether one failure ends the run. It then fires `stop`; whoever waits with that signal sends nothing more. */
	stopAtFirstFailure: boolean;
	/** Fired from outside, too, when the execution is stopped. */
	stop: AbortController;
}

export interface RunResult {
	/** In the order of the items. */
	reports: Report[];
	/** The failure that was known first, which is the one that ended the run if one did. */
	firstFailure?: FailedReport;
}

export type FailedReport = Report & { outcome: { ok: false } };

/**
 * As many as Feishu lets start in one second, so that a small run waits for no answer. When each takes 400 ms,
 * 20 are in flight on average: a worker that waits for its turn holds no socket.
 */
const workers = 50;

/**
 * Works through the items side by side and reports in their order. Whatever is on the wire when the run
 * stops is let finish: its outcome is known then, and nothing is done without being told.
 */
export async function run(options: RunOptions): Promise<RunResult> {
	try {
		return await runAll(options);
	} catch {
		// What a node throws, n8n hands on as a success of every item.
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
	const end = (job: Job, outcomes: Outcome[]) => {
		job.outcomes = outcomes;
		const failing = reportsOf(job).find(isFailed);
		if (!failing || stop.signal.aborted) return;
		firstFailure ??= failing;
		if (stopAtFirstFailure) stop.abort();
	};

	const read = readJobs(options, jobsOfItems);
	const jobs = stopAtFirstFailure ? [...read].values() : read;
	const refused = stopAtFirstFailure && jobsOfItems.flat().find(({ task }) => 'refused' in task);
	if (refused) end(refused, await outcomesOf(refused, connect));

	const queue = inOrder(jobs);
	const next = (before?: Job) => (stop.signal.aborted ? undefined : queue.next(before));
	const worker = async () => {
		for (let job = next(); job; job = next(job)) end(job, await outcomesOf(job, connect));
	};
	await Promise.all(Array.from({ length: workers }, worker));
	const reports = jobsOfItems.map((ofItem, item) =>
		ofItem.length > 0 ? ofItem.flatMap(reportsOf) : reportsOf(jobOf(item, unreadTask)),
	);
	return { reports: reports.flat(), firstFailure };
}

/** One task, stopped unless it comes to something else. */
interface Job {
	item: number;
	task: Task;
	outcomes: Outcome[];
}

function jobOf(item: number, task: Task): Job {
	return { item, task, outcomes: [failed(refusal('execution_stopped'))] };
}

/** For an item that names nothing; it is over as soon as it is read. */
function nothingToDo(item: number, json: IDataObject): Job {
	const outcomes: Outcome[] = [{ ok: true, json, effect: 'none' }];
	return { item, task: { subject: theItem, run: async () => outcomes }, outcomes };
}

function reportsOf({ item, task, outcomes }: Job): Report[] {
	return outcomes.map((outcome) => ({
		item,
		subject: (!outcome.ok && outcome.subject) || task.subject,
		outcome,
	}));
}

function isFailed(report: Report): report is FailedReport {
	return !report.outcome.ok;
}

/** Fills in the jobs of each item as it reads it. */
function* readJobs(options: RunOptions, jobsOfItems: Job[][]): Generator<Job, undefined> {
	for (const [item, jobs] of jobsOfItems.entries()) {
		const { tasks, emptyOutput } = workOf(options, item);
		// One by one: a hundred thousand of them are too many arguments.
		for (const task of tasks) jobs.push(jobOf(item, task));
		if (jobs.length > 0) yield* jobs;
		else jobs.push(nothingToDo(item, emptyOutput));
	}
	return undefined;
}

function workOf({ workOf: read }: RunOptions, item: number): Work {
	try {
		return read(item);
	} catch {
		const refused = { ...unexpected, sent: false, attempts: 0, effect: 'none' } as const;
		return { tasks: [{ ...unreadTask, refused }], emptyOutput: {} };
	}
}

async function outcomesOf({ item, task }: Job, connect: RunOptions['connect']): Promise<Outcome[]> {
	if ('refused' in task) return [failed(task.refused)];
	try {
		const feishu = await connect(item);
		return feishu.ok ? await task.run(feishu.value) : [feishu];
	} catch {
		return [failed(unexpected)];
	}
}

/** Nothing is known to end here. If something does, it must not take the other items with it. */
const unexpected = failure('unknown', {
	effect: 'unknown',
	cause: 'the node met something unexpected',
	nextStep: 'Run it again, and report it if it stays.',
	hint: 'Please report this, with the versions of n8n and of the node, at the repository that the README names.',
});

const theItem: Subject = { id: '', name: 'The item' };

/** Stands for an item that was not read. */
const unreadTask = {
	subject: theItem,
	refused: refusal('execution_stopped'),
};
