import { unlessAborted } from '../abort';
import type { Clock } from '../clock';
import { Share } from './Share';
import { latestArrival, Starts } from './Starts';
import { narrowest, type Window } from './Window';

/**
 * A burst is spread over this part of its window: 50 requests over a tenth of a second. If all started in the same
 * millisecond, their TLS handshakes would delay each other, and answer times would tell nothing about arrivals.
 */
const burstShare = 0.1;

/**
 * Requests beyond the certain share start this part of a window later. Other processes that began the window with
 * this one have sent theirs by then, so that Feishu refuses the tries of this one instead.
 */
const tryDelay = 0.03;

/**
 * Milliseconds between looks for the answer to the one request that asks whether others still have the whole limit.
 */
const betweenLooks = 50;

/**
 * How a request ended: it succeeded; it was answered otherwise, which may be quicker than a success; Feishu
 * refused it for its limit, and so did not count it; no answer came; it was not sent after all.
 */
export type RequestOutcome = 'succeeded' | 'answered' | 'limited' | 'noResponse' | 'notSent';

/** Permission to send one request. Its holder says how the request ended. */
export interface Permit {
	/** When the request starts, in the clock's monotonic milliseconds. */
	readonly startsAt: number;
	release(outcome: RequestOutcome): void;
}

/** A wider limiter, as a narrower one sees it: a request waits here once it has room there. */
export interface Limiter {
	acquire(signal?: AbortSignal, ...wider: readonly Limiter[]): Promise<Permit | undefined>;
}

/**
 * Lets requests start, first come first served, as fast as the windows allow: all of the narrowest one, or after a
 * refusal this process's share of it. Where a network delays a whole burst and not the next one, or another process
 * uses the app, Feishu answers 429 and the client waits.
 */
export class RateLimiter implements Limiter {
	private readonly starts: Starts;

	private readonly narrow: Window;

	/** The part of the narrowest window that this process takes. */
	private share: Share;

	private lastStart = -Infinity;

	/** The latest start within the certain share. */
	private lastCertainStart = -Infinity;

	/** Until then, one request of the narrowest window is left to other processes. */
	private yieldsUntil = -Infinity;

	private queue: Promise<unknown> = Promise.resolve();

	private waiting = 0;

	private holders = 0;

	private pausedUntil = -Infinity;

	/** The start of the request whose refusal began the latest pause. */
	private refusedStart = -Infinity;

	constructor(
		private readonly clock: Clock,
		private readonly windows: readonly Window[],
	) {
		this.starts = new Starts(windows);
		this.narrow = narrowest(windows);
		this.share = new Share(this.narrow.requests);
	}

	/**
	 * Waits until a request may start here and in the wider limiters that it counts in as well; undefined when the
	 * signal fires before. A start counts in all of them when it really happens.
	 */
	async acquire(signal?: AbortSignal, ...wider: readonly Limiter[]): Promise<Permit | undefined> {
		// Processes that shared the limit may have ended while the limiter was idle, so the share starts anew.
		if (this.idle) this.share = new Share(this.narrow.requests);
		this.waiting++;
		const permit = this.queue.then(async () => await this.atTheFront(signal, wider));
		this.queue = permit;
		const mine = await unlessAborted(permit, signal);
		this.waiting--;
		return mine;
	}

	/**
	 * Feishu has refused a request that started at `startedAt`, and asked for a wait of `ms` milliseconds. Nothing
	 * starts here before that; the share decides how many requests a window has afterwards.
	 */
	pause(ms: number, startedAt = this.clock.monotonic()): void {
		const now = this.clock.monotonic();
		const isFirst = now >= this.pausedUntil;
		if (isFirst) this.refusedStart = startedAt;
		this.share.refused(this.starts.countAfter(this.refusedStart - this.narrow.ms), isFirst);
		this.pausedUntil = Math.max(this.pausedUntil, now + ms);
	}

	/**
	 * A call holds its limiters from its beginning to its end, so that none of them is forgotten before it starts a
	 * request.
	 */
	hold(): this {
		this.holders++;
		return this;
	}

	letGo(): void {
		this.holders--;
	}

	/** Whether a request may start at once. */
	get hasRoom(): boolean {
		return this.waiting === 0 && this.nextStart() <= this.clock.monotonic();
	}

	/** Whether a call still counts here. If the limiter were forgotten now, the next call would get a second one. */
	get isHeld(): boolean {
		return this.holders > 0;
	}

	/** Whether the limiter has nothing to remember: no request waits, no window runs, and no pause lasts. */
	get idle(): boolean {
		const longestWindow = Math.max(...this.windows.map(({ ms }) => ms));
		return (
			this.waiting === 0 &&
			this.clock.monotonic() >
				Math.max(this.lastStart + latestArrival + longestWindow, this.pausedUntil)
		);
	}

	private async atTheFront(
		signal: AbortSignal | undefined,
		[next, ...wider]: readonly Limiter[],
	): Promise<Permit | undefined> {
		for (;;) {
			if (signal?.aborted) return undefined;
			const wait = this.nextStart() - this.clock.monotonic();
			if (wait <= 0) break;
			// The answer to the request that asks may come meanwhile and shorten the wait.
			const look = this.share.othersHaveAll ? betweenLooks : Infinity;
			await this.clock.wait(Math.min(wait, look), signal);
		}
		const theirs = await next?.acquire(signal, ...wider);
		if (next && !theirs) return undefined;
		const isTry = this.isTry;
		this.lastStart = this.clock.monotonic();
		if (!isTry) this.lastCertainStart = this.lastStart;
		if (this.share.yields()) this.yieldsUntil = this.lastStart + this.narrow.ms;
		const start = this.starts.add(this.lastStart);
		return {
			startsAt: start.at,
			release: (outcome) => {
				theirs?.release(outcome);
				// A request that Feishu refused for the app's limit does not count in that one, the widest, but does
				// in the narrower ones.
				const isUncounted = outcome === 'notSent' || (outcome === 'limited' && !theirs);
				if (isUncounted) this.starts.forget(start);
				else if (outcome !== 'noResponse') start.took = this.clock.monotonic() - start.at;
				if (outcome === 'succeeded' || outcome === 'answered') this.share.accepted();
				start.succeeded = outcome === 'succeeded';
				if (start.succeeded) this.share.succeeded();
			},
		};
	}

	/** Whether a request that starts now would be beyond this process's certain share. */
	private get isTry(): boolean {
		const { clock, narrow, share, starts } = this;
		if (share.certain === share.most) return false;
		return starts.roomAt(share.certain, narrow, clock.monotonic()) > clock.monotonic();
	}

	private nextStart(): number {
		const { clock, narrow, share, starts } = this;
		const spacing = share.othersHaveAll ? narrow.ms : (burstShare * narrow.ms) / share.most;
		const tryAt = this.isTry ? this.lastCertainStart + tryDelay * narrow.ms : -Infinity;
		const yielded = clock.monotonic() < this.yieldsUntil ? 1 : 0;
		const most = Math.max(1, share.most - yielded);
		const rooms = this.windows.map((window) =>
			starts.roomAt(window === narrow ? most : window.requests, window, clock.monotonic()),
		);
		return Math.max(this.pausedUntil, this.lastStart + spacing, tryAt, ...rooms);
	}
}
