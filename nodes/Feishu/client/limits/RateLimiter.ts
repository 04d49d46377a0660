import { unlessAborted } from '../abort';
import type { Clock } from '../clock';

/** At most `requests` in any stretch of `ms` milliseconds. */
export interface Window {
	requests: number;
	ms: number;
	/**
	 * A request counts from its answer on, by which it has arrived for certain. For a window that is no bottleneck, and
	 * in which a refusal costs more than the time of an answer.
	 */
	fromAnswer?: true;
}

/**
 * Feishu counts a request when it arrives; we know when it left and when its answer came. Each window is kept
 * this many milliseconds longer than needed, since the network delays one request more than the next.
 */
const arrivalMargin = 20;

/** A request without an answer counts as having arrived this many milliseconds after its start; no request counts later. */
const latestArrival = 500;

/**
 * A burst is spread over this part of its window: 50 requests over a tenth of a second. If all started in the same
 * millisecond, their TLS handshakes would delay each other, and answer times would tell nothing about arrivals.
 */
const burstShare = 0.1;

/**
 * How a request ended: it succeeded; it was answered otherwise, which may be quicker than a success; Feishu
 * refused it for its limit, and so did not count it; no answer came; it was not sent after all.
 */
export type RequestOutcome = 'succeeded' | 'answered' | 'limited' | 'noResponse' | 'notSent';

/** Leave to send one request. Whoever holds it says how the request ended. */
export interface Permit {
	release(outcome: RequestOutcome): void;
}

interface Start {
	at: number;
	/** When Feishu has counted it, estimated from how it ended. */
	counted?: number;
	/** When its answer came, if one did. */
	answered?: number;
}

/**
 * Lets requests start, first come first served, as fast as the windows allow. Arrivals are estimated; where a
 * network delays a whole burst and not the next one, Feishu answers 429 and the client waits.
 */
export class RateLimiter {
	/** The latest requests, oldest first; as many as the largest window counts. */
	private readonly starts: Start[] = [];

	private lastStart = -Infinity;

	private queue: Promise<unknown> = Promise.resolve();

	private waiting = 0;

	private pausedUntil = 0;

	/** The fastest success so far in milliseconds: what a request takes when nothing delays it. */
	private fastest = Infinity;

	/** The least time between two starts, in milliseconds. */
	private readonly spacing: number;

	private readonly mostStarts: number;

	constructor(
		private readonly clock: Clock,
		private readonly windows: readonly Window[],
	) {
		this.spacing = burstShare * Math.min(...windows.map(({ requests, ms }) => ms / requests));
		this.mostStarts = Math.max(...windows.map(({ requests }) => requests));
	}

	/**
	 * Waits until a request may start here and in the wider limiters that it counts in as well; undefined when the
	 * signal fires before. A start counts in all of them when it really happens.
	 */
	async acquire(
		signal?: AbortSignal,
		...wider: readonly RateLimiter[]
	): Promise<Permit | undefined> {
		this.waiting++;
		const permit = this.queue.then(async () => await this.atTheFront(signal, wider));
		this.queue = permit;
		const mine = await unlessAborted(permit, signal);
		this.waiting--;
		return mine;
	}

	/** Nothing starts for this many milliseconds: Feishu told one request that all have to wait. */
	pause(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
	}

	/** Whether forgetting this limiter would lose nothing. */
	get idle(): boolean {
		const longestWindow = Math.max(...this.windows.map(({ ms }) => ms));
		return (
			this.waiting === 0 &&
			this.clock.now() > Math.max(this.lastStart + latestArrival + longestWindow, this.pausedUntil)
		);
	}

	private async atTheFront(
		signal: AbortSignal | undefined,
		[next, ...wider]: readonly RateLimiter[],
	): Promise<Permit | undefined> {
		for (;;) {
			if (signal?.aborted) return undefined;
			const wait = this.nextStart() - this.clock.now();
			if (wait <= 0) break;
			await this.clock.wait(wait, signal);
		}
		const theirs = await next?.acquire(signal, ...wider);
		if (next && !theirs) return undefined;
		const start: Start = { at: this.clock.now() };
		this.lastStart = start.at;
		this.starts.push(start);
		if (this.starts.length > this.mostStarts) this.starts.shift();
		return {
			release: (outcome) => {
				theirs?.release(outcome);
				// What Feishu refused for its own limit, the widest one, still was one of this node's requests.
				const isUncounted = outcome === 'notSent' || (outcome === 'limited' && !theirs);
				if (isUncounted) this.forget(start);
				else {
					start.counted = this.arrivalOf(start, outcome);
					start.answered = outcome === 'noResponse' ? start.counted : this.clock.now();
				}
			},
		};
	}

	/** Time beyond the fastest answer may have passed before Feishu counted the request. */
	private arrivalOf({ at }: Start, outcome: RequestOutcome): number {
		const took = this.clock.now() - at;
		const undisturbed = Math.min(this.fastest, took);
		if (outcome === 'succeeded') this.fastest = undisturbed;
		return (
			at + (outcome === 'noResponse' ? latestArrival : Math.min(took - undisturbed, latestArrival))
		);
	}

	private forget(start: Start): void {
		const place = this.starts.lastIndexOf(start);
		if (place >= 0) this.starts.splice(place, 1);
	}

	/** When a window that begins with this start is over. A request without an answer yet may arrive late. */
	private endOf(start: Start, { ms, fromAnswer }: Window): number {
		const early = start.at + ms + arrivalMargin;
		const counted = fromAnswer ? start.answered : start.counted;
		if (counted !== undefined) return counted + ms + arrivalMargin;
		return this.clock.now() < early ? early : early + latestArrival;
	}

	private nextStart(): number {
		return this.windows.reduce(
			(earliest, window) => {
				const first = this.starts.at(-window.requests);
				return first === undefined ? earliest : Math.max(earliest, this.endOf(first, window));
			},
			Math.max(this.pausedUntil, this.lastStart + this.spacing),
		);
	}
}
