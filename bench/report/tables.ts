import type { Measurement } from '../measure';
import { names, shortestMs, type Task } from '../plan';

/** The contents of measurements.json. */
export interface Results {
	/** When, how, and on what machine. */
	taken: string;
	measurements: Measurement[];
}

type Row = Record<string, string | number>;

const costs = ['HTTP 429', 'Lost', 'Token calls', 'Connections', 'CPU a recall', 'Peak memory'];
const limits = ['Messages', 'Who', 'Time', 'of shortest', 'of undici', ...costs];
const loop = [
	'Connections',
	'Lost',
	'CPU a recall',
	'CPU of loop',
	'Peak memory',
	'memory of loop',
	'by the run',
];

/** The tables of what was measured, by the names of their places in RESULTS.md. */
export function tablesOf({ taken, measurements }: Results): Record<string, string> {
	const of = (part: Task['part'], latencyMs: number) =>
		measurements.filter(({ task }) => task.part === part && task.latencyMs === latencyMs);
	const runs = {
		single: of('single', 30).flatMap(pairRows),
		'limits-30-ms': rows(of('limits', 30), limits),
		'limits-150-ms': rows(of('limits', 150), limits),
		free: rows(of('free', 0), ['Messages', 'Who', 'Recalls a second', ...loop]),
		sends: rows(of('sends', 30), ['Messages', 'Time', 'of shortest', ...costs]),
		upload: rows(of('upload', 30), ['Time', 'Peak memory', 'by the run']),
		workers: rows(of('workers', 30), ['Processes', 'Messages', 'Time', 'of shortest', ...costs]),
	};
	const measured = Object.entries(runs).filter(([, { length }]) => length > 0);
	return { taken, ...Object.fromEntries(measured.map(([name, all]) => [name, table(all)])) };
}

/** Numbers stand at the right, words at the left. */
export function table(all: Row[]): string {
	const line = (cells: Array<string | number>) => `| ${cells.join(' | ')} |`;
	const [first = {}] = all;
	const rule = Object.values(first).map((cell) => (/^[A-Za-z]/.test(`${cell}`) ? '---' : '---:'));
	return [Object.keys(first), rule, ...all.map(Object.values)].map(line).join('\n');
}

const ratio = (a = NaN, b = NaN) => (a / b).toFixed(2);

function rows(runs: Measurement[], columns: string[]): Row[] {
	return runs.map((run) => {
		const { task, ms, recalled, misreported, cpuMs, peakMegabytes, grownMegabytes } = run;
		const same = runs.filter((other) => other.task.messages === task.messages);
		const undici = same.find((other) => other.task.contender === 'undiciPool');
		const oneByOne = same.find((other) => other.task.contender === 'httpLoop');
		const all: Row = {
			Processes: task.processes,
			Messages: task.messages,
			Who: names[task.contender],
			Time: `${(ms / 1000).toFixed(2)} s`,
			'of shortest': ratio(ms, shortestMs(task)),
			'of undici': ratio(ms, undici?.ms),
			'Recalls a second': ((recalled / ms) * 1000).toFixed(0),
			'HTTP 429': run.rateLimited,
			Lost: `${task.messages - recalled}${misreported > 0 ? ` (${misreported} misreported)` : ''}`,
			'Token calls': run.tokenCalls,
			Connections: run.connections,
			'CPU a recall': `${ratio(cpuMs, recalled)} ms`,
			'CPU of loop': ratio(cpuMs, oneByOne?.cpuMs),
			'Peak memory': `${peakMegabytes.toFixed(0)} MB`,
			'memory of loop': ratio(peakMegabytes, oneByOne?.peakMegabytes),
			'by the run': `${grownMegabytes?.toFixed(0)} MB`,
		};
		return Object.fromEntries(columns.map((column) => [column, all[column] ?? '']));
	});
}

function pairRows({ pairs }: Measurement): Row[] {
	const { node, bare, difference } = pairs ?? {};
	const each = {
		'our node': node,
		'bare helper request': bare,
		'difference of a pair': difference,
	};
	return Object.entries(each).map(([Who, ms]) => ({
		Who,
		Median: `${ms?.median.toFixed(2)} ms`,
		'Tenth slowest of a hundred': `${ms?.slow.toFixed(2)} ms`,
	}));
}
