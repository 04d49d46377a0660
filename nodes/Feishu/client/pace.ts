import type { Clock } from './clock';

/** At most `requests` in any stretch of `ms` milliseconds. */
export interface Window {
	requests: number;
	ms: number;
}

/**
 * What Feishu allows for recalling: 50 requests a second and 1,000 a minute, for each API, app, and tenant.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/uUzN04SN3QjL1cDN (tier 4).
 */
export const allowance: readonly Window[] = [
	{ requests: 50, ms: 1_000 },
	{ requests: 1_000, ms: 60_000 },
];

/**
 * Feishu counts when a request arrives, we count when it leaves. A window is kept this much longer, so that a
 * slow connection followed by a fast one does not put one request too many into Feishu's.
 */
const arrivalMargin = 40;

/** Lets requests start, first come first served, as fast as the windows allow and no faster. */
export class Pace {
	/** When the latest requests started, oldest first; as many as the largest window counts. */
	private readonly starts: number[] = [];

	private line: Promise<void> = Promise.resolve();

	private waiting = 0;

	private pausedUntil = 0;

	private readonly longest: number;

	constructor(
		private readonly clock: Clock,
		private readonly windows: readonly Window[],
	) {
		this.longest = Math.max(...windows.map(({ requests }) => requests));
	}

	/**
	 * Resolves when a request may start; false when the execution was stopped before. A pace within a pace
	 * hands on the other's turn: a start counts in both when it really happens.
	 */
	async turn(signal?: AbortSignal, outer?: Pace): Promise<boolean> {
		if (signal?.aborted) return false;
		this.waiting++;
		const mine = this.line.then(async () => await this.atTheFront(signal, outer));
		this.line = mine.then(() => undefined);
		const went = await unlessStopped(mine, signal);
		this.waiting--;
		return went;
	}

	/** Nobody starts for this long: Feishu told one request that all have to wait. */
	pause(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
	}

	/** Whether forgetting this pace would lose nothing. */
	get idle(): boolean {
		const last = this.starts.at(-1) ?? -Infinity;
		const longestWindow = Math.max(...this.windows.map(({ ms }) => ms));
		return (
			this.waiting === 0 &&
			this.clock.now() > Math.max(last + longestWindow + arrivalMargin, this.pausedUntil)
		);
	}

	private async atTheFront(signal?: AbortSignal, outer?: Pace): Promise<boolean> {
		for (;;) {
			if (signal?.aborted) return false;
			const wait = this.nextStart() - this.clock.now();
			if (wait <= 0) break;
			await this.clock.wait(wait, signal);
		}
		if (outer !== undefined && !(await outer.turn(signal))) return false;
		this.starts.push(this.clock.now());
		if (this.starts.length > this.longest) this.starts.shift();
		return true;
	}

	private nextStart(): number {
		return this.windows.reduce((earliest, { requests, ms }) => {
			const first = this.starts.at(-requests);
			return this.starts.length < requests || first === undefined
				? earliest
				: Math.max(earliest, first + ms + arrivalMargin);
		}, this.pausedUntil);
	}
}

/** The result, or false as soon as the signal fires. */
async function unlessStopped(result: Promise<boolean>, signal?: AbortSignal): Promise<boolean> {
	if (signal === undefined) return await result;
	return await new Promise((resolve) => {
		const stop = () => resolve(false);
		signal.addEventListener('abort', stop, { once: true });
		void result.then((went) => {
			signal.removeEventListener('abort', stop);
			resolve(went);
		});
	});
}

/** The paces of this process. Feishu's allowance is one whichever executions use it. */
export class Paces {
	private readonly byKey = new Map<string, Pace>();

	constructor(
		private readonly clock: Clock,
		private readonly atMost = 500,
	) {}

	of(key: string, windows: readonly Window[]): Pace {
		const known = this.byKey.get(key);
		if (!known) this.forgetIdle();
		const pace = known ?? new Pace(this.clock, windows);
		// Set anew at each use, so that the first key is the one that was not used for longest.
		this.byKey.delete(key);
		this.byKey.set(key, pace);
		return pace;
	}

	get size(): number {
		return this.byKey.size;
	}

	private forgetIdle(): void {
		if (this.byKey.size < this.atMost) return;
		for (const [key, pace] of this.byKey) if (pace.idle) this.byKey.delete(key);
		// More busy apps than that: one starts anew, and Feishu's 429 answers for it.
		const [oldest] = this.byKey.keys();
		if (this.byKey.size >= this.atMost && oldest !== undefined) this.byKey.delete(oldest);
	}
}
