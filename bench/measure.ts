/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- starts the measured processes; the benchmark never ships */
import { join } from 'node:path';

import { Worker } from 'jest-worker';
import { max, median, min, sum } from 'simple-statistics';

import type { LogEntry } from '../test/feishu';
import type { Run } from './measuredProcess';
import { isPlotted, isSending, type Task } from './plan';
import { certificateFile, scratchFolder, startStandIn, type Job } from './standIn';

/** A task's figures from the stand-in's log, and the cost of all its processes together. */
export interface Measurement extends Omit<Run, 'startedAt' | 'endedAt'> {
	task: Task;
	/** From the first step of the first process to the last step of the last. */
	ms: number;
	/** Messages of which the contender says otherwise than the log. */
	misreported: number;
	/** Requests to recall or send, and those of them refused for a limit. */
	requests: number;
	rateLimited: number;
	tokenCalls: number;
	connections: number;
	/** For the plot: seconds after the first request, and messages recalled until then. */
	curve?: Array<[number, number]>;
}

/** Enough for V8 to have met, and compiled, the code: n8n is a server, and warm when a workflow starts. */
const warmUpMessages = 100;

/** One for all processes to warm up with, so that nothing of it shows in what is measured. */
let warmUps: ReturnType<typeof startStandIn> | undefined;

/** A stand-in and its processes, loaded, warm, and waiting. */
export async function prepare(task: Task) {
	const { messages, processes } = task;
	const standIn = await startStandIn(task);
	const all = await standIn.job(task);
	const share = Math.ceil(messages / processes);
	const workers = Array.from({ length: processes }, () => startProcess(task));
	const warm = await (warmUps ??= startStandIn({ latencyMs: 0, part: 'free' }));
	await Promise.all(
		workers.map(
			async ({ recall }) => await recall(await warm.job({ ...task, messages: warmUpMessages })),
		),
	);
	return {
		async run(): Promise<Measurement> {
			const runs = await Promise.all(
				workers.map(async ({ recall }, index) => {
					const ids = all.ids.slice(index * share, (index + 1) * share);
					return await recall({ ...all, ids });
				}),
			);
			const log = (await standIn.control('GET', '/log?entries=1')) as LogEntry[];
			const counts = (await standIn.control('GET', '/metrics')) as Counts;
			const recalled = isSending(task) ? counts.messages : counts.recalled;
			return { task, ...fromProcesses(runs, recalled), ...fromLog(log, task) };
		},
		async end() {
			await Promise.all(workers.map(async (worker) => await worker.end()));
			standIn.close();
		},
	};
}

/** The stand-in's counts at the end. */
interface Counts {
	messages: number;
	recalled: number;
}

function startProcess(task: Task) {
	const { PATH, TMPDIR, SYSTEMROOT, NODE_OPTIONS } = process.env;
	const home = { HOME: scratchFolder, N8N_USER_FOLDER: scratchFolder, NODE_ENV: 'production' };
	return new Worker(join(__dirname, 'measuredProcess.ts'), {
		numWorkers: 1,
		maxRetries: 0,
		exposedMethods: ['recall'],
		setupArgs: [task],
		forkOptions: {
			execArgv: ['--require', require.resolve('tsx/cjs'), '--expose-gc'],
			stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
			// Only what any program needs: no proxy, none of n8n's settings.
			env: {
				PATH,
				TMPDIR,
				SYSTEMROOT,
				NODE_OPTIONS,
				...home,
				NODE_EXTRA_CA_CERTS: certificateFile,
			},
		},
	}) as Worker & { recall(job: Job): Promise<Run> };
}

function fromLog(log: LogEntry[], task: Task) {
	const requests = log.filter(({ route }) => route === (isSending(task) ? 'send' : 'recall'));
	const curve = requests
		.filter(({ code }) => code === 0)
		.map(({ at }, index): [number, number] => [(at - (log[0]?.at ?? 0)) / 1000, index + 1])
		// Some 150 points tell a line well, and keep the file small.
		.filter(([, n]) => (n - 1) % Math.ceil(task.messages / 150) === 0 || n === task.messages);
	return {
		requests: requests.length,
		rateLimited: requests.filter(({ status, code }) => status === 429 || code === 230020).length,
		tokenCalls: log.filter(({ route }) => route === 'token').length,
		connections: new Set(log.map(({ connectionId }) => connectionId)).size,
		...(isPlotted(task) && { curve }),
	};
}

function fromProcesses(runs: Run[], recalled: number) {
	const of = (key: Exclude<keyof Run, 'pairs'>) => runs.map((run) => run[key]);
	return {
		ms: max(of('endedAt')) - min(of('startedAt')),
		recalled,
		misreported: Math.abs(sum(of('recalled')) - recalled),
		cpuMs: sum(of('cpuMs')),
		peakMegabytes: max(of('peakMegabytes')),
		grownMegabytes: max(of('grownMegabytes')),
		pairs: runs[0]?.pairs,
	};
}

/** Of the runs of one task: the median of what varies, the worst of what should not happen. */
export function middleOf(runs: [Measurement, ...Measurement[]]): Measurement {
	const middle = { ...runs[0], recalled: min(runs.map((run) => run.recalled)) };
	for (const key of ['ms', 'cpuMs', 'peakMegabytes', 'grownMegabytes'] as const) {
		middle[key] = median(runs.map((run) => run[key]));
	}
	for (const key of ['rateLimited', 'misreported', 'tokenCalls'] as const) {
		middle[key] = max(runs.map((run) => run[key]));
	}
	return middle;
}
