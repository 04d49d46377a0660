import type { Measurement } from '../measure';
import { shortestMs, type Task } from '../plan';

/** What was set out to reach, what was measured of it, and whether that is enough. */
export type Goal = [goal: string, measured: string, met: boolean];

const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
const ofShortest = ({ ms, task }: Measurement) => ms / shortestMs(task);
const lost = ({ task, recalled }: Measurement) => task.messages - recalled;
const limited = ({ rateLimited, requests }: Measurement) => rateLimited / requests;
const sum = (runs: Measurement[], figure: (run: Measurement) => number) =>
	runs.reduce((total, run) => total + figure(run), 0);

/** For measurements of all parts. */
export function goalsOf(all: Measurement[]): Goal[] {
	const of = (part: Task['part'], contender: Task['contender'] = 'feishuNode') =>
		all.filter(({ task }) => task.part === part && task.contender === contender);
	return [
		...atTheLimits(of('limits')),
		...of('single', 'pairs').map(singleMessage),
		...withoutLimits(of('free'), of('free', 'httpLoop')),
		...of('workers').map(severalWorkers),
	];
}

function atTheLimits(runs: Measurement[]): Goal[] {
	const many = runs.filter(({ task }) => task.messages >= 200);
	const ratios = [...new Set(many.map(({ task }) => task.latencyMs))].map((latencyMs) => {
		const same = many.filter(({ task }) => task.latencyMs === latencyMs);
		const each = same.map((run) => `${ofShortest(run).toFixed(3)} (${run.task.messages})`);
		return `${each.join(', ')} at ${latencyMs} ms`;
	});
	const worst = runs.reduce((one, other) => (limited(other) > limited(one) ? other : one));
	const tokenCalls = Math.max(...runs.map((run) => run.tokenCalls));
	return [
		[
			'At the limits, from 200 messages up, at most 1.08 times the shortest possible time',
			ratios.join('; '),
			many.every((run) => ofShortest(run) <= 1.08),
		],
		[
			'Not one message lost',
			`${sum(runs, lost)} lost of ${sum(runs, ({ task }) => task.messages)}`,
			sum(runs, lost) === 0,
		],
		[
			'Under 1 % of requests answered 429',
			`at worst ${percent(limited(worst))} (${worst.task.messages} messages, ${worst.task.latencyMs} ms)`,
			limited(worst) < 0.01,
		],
		['One token call', `${tokenCalls} at most`, tokenCalls === 1],
	];
}

function singleMessage({ pairs }: Measurement): Goal {
	const over = pairs?.difference.median ?? NaN;
	return [
		'For a single message, at most 5 ms over the bare helper request',
		`${over.toFixed(2)} ms over, median of ${pairs?.count}`,
		over <= 5,
	];
}

function withoutLimits(own: Measurement[], bare: Measurement[]): Goal[] {
	const ratios = (key: 'cpuMs' | 'peakMegabytes' | 'grownMegabytes') =>
		own.map((run, index) => (run[key] ?? NaN) / (bare[index]?.[key] ?? NaN));
	const cpu = ratios('cpuMs');
	const [peak = NaN, grown = NaN] = [
		ratios('peakMegabytes').at(-1),
		ratios('grownMegabytes').at(-1),
	];
	return [
		[
			'CPU a recall at most 1.2 times the bare helper loop',
			own.map(({ task }, index) => `${cpu[index]?.toFixed(2)} (${task.messages})`).join(', '),
			cpu.every((ratio) => ratio <= 1.2),
		],
		[
			`Memory for ${own.at(-1)?.task.messages} items at most 1.3 times what the bare loop needs`,
			`${peak.toFixed(2)} at the peak; ${grown.toFixed(2)} of what the run itself adds`,
			peak <= 1.3,
		],
	];
}

function severalWorkers(run: Measurement): Goal {
	const { processes, messages } = run.task;
	return [
		`${processes} processes at once on one app, ${messages} messages: none lost, at most 1.25 times the shortest possible time`,
		`${run.recalled} recalled, ${lost(run)} lost, ${ofShortest(run).toFixed(3)}; ${percent(limited(run))} answered 429`,
		lost(run) === 0 && ofShortest(run) <= 1.25,
	];
}
