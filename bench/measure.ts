import { shortestMs } from './limits';
import type { ContenderName, Told } from './measured/job';
import { startMeasured, type ProfileOptions } from './measuredProcess';
import { errandAt, startStandIn, warmUpErrand } from './standIn';
import type { LogEntry } from '../test/feishu';

export interface Task {
	contender: ContenderName;
	messages: number;
	latencyMs: number;
	/** Whether the stand-in enforces Feishu's limits. */
	limited: boolean;
	/** More than one share the messages, and the app's allowance. */
	processes?: number;
}

/** What the stand-in's log says of a run, and what the run took of its processes. */
export interface Figures {
	task: Task;
	/** From the first step of the first process to the last step of the last. */
	ms: number;
	shortestMs: number;
	/** Requests to recall, and those of them answered with HTTP 429. */
	requests: number;
	limited: number;
	recalled: number;
	lost: number;
	/** Messages of which the contender says otherwise than the log. */
	mistold: number;
	tokenCalls: number;
	connections: number;
	/** CPU time of all processes together. */
	cpuMs: number;
	/** Memory of the largest process: at its peak, and grown during the run. */
	peakBytes: number;
	grownBytes: number;
	/** When each message was recalled, in milliseconds after the first request of all. */
	recalledAt: number[];
	pairs: NonNullable<Told['pairs']>;
}

export interface Prepared {
	run(): Promise<Figures>;
	recalledSoFar(): Promise<number>;
	end(): void;
}

/** Enough for V8 to have met, and compiled, the code. */
const warmUpMessages = 100;

/** A stand-in and its processes, loaded, warm, and waiting. */
export async function prepare(task: Task, options: ProfileOptions): Promise<Prepared> {
	const { contender, messages, latencyMs, limited, processes = 1 } = task;
	const standIn = await startStandIn(latencyMs, limited);
	const errand = await errandAt(standIn, messages);
	const share = Math.ceil(messages / processes);
	const measured = await Promise.all(
		Array.from({ length: processes }, async (_, index) => {
			const ids = errand.ids.slice(index * share, (index + 1) * share);
			const job = { contender, errand: { ...errand, ids }, latencyMs, limited };
			return await startMeasured({ ...job, warmUp: await warmUpErrand(warmUpMessages) }, options);
		}),
	);
	return {
		recalledSoFar: standIn.recalled,
		async run() {
			const runs = await Promise.all(measured.map(async (each) => await each.go()));
			const costs = runs.map((run) => run.costs);
			const log = await standIn.log();
			const recalled = await standIn.recalled();
			const told = sum(runs.map((run) => run.told.recalled));
			return {
				task,
				...readLog(log),
				ms:
					highest(costs.map((cost) => cost.endedAt)) - lowest(costs.map((cost) => cost.startedAt)),
				shortestMs: shortestMs(messages, latencyMs),
				recalled,
				lost: messages - recalled,
				mistold: Math.abs(told - recalled),
				cpuMs: sum(costs.map((cost) => cost.cpuMs)),
				peakBytes: highest(costs.map((cost) => cost.peakBytes)),
				grownBytes: highest(costs.map((cost) => cost.grownBytes)),
				pairs: runs.flatMap((run) => run.told.pairs ?? []),
			};
		},
		end() {
			for (const each of measured) each.end();
			standIn.close();
		},
	};
}

function readLog(log: LogEntry[]) {
	const recalls = log.filter(({ route }) => route === 'recall');
	const first = log[0]?.at ?? 0;
	return {
		requests: recalls.length,
		limited: recalls.filter(({ status }) => status === 429).length,
		tokenCalls: log.filter(({ route }) => route === 'token').length,
		connections: new Set(log.map(({ connectionId }) => connectionId)).size,
		recalledAt: recalls.filter(({ code }) => code === 0).map(({ at }) => at - first),
	};
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const highest = (numbers: number[]) => numbers.reduce((a, b) => Math.max(a, b), -Infinity);
const lowest = (numbers: number[]) => numbers.reduce((a, b) => Math.min(a, b), Infinity);
