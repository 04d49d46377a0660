import { failure, refusal } from './errors/failures';
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
	act(target: Target): Promise<Outcome>;
}

export interface RunOptions {
	items: number;
	/** Called for an item only when its turn has come. */
	workOf(item: number): Work;
	stopAtFirstFailure: boolean;
	signal?: AbortSignal;
}

/**
 * As many as Feishu lets start in one second, so that a small run waits for no answer. When each takes 400 ms,
 * 20 are under way on average: a lane that waits for its turn holds no socket.
 */
const lanes = 50;

/**
 * Works through the items side by side and reports in their order. Whatever is under way when the run
 * stops is let finish: its outcome is known then, and nothing is recalled without being told.
 */
export async function run(options: RunOptions): Promise<Report[]> {
	const reports: Report[][] = Array.from({ length: options.items }, () => []);
	const jobs = jobsOf(options, reports);
	let failures = 0;
	const stopped = () =>
		options.signal?.aborted === true || (options.stopAtFirstFailure && failures > 0);

	const next = () => (stopped() ? jobs.return(undefined) : jobs.next());
	const lane = async () => {
		for (let job = next(); !job.done; job = next()) {
			const { report, act } = job.value;
			report.outcome = await act();
			if (!report.outcome.ok) failures++;
		}
	};
	await Promise.all(Array.from({ length: lanes }, lane));
	return reports.flatMap((ofItem, item) =>
		ofItem.length > 0 ? ofItem : [stoppedBefore(item, unnamed)],
	);
}

interface Job {
	report: Report;
	act(): Promise<Outcome>;
}

function* jobsOf(options: RunOptions, reports: Report[][]): Generator<Job, undefined> {
	for (const [item, ofItem] of reports.entries()) {
		const { targets, act } = workOf(options, item);
		const open = targets.map((target) => stoppedBefore(item, target));
		ofItem.push(...open);
		for (const report of open) yield { report, act: async () => await safely(act, report.target) };
	}
	return undefined;
}

function workOf({ workOf: make }: RunOptions, item: number): Work {
	try {
		return make(item);
	} catch {
		return { targets: [unnamed], act: async () => unforeseen };
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
