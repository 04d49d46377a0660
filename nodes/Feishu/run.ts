import type { IDataObject } from 'n8n-workflow';

import { failed, failure, refusal } from './errors/failures';
import type { Outcome, Target } from './operations/Operation';

/** One target of one item, and how it went. */
export interface Report {
	item: number;
	target: Target;
	outcome: Outcome;
}

/** What one item asks for. */
export interface Work {
	targets: Target[];
	/** What an item leaves as that names no target at all. */
	whenNothingIsNamed: IDataObject;
	/** Called for targets that are not refused. */
	act(target: Target): Promise<Outcome>;
}

export interface RunOptions {
	items: number;
	/** Called for an item when its turn has come; for all of them first when the run stops at a failure. */
	workOf(item: number): Work;
	/** Whether one failure ends the run. It then fires `stop`; whoever waits with that signal sends nothing more. */
	stopAtFirstFailure: boolean;
	/** Fired from outside, too, when the execution is stopped. */
	stop: AbortController;
}

export interface Ran {
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
 * stops is let finish: its outcome is known then, and nothing is recalled without being told.
 */
export async function run(options: RunOptions): Promise<Ran> {
	const { stop, stopAtFirstFailure } = options;
	const reports: Report[][] = Array.from({ length: options.items }, () => []);
	let firstFailure: FailedReport | undefined;
	const end = (report: Report, outcome: Outcome) => {
		report.outcome = outcome;
		if (!isFailed(report) || stop.signal.aborted) return;
		firstFailure ??= report;
		if (stopAtFirstFailure) stop.abort();
	};

	const read = jobsOf(options, reports);
	const jobs = stopAtFirstFailure ? [...read].values() : read;
	const refused = reports.flat().find(({ target }) => target.refused);
	if (stopAtFirstFailure && refused?.target.refused) end(refused, failed(refused.target.refused));

	const next = () => (stop.signal.aborted ? undefined : jobs.next().value);
	const worker = async () => {
		for (let job = next(); job; job = next()) end(job.report, await job.act());
	};
	await Promise.all(Array.from({ length: workers }, worker));
	return {
		reports: reports.flatMap((ofItem, item) =>
			ofItem.length > 0 ? ofItem : [stoppedBefore(item, unnamed)],
		),
		firstFailure,
	};
}

function isFailed(report: Report): report is FailedReport {
	return !report.outcome.ok;
}

interface Job {
	report: Report;
	act(): Promise<Outcome>;
}

/** Fills in `reports` as it reads the items, each target as stopped until it is worked on. */
function* jobsOf(options: RunOptions, reports: Report[][]): Generator<Job, undefined> {
	for (const [item, ofItem] of reports.entries()) {
		const { targets, whenNothingIsNamed, act } = workOf(options, item);
		const open = targets.map((target) => stoppedBefore(item, target));
		ofItem.push(...open);
		if (open.length === 0) {
			ofItem.push({ item, target: unnamed, outcome: { ok: true, json: whenNothingIsNamed } });
		}
		for (const report of open) {
			const { target } = report;
			const refused = target.refused && failed(target.refused);
			yield { report, act: async () => refused ?? (await safely(act, target)) };
		}
	}
	return undefined;
}

function workOf({ workOf: make }: RunOptions, item: number): Work {
	try {
		return make(item);
	} catch {
		return { targets: [unnamed], whenNothingIsNamed: {}, act: async () => unforeseen };
	}
}

async function safely(act: Work['act'], target: Target): Promise<Outcome> {
	try {
		return await act(target);
	} catch {
		return unforeseen;
	}
}

const unnamed: Target = { id: '', subject: 'The message' };

function stoppedBefore(item: number, target: Target): Report {
	return {
		item,
		target,
		outcome: { ok: false, failure: refusal('execution_stopped') },
	};
}

/** Nothing is known to end here. If something does, it must not take the other items with it. */
const unforeseen: Outcome = {
	ok: false,
	failure: failure('unknown', {
		says: 'may not have been recalled, because the node met something unforeseen',
		todo: 'Run it again, and report it if it stays.',
		hint: 'Please report this, with the versions of n8n and of the node, at the repository that the README names.',
	}),
};
