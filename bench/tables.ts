import type { Goal } from './goals';
import type { Figures } from './measure';
import { nameOf } from './plan';
import { median } from './statistics';

/** One column: its head, and the cell of each row. */
type Column<Row> = readonly [head: string, cell: (row: Row) => string];

/** The first columns hold words, the others numbers. */
function table<Row>(rows: Row[], columns: ReadonlyArray<Column<Row>>, words = 2): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [
		line(columns.map(([head]) => head)),
		line(columns.map((_, index) => (index < words ? '---' : '---:'))),
		...rows.map((row) => line(columns.map(([, cell]) => cell(row)))),
	].join('\n');
}

export function goalTable(goals: Goal[]): string {
	return table(
		goals,
		[
			['Goal', ({ goal }) => goal],
			['Measured', ({ measured }) => measured],
			['', ({ met }) => (met ? 'met' : '**not met**')],
		],
		3,
	);
}

const messages: Column<Figures> = ['Messages', ({ task }) => `${task.messages}`];
const who: Column<Figures> = [
	'Who',
	({ task }) => (task.contender === 'single' ? '' : nameOf[task.contender]),
];
const time: Column<Figures> = ['Time', ({ ms }) => `${(ms / 1000).toFixed(2)} s`];
const ofShortest: Column<Figures> = ['of shortest', (run) => (run.ms / run.shortestMs).toFixed(2)];
const answered429: Column<Figures> = ['429', ({ limited }) => `${limited}`];
const lost: Column<Figures> = [
	'Lost',
	(run) => `${run.lost}${run.mistold > 0 ? ` (${run.mistold} told wrong)` : ''}`,
];
const tokenCalls: Column<Figures> = ['Token calls', (run) => `${run.tokenCalls}`];
const connections: Column<Figures> = ['Connections', (run) => `${run.connections}`];
const cpu: Column<Figures> = [
	'CPU a recall',
	(run) => (run.recalled > 0 ? `${(run.cpuMs / run.recalled).toFixed(2)} ms` : ''),
];
const peak: Column<Figures> = ['Peak memory', ({ peakBytes }) => megabytes(peakBytes)];
const grown: Column<Figures> = ['of it by the run', ({ grownBytes }) => megabytes(grownBytes)];

export function limitedTable(runs: Figures[]): string {
	return table(runs, [
		messages,
		who,
		time,
		ofShortest,
		['of undici', (run) => (run.ms / undiciOf(run, runs)).toFixed(2)],
		answered429,
		lost,
		tokenCalls,
		connections,
		cpu,
		peak,
	]);
}

export function unlimitedTable(runs: Figures[]): string {
	return table(runs, [
		messages,
		who,
		['Recalls a second', (run) => ((run.recalled / run.ms) * 1000).toFixed(0)],
		cpu,
		connections,
		lost,
		peak,
		grown,
	]);
}

export function workersTable(run: Figures): string {
	return table(
		[run],
		[
			['Processes', ({ task }) => `${task.processes}`],
			messages,
			time,
			ofShortest,
			answered429,
			lost,
			tokenCalls,
			connections,
			cpu,
			peak,
		],
	);
}

export function singleTable({ pairs }: Figures): string {
	const own = pairs.map(([each]) => each);
	const bare = pairs.map(([, each]) => each);
	const over = pairs.map(([one, other]) => one - other);
	const rows: Array<[string, number[]]> = [
		['our node', own],
		['bare helper request', bare],
		['the difference, pair by pair', over],
	];
	return table(
		rows,
		[
			['', ([name]) => name],
			['Median', ([, numbers]) => `${median(numbers).toFixed(2)} ms`],
			['Tenth slowest of a hundred', ([, numbers]) => `${slow(numbers).toFixed(2)} ms`],
		],
		1,
	);
}

function undiciOf({ task }: Figures, runs: Figures[]): number {
	const same = runs.find(
		(other) => other.task.contender === 'undici' && other.task.messages === task.messages,
	);
	return same?.ms ?? NaN;
}

function slow(numbers: number[]): number {
	return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * 0.9)] ?? NaN;
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
