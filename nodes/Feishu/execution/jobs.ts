import type { IDataObject } from 'n8n-workflow';

import type { Feishu } from '../client/FeishuClient';
import { failed, failure, refusal, type Failure, type Result } from '../errors/Failure';
import type { Outcome, Subject, Task, Tell } from '../operations/Operation';

/** The outcome of one subject of one item. */
export interface Report {
	item: number;
	subject: Subject;
	outcome: Outcome;
}

/** The tasks of one item. */
export interface Work {
	tasks: Task[];
	/** The output of an item without tasks. */
	emptyOutput: IDataObject;
}

export type FailedReport = Report & { outcome: Extract<Outcome, { ok: false }> };

/** A task of an item. Its outcome is a stopped execution until it has another. */
export interface Job {
	item: number;
	task: Task;
	outcomes: Outcome[];
}

export function jobOf(item: number, task: Task): Job {
	return { item, task, outcomes: [failed(refusal('execution_stopped'))] };
}

/** The job of an item without tasks. Its outcome is known from the start. */
function nothingToDo(item: number, json: IDataObject): Job {
	const outcomes: Outcome[] = [{ ok: true, json, effect: 'none' }];
	return { item, task: { subject: theItem, run: async () => outcomes }, outcomes };
}

export function reportsOf({ item, task, outcomes }: Job): Report[] {
	return outcomes.map((outcome) => ({
		item,
		subject: (!outcome.ok && outcome.subject) || task.subject,
		outcome,
	}));
}

export function isFailed(report: Report): report is FailedReport {
	return !report.outcome.ok;
}

/** Fills in the jobs of each item as it reads it. */
export function* readJobs(
	readItem: (item: number) => Work,
	jobsOfItems: Job[][],
): Generator<Job, undefined> {
	for (const [item, jobs] of jobsOfItems.entries()) {
		const { tasks, emptyOutput } = workOf(readItem, item);
		// One by one: a hundred thousand of them are too many arguments.
		for (const task of tasks) jobs.push(jobOf(item, task));
		if (jobs.length > 0) yield* jobs;
		else jobs.push(nothingToDo(item, emptyOutput));
	}
	return undefined;
}

function workOf(read: (item: number) => Work, item: number): Work {
	try {
		return read(item);
	} catch {
		const refused = { ...unexpected, sent: false, attempts: 0, effect: 'none' } as const;
		return { tasks: [{ ...unreadTask, refused }], emptyOutput: {} };
	}
}

/** Why a task would fail, as far as that can be told without Feishu. */
export async function faultIn({ task }: Job): Promise<Failure | undefined> {
	if ('refused' in task) return task.refused;
	try {
		const checked = await task.check?.();
		return checked?.ok === false ? checked.failure : undefined;
	} catch {
		return unexpected;
	}
}

export async function outcomesOf(
	{ item, task }: Job,
	connect: (item: number) => Promise<Result<Feishu>>,
	tell?: Tell,
): Promise<Outcome[]> {
	if ('refused' in task) return [failed(task.refused)];
	try {
		const feishu = await connect(item);
		return feishu.ok ? await task.run(feishu.value, tell) : [feishu];
	} catch {
		return [failed(unexpected)];
	}
}

/** Nothing is known to end here. If something does, it must not take the other items with it. */
export const unexpected = failure('unknown', {
	effect: 'unknown',
	cause: 'the node met something unexpected',
	nextStep: 'Run it again, and report it if it stays.',
	hint: 'Please report this, with the versions of n8n and of the node, at the repository that the README names.',
});

const theItem: Subject = { id: '', name: 'The item' };

/** Stands for an item that was not read. */
export const unreadTask = {
	subject: theItem,
	refused: refusal('execution_stopped'),
};
