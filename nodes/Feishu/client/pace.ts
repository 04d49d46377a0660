import { unlessAborted, type Clock } from './clock';

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
 * Feishu counts when a request arrives, we know when it left and when its answer came. A window is kept this
 * much longer than needed, in milliseconds, for what the network adds to one request and not to the next.
 */
const arrivalMargin = 20;

/** A request that has no answer is taken to have arrived this long after its start, and none later. */
const latestArrival = 500;

/**
 * A burst takes at least this part of its window: 50 requests a tenth of a second. All in the same millisecond
 * their TLS handshakes would hold each other up, and no answer would tell any more when a request arrived.
 */
const burst = 0.1;

/**
 * How a request ended: it was done; something else was answered, which may be quicker; Feishu refused it for
 * the limit, and so did not count it; no answer came.
 */
export type Ending = 'done' | 'answered' | 'limited' | 'silent';

/** A request that may start. Whoever gets one says how it ended. */
export interface Turn {
	ended(how: Ending): void;
}

interface Start {
	at: number;
	/** When Feishu has counted it, as far as its ending tells. */
	counted?: number;
}

/**
 * Lets requests start, first come first served, as fast as the windows allow. When they arrive can only be
 * estimated; where a network delays a whole burst and not the next one, Feishu's 429 has the last word.
 */
export class Pace {
	/** The latest requests, oldest first; as many as the largest window counts. */
	private readonly starts: Start[] = [];

	private lastStart = -Infinity;

	private line: Promise<unknown> = Promise.resolve();

	private waiting = 0;

	private pausedUntil = 0;

	/** The fastest deed so far in milliseconds: what a request takes when nothing holds it up. */
	private fastest = Infinity;

	/** The least time between two starts, in milliseconds. */
	private readonly apart: number;

	private readonly longest: number;

	constructor(
		private readonly clock: Clock,
		private readonly windows: readonly Window[],
	) {
		this.apart = burst * Math.min(...windows.map(({ requests, ms }) => ms / requests));
		this.longest = Math.max(...windows.map(({ requests }) => requests));
	}

	/**
	 * Resolves when a request may start; false when the execution was stopped before. A pace within a pace
	 * hands on the other's turn: a start counts in both when it really happens.
	 */
	async turn(signal?: AbortSignal, outer?: Pace): Promise<Turn | false> {
		if (signal?.aborted) return false;
		this.waiting++;
		const mine = this.line.then(async () => await this.atTheFront(signal, outer));
		this.line = mine;
		const turn = (await unlessAborted(mine, signal)) ?? false;
		this.waiting--;
		return turn;
	}

	/** Nobody starts for this long: Feishu told one request that all have to wait. */
	pause(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
	}

	/** Whether forgetting this pace would lose nothing. */
	get idle(): boolean {
		const longestWindow = Math.max(...this.windows.map(({ ms }) => ms));
		return (
			this.waiting === 0 &&
			this.clock.now() > Math.max(this.lastStart + latestArrival + longestWindow, this.pausedUntil)
		);
	}

	private async atTheFront(signal?: AbortSignal, outer?: Pace): Promise<Turn | false> {
		for (;;) {
			if (signal?.aborted) return false;
			const wait = this.nextStart() - this.clock.now();
			if (wait <= 0) break;
			await this.clock.wait(wait, signal);
		}
		const theirs = await outer?.turn(signal);
		if (theirs === false) return false;
		const start: Start = { at: this.clock.now() };
		this.lastStart = start.at;
		this.starts.push(start);
		if (this.starts.length > this.longest) this.starts.shift();
		return {
			ended: (how) => {
				theirs?.ended(how);
				// A share is of what this node sends; only the allowance is Feishu's to count.
				if (how === 'limited' && !theirs) this.forget(start);
				else start.counted = this.arrivalOf(start, how);
			},
		};
	}

	/** What an answer took longer than the fastest one may have gone by before the request arrived. */
	private arrivalOf({ at }: Start, how: Ending): number {
		const took = this.clock.now() - at;
		const undisturbed = Math.min(this.fastest, took);
		if (how === 'done') this.fastest = undisturbed;
		return at + (how === 'silent' ? latestArrival : Math.min(took - undisturbed, latestArrival));
	}

	private forget(start: Start): void {
		const place = this.starts.lastIndexOf(start);
		if (place >= 0) this.starts.splice(place, 1);
	}

	/** When a window that begins with this start is over. Who has not answered by then may do so late. */
	private endOf(start: Start, ms: number): number {
		const early = start.at + ms + arrivalMargin;
		if (start.counted !== undefined) return start.counted + ms + arrivalMargin;
		return this.clock.now() < early ? early : early + latestArrival;
	}

	private nextStart(): number {
		return this.windows.reduce(
			(earliest, { requests, ms }) => {
				const first = this.starts.at(-requests);
				return this.starts.length < requests || first === undefined
					? earliest
					: Math.max(earliest, this.endOf(first, ms));
			},
			Math.max(this.pausedUntil, this.lastStart + this.apart),
		);
	}
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
