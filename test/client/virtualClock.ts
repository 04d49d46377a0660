/* eslint-disable @n8n/community-nodes/no-restricted-globals -- lets the event loop turn once; tests never ship */
import { onAbort } from '../../nodes/Feishu/client/abort';
import type { Clock } from '../../nodes/Feishu/client/clock';

interface Wait {
	until: number;
	end(): void;
}

/** Any two moments; not 0, so that nobody mistakes the beginning for nothing, nor one clock for the other. */
const start = 500_000;
const startOfDay = 1_000_000;

/** Time that passes only when everybody waits: hours take no time, and happen the same way every run. */
export class VirtualClock implements Clock {
	private time = start;

	private ahead = startOfDay - start;

	private readonly waits = new Set<Wait>();

	constructor(private readonly chance: () => number = () => 0.5) {}

	now(): number {
		return this.time + this.ahead;
	}

	monotonic(): number {
		return this.time;
	}

	/** Somebody puts the time of day right, or back; or the machine has slept for so long. */
	jump(ms: number): void {
		this.ahead += ms;
	}

	random(): number {
		return this.chance();
	}

	/** Milliseconds since the clock was made. */
	get elapsed(): number {
		return this.time - start;
	}

	/** Waits that nobody has ended yet. */
	get pending(): number {
		return this.waits.size;
	}

	async wait(ms: number, signal?: AbortSignal): Promise<void> {
		if (!Number.isFinite(ms)) throw new RangeError(`Nobody can wait ${ms} milliseconds`);
		if (signal?.aborted) return;
		await new Promise<void>((resolve) => {
			const wait: Wait = {
				until: this.time + Math.max(0, ms),
				end: () => {
					this.waits.delete(wait);
					leave?.();
					resolve();
				},
			};
			this.waits.add(wait);
			const leave = signal && onAbort(signal, wait.end);
		});
	}

	/** Lets time pass until the work is done. */
	async run<T>(work: Promise<T>): Promise<T> {
		const giveUp = this.time + 48 * 3_600_000;
		let settled = false;
		const end = () => {
			settled = true;
		};
		work.then(end, end);
		for (;;) {
			await everybodyWaits();
			if (settled) return await work;
			const next = this.next();
			if (next === undefined) throw new Error('Everybody waits for something that never comes');
			if (next.until > giveUp) throw new Error('Two days have passed, and it is still not done');
			this.end(next);
		}
	}

	/** Lets this much time pass. */
	async pass(ms: number): Promise<void> {
		const until = this.time + ms;
		for (;;) {
			await everybodyWaits();
			const next = this.next();
			if (next === undefined || next.until > until) break;
			this.end(next);
		}
		this.time = until;
	}

	private next(): Wait | undefined {
		let next: Wait | undefined;
		for (const wait of this.waits) if (next === undefined || wait.until < next.until) next = wait;
		return next;
	}

	private end(wait: Wait): void {
		this.time = Math.max(this.time, wait.until);
		wait.end();
	}
}

/** Everything that can go on without time passing has gone on. */
async function everybodyWaits(): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve));
}
