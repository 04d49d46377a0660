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
 * Feishu counts when a request arrives, we know when it left and when its answer came. A window is kept this
 * much longer than needed, in milliseconds, for what the network adds to one request and not to the next.
 */
const arrivalMargin = 20;

/** No estimate of an arrival is later than this after the start, however long the answer took. */
const latestArrival = 500;

/**
 * A burst takes at least this part of its window: 50 requests a tenth of a second. All in the same millisecond
 * their TLS handshakes would hold each other up, and no answer would tell any more when a request arrived.
 */
const burst = 0.1;

/** A request that may start. Whoever gets one says how it went. */
export interface Turn {
	/** The answer has come, which tells when the request can have arrived at the latest. */
	answered(): void;
	/** Feishu refused the request for the limit, and so did not count it. */
	refused(): void;
}

interface Start {
	at: number;
	/** When Feishu has counted it, as far as can be told. */
	counted: number;
}

/** Lets requests start, first come first served, as fast as the windows allow and no faster. */
export class Pace {
	/** The latest requests, oldest first; as many as the largest window counts. */
	private readonly starts: Start[] = [];

	private line: Promise<unknown> = Promise.resolve();

	private waiting = 0;

	private pausedUntil = 0;

	/** The fastest answer so far in milliseconds: what an answer takes when nothing holds it up. */
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
		const turn = await unlessStopped(mine, signal);
		this.waiting--;
		return turn;
	}

	/** Nobody starts for this long: Feishu told one request that all have to wait. */
	pause(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
	}

	/** Whether forgetting this pace would lose nothing. */
	get idle(): boolean {
		const last = this.starts.at(-1)?.at ?? -Infinity;
		const longestWindow = Math.max(...this.windows.map(({ ms }) => ms));
		return (
			this.waiting === 0 &&
			this.clock.now() > Math.max(last + latestArrival + longestWindow, this.pausedUntil)
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
		const at = this.clock.now();
		const start = { at, counted: at };
		this.starts.push(start);
		if (this.starts.length > this.longest) this.starts.shift();
		return {
			answered: () => {
				theirs?.answered();
				this.estimateArrival(start);
			},
			refused: () => {
				// A share is of what this node sends; only the allowance is Feishu's to count.
				if (theirs) return theirs.refused();
				const place = this.starts.indexOf(start);
				if (place >= 0) this.starts.splice(place, 1);
			},
		};
	}

	/** What an answer took longer than the fastest one may have gone by before the request arrived. */
	private estimateArrival(start: Start): void {
		const took = this.clock.now() - start.at;
		this.fastest = Math.min(this.fastest, took);
		start.counted = start.at + Math.min(took - this.fastest, latestArrival);
	}

	private nextStart(): number {
		const last = this.starts.at(-1)?.at ?? -Infinity;
		return this.windows.reduce(
			(earliest, { requests, ms }) => {
				const first = this.starts.at(-requests);
				return this.starts.length < requests || first === undefined
					? earliest
					: Math.max(earliest, first.counted + ms + arrivalMargin);
			},
			Math.max(this.pausedUntil, last + this.apart),
		);
	}
}

/** The turn, or false as soon as the signal fires. */
async function unlessStopped(
	turn: Promise<Turn | false>,
	signal?: AbortSignal,
): Promise<Turn | false> {
	if (signal === undefined) return await turn;
	return await new Promise((resolve) => {
		const stop = () => resolve(false);
		signal.addEventListener('abort', stop, { once: true });
		void turn.then((mine) => {
			signal.removeEventListener('abort', stop);
			resolve(mine);
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
