import type { Figures } from './measure';
import type { Results } from './parts';
import { median } from './statistics';

/** What was set out to reach, and what was measured of it. */
export interface Goal {
	goal: string;
	measured: string;
	met: boolean;
}

export function goalsOf(results: Results): Goal[] {
	const own = results.atTheLimits.filter(({ task }) => task.contender === 'node');
	return [
		...(own.length > 0 ? atTheLimits(own) : []),
		...(results.single ? [singleMessage(results.single)] : []),
		...(results.withoutLimits.length > 0 ? withoutLimits(results.withoutLimits) : []),
		...(results.workers ? [severalWorkers(results.workers)] : []),
	];
}

function atTheLimits(own: Figures[]): Goal[] {
	const latencies = [...new Set(own.map(({ task }) => task.latencyMs))];
	const many = own.filter(({ task }) => task.messages >= 200);
	const ratio = (run: Figures) => run.ms / run.shortestMs;
	const lost = worst(own, (run) => run.lost);
	const limited = worst(own, (run) => run.limited / run.requests);
	const tokens = worst(own, (run) => run.tokenCalls);
	return [
		{
			goal: 'At the limits, from 200 messages up, at most 1.08 times the shortest possible time',
			measured: latencies
				.map((latencyMs) => {
					const runs = many.filter(({ task }) => task.latencyMs === latencyMs);
					const each = runs.map((run) => `${ratio(run).toFixed(3)} (${run.task.messages})`);
					return `${each.join(', ')} at ${latencyMs} ms`;
				})
				.join('; '),
			met: many.length > 0 && many.every((run) => ratio(run) <= 1.08),
		},
		{
			goal: 'Not one message lost',
			measured: `${lost.value} lost of ${own.reduce((all, { task }) => all + task.messages, 0)}`,
			met: lost.value === 0,
		},
		{
			goal: 'Under 1 % of requests answered 429',
			measured: `at worst ${percent(limited.value)} (${whichOf(limited.run)})`,
			met: limited.value < 0.01,
		},
		{
			goal: 'One token call',
			measured: `${tokens.value} at most`,
			met: own.every(({ tokenCalls }) => tokenCalls === 1),
		},
	];
}

function singleMessage({ pairs }: Figures): Goal {
	const over = median(pairs.map(([own, bare]) => own - bare));
	return {
		goal: 'For a single message, at most 5 ms over the bare helper request',
		measured: `${over.toFixed(2)} ms over, median of ${pairs.length}`,
		met: over <= 5,
	};
}

function withoutLimits(runs: Figures[]): Goal[] {
	const sizes = [...new Set(runs.map(({ task }) => task.messages))];
	const ratios = (key: 'cpuMs' | 'peakBytes' | 'grownBytes', of: number[]) =>
		of.map((messages) => {
			const by = (contender: string) =>
				runs.find(({ task }) => task.messages === messages && task.contender === contender)?.[key];
			return { messages, ratio: (by('node') ?? NaN) / (by('loop') ?? NaN) };
		});
	const cpu = ratios('cpuMs', sizes);
	const largest = sizes.slice(-1);
	const [peak, grown] = [ratios('peakBytes', largest)[0], ratios('grownBytes', largest)[0]];
	return [
		{
			goal: 'CPU a recall at most 1.2 times the bare helper loop',
			measured: cpu.map(({ messages, ratio }) => `${ratio.toFixed(2)} (${messages})`).join(', '),
			met: cpu.every(({ ratio }) => ratio <= 1.2),
		},
		{
			goal: `Memory for ${largest[0]} items at most 1.3 times what the bare loop needs`,
			measured: `${peak?.ratio.toFixed(2)} at the peak; ${grown?.ratio.toFixed(2)} of what the run itself adds`,
			met: (peak?.ratio ?? NaN) <= 1.3,
		},
	];
}

function severalWorkers(run: Figures): Goal {
	const { processes, messages } = run.task;
	const ratio = run.ms / run.shortestMs;
	return {
		goal: `${processes} processes at once on one app, ${messages} messages: none lost, at most 1.25 times the shortest possible time`,
		measured: `${run.recalled} recalled, ${run.lost} lost, ${ratio.toFixed(3)}; ${percent(run.limited / run.requests)} answered 429`,
		met: run.lost === 0 && ratio <= 1.25,
	};
}

function worst(runs: Figures[], of: (run: Figures) => number) {
	const [first, ...others] = runs.map((run) => ({ run, value: of(run) }));
	if (!first) throw new Error('There is no worst of no runs.');
	return others.reduce((most, each) => (each.value > most.value ? each : most), first);
}

const whichOf = ({ task }: Figures) => `${task.messages} messages, ${task.latencyMs} ms`;

const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
