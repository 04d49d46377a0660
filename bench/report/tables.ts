import type { Measurement } from '../measure';
import { names, parts, shortestMs, type Task } from '../plan';
import { goalsOf } from './goals';

/** What measurements.json holds. */
export interface Results {
	/** When, how, and on what machine. */
	taken: string;
	measurements: Measurement[];
}

/** The tables of what was measured, by the names of their places in RESULTS.md. */
export function tablesOf({ taken, measurements }: Results): Record<string, string> {
	const of = (part: Task['part']) => measurements.filter(({ task }) => task.part === part);
	const tables: Record<string, string> = { taken };
	if (parts.every((part) => of(part).length > 0)) tables.goals = goalTable(measurements);
	for (const latencyMs of new Set(of('limits').map(({ task }) => task.latencyMs))) {
		const runs = of('limits').filter(({ task }) => task.latencyMs === latencyMs);
		tables[`limits-${latencyMs}-ms`] = limitsTable(runs);
	}
	for (const part of ['free', 'single', 'workers'] as const) {
		if (of(part).length > 0) tables[part] = tableOf[part](of(part));
	}
	return tables;
}

/** One column: its head, and the cell of each row. */
type Column<Row> = readonly [head: string, cell: (row: Row) => string | number];

/** The first columns hold words, the others numbers. */
function table<Row>(words: number, rows: Row[], columns: Array<Column<Row>>): string {
	const line = (cells: Array<string | number>) => `| ${cells.join(' | ')} |`;
	return [
		line(columns.map(([head]) => head)),
		line(columns.map((_, index) => (index < words ? '---' : '---:'))),
		...rows.map((row) => line(columns.map(([, cell]) => cell(row)))),
	].join('\n');
}

const ratio = (a = NaN, b = NaN) => (a / b).toFixed(2);
const megabytes = (figure = NaN) => `${figure.toFixed(0)} MB`;

const column = (head: string, cell: Column<Measurement>[1]): Column<Measurement> => [head, cell];
const messages = column('Messages', ({ task }) => task.messages);
const who = column('Who', ({ task }) => names[task.contender]);
const time = column('Time', ({ ms }) => `${(ms / 1000).toFixed(2)} s`);
const ofShortest = column('of shortest', ({ ms, task }) => ratio(ms, shortestMs(task)));
const answered429 = column('429', ({ rateLimited }) => rateLimited);
const lost = column(
	'Lost',
	({ task, recalled, misreported }) =>
		`${task.messages - recalled}${misreported > 0 ? ` (${misreported} misreported)` : ''}`,
);
const tokenCalls = column('Token calls', (run) => run.tokenCalls);
const connections = column('Connections', (run) => run.connections);
const cpu = column('CPU a recall', (run) => `${ratio(run.cpuMs, run.recalled)} ms`);
const peak = column('Peak memory', ({ peakMegabytes }) => megabytes(peakMegabytes));
const grown = column('of it by the run', ({ grownMegabytes }) => megabytes(grownMegabytes));
const perSecond = column('Recalls a second', (run) => ((run.recalled / run.ms) * 1000).toFixed(0));
const processes = column('Processes', ({ task }) => task.processes);
const costs = [answered429, lost, tokenCalls, connections, cpu, peak];

function limitsTable(runs: Measurement[]): string {
	const undici = runs.filter(({ task }) => task.contender === 'undiciPool');
	const same = ({ task }: Measurement) =>
		undici.find((other) => other.task.messages === task.messages);
	const ofUndici = column('of undici', (run) => ratio(run.ms, same(run)?.ms));
	return table(2, runs, [messages, who, time, ofShortest, ofUndici, ...costs]);
}

const tableOf = {
	free: (runs: Measurement[]) =>
		table(2, runs, [messages, who, perSecond, cpu, connections, lost, peak, grown]),
	workers: (runs: Measurement[]) =>
		table(2, runs, [processes, messages, time, ofShortest, ...costs]),
	single: ([run]: Measurement[]) => {
		const { node, bare, difference } = run?.pairs ?? {};
		const rows = Object.entries({
			[names.feishuNode]: node,
			'bare helper request': bare,
			'the difference, pair by pair': difference,
		});
		return table(1, rows, [
			['', ([name]) => name],
			['Median', ([, ms]) => `${ms?.median.toFixed(2)} ms`],
			['Tenth slowest of a hundred', ([, ms]) => `${ms?.slow.toFixed(2)} ms`],
		]);
	},
};

const goalTable = (measurements: Measurement[]) =>
	table(3, goalsOf(measurements), [
		['Goal', ([goal]) => goal],
		['Measured', ([, measured]) => measured],
		['', ([, , met]) => (met ? 'met' : '**not met**')],
	]);
