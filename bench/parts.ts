/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- waits and watches; the benchmark never ships */
import { setTimeout as wait } from 'node:timers/promises';

import { prepare, type Figures, type Task } from './measure';
import type { ProfileOptions } from './measuredProcess';
import { contenders, nameOf, type Contender, type Plan } from './plan';
import type { Progress } from './progress';
import { median } from './statistics';

export interface Results {
	atTheLimits: Figures[];
	withoutLimits: Figures[];
	single?: Figures;
	workers?: Figures;
}

export const partNames = ['limits', 'free', 'single', 'workers'] as const;

export type PartName = (typeof partNames)[number];

/** Who runs at the same time starts this far apart, so that bursts do not meet on the same cores. */
const apartMs = 500;

/** Runs the parts in turn. */
export class Benchmark {
	constructor(
		private readonly plan: Plan,
		private readonly progress: Progress,
		private readonly options: ProfileOptions,
	) {}

	async run(parts: readonly PartName[]): Promise<Results> {
		const results: Results = { atTheLimits: [], withoutLimits: [] };
		if (parts.includes('single')) results.single = await this.single();
		if (parts.includes('free')) results.withoutLimits = await this.withoutLimits();
		if (parts.includes('limits')) results.atTheLimits = await this.atTheLimits();
		if (parts.includes('workers')) results.workers = await this.workers();
		this.progress.clear();
		return results;
	}

	/**
	 * At the limits everyone is idle most of the time. Still our node's bursts would meet those of others
	 * on the same cores, so it runs alone, and only the two that it is held against run at the same time.
	 */
	private async atTheLimits(): Promise<Figures[]> {
		const all: Figures[] = [];
		for (const latencyMs of this.plan.latenciesMs) {
			for (const messages of this.plan.sizes) {
				this.progress.next(`${count(messages)} at the limits, ${latencyMs} ms`);
				const taskOf = (contender: Contender): Task => ({
					contender,
					messages,
					latencyMs,
					limited: true,
				});
				all.push(...(await this.sideBySide([taskOf('node')])));
				all.push(...(await this.sideBySide([taskOf('loop'), taskOf('undici')])));
			}
		}
		return all;
	}

	/** Here the CPU is what counts: one at a time, and round by round, so that a slow minute hits all. */
	private async withoutLimits(): Promise<Figures[]> {
		const all: Figures[] = [];
		for (const messages of this.plan.sizesWithoutLimits) {
			const runs: Figures[] = [];
			for (let round = 0; round < this.plan.repetitions; round++) {
				for (const contender of contenders) {
					this.progress.next(`${count(messages)} without limits, ${nameOf[contender]}`);
					const task = { contender, messages, latencyMs: 0, limited: false };
					runs.push(...(await this.sideBySide([task])));
				}
			}
			for (const contender of contenders) {
				all.push(middle(runs.filter(({ task }) => task.contender === contender)));
			}
		}
		return all;
	}

	private async single(): Promise<Figures | undefined> {
		const messages = this.plan.singlePairs * 2;
		this.progress.next('single messages');
		const task = { contender: 'single', messages, latencyMs: 30, limited: false } as const;
		return (await this.sideBySide([task]))[0];
	}

	private async workers(): Promise<Figures | undefined> {
		const { processes, messages } = this.plan.workers;
		this.progress.next(`${count(messages)} by ${processes} processes`);
		const task = { contender: 'node', messages, latencyMs: 30, limited: true, processes } as const;
		return (await this.sideBySide([task]))[0];
	}

	private async sideBySide(tasks: Task[]): Promise<Figures[]> {
		const prepared = await Promise.all(
			tasks.map(async (task) => await prepare(task, this.options)),
		);
		const watch = async () => {
			const sofar = await Promise.all(prepared.map(async (each) => await each.recalledSoFar()));
			this.progress.show(sofar.join(' · '));
		};
		// Where the CPU counts, nobody asks the stand-in for anything else.
		const watching = tasks.every(({ limited }) => limited)
			? setInterval(() => void watch().catch(() => undefined), 1000)
			: undefined;
		try {
			return await Promise.all(
				prepared.map(async (each, index) => {
					await wait(index * apartMs);
					return await each.run();
				}),
			);
		} finally {
			clearInterval(watching);
			for (const each of prepared) each.end();
		}
	}
}

/** How many parts the progress line counts to. */
export function partsOf(plan: Plan, parts: readonly PartName[]): number {
	const counts: Record<PartName, number> = {
		limits: plan.latenciesMs.length * plan.sizes.length,
		free: plan.sizesWithoutLimits.length * plan.repetitions * contenders.length,
		single: 1,
		workers: 1,
	};
	return parts.reduce((total, part) => total + counts[part], 0);
}

/** The median of what varies, the worst of what should not happen. */
function middle(runs: Figures[]): Figures {
	const [first] = runs;
	if (!first) throw new Error('There is no middle of no runs.');
	const of = (key: 'ms' | 'cpuMs' | 'peakBytes' | 'grownBytes') =>
		median(runs.map((run) => run[key]));
	const worst = (key: 'lost' | 'limited' | 'mistold' | 'tokenCalls') =>
		Math.max(...runs.map((run) => run[key]));
	return {
		...first,
		ms: of('ms'),
		cpuMs: of('cpuMs'),
		peakBytes: of('peakBytes'),
		grownBytes: of('grownBytes'),
		lost: worst('lost'),
		limited: worst('limited'),
		mistold: worst('mistold'),
		tokenCalls: worst('tokenCalls'),
	};
}

const count = (messages: number) => `${messages} ${messages === 1 ? 'message' : 'messages'}`;
