import type { RateLimit, Settings } from './settings';

export interface Exceeded {
	limit: number;
	waitMs: number;
}

/** The latest arrivals of one API × app × tenant, as many as the wider window can hold. */
class Arrivals {
	private readonly ring: Float64Array;
	private count = 0;

	constructor(readonly size: number) {
		this.ring = new Float64Array(size);
	}

	add(at: number) {
		this.ring[this.count++ % this.size] = at;
	}

	/** How long until fewer than `most` of them lie within the last `windowMs`. */
	waitMs(most: number, windowMs: number, now: number): number {
		if (this.count < most) return 0;
		const oldest = this.ring[(this.count - most) % this.size] ?? 0;
		return oldest + windowMs - now;
	}
}

export class RateLimits {
	private readonly arrivals = new Map<string, Arrivals>();

	/** Counts the call, or says by how much it came too early. */
	exceeded(key: string, limit: RateLimit, now: number, settings: Settings): Exceeded | undefined {
		const arrivals = this.arrivalsOf(key, Math.max(limit.perSecond, limit.perMinute));
		const second = arrivals.waitMs(limit.perSecond, 1000, now);
		const minute = arrivals.waitMs(limit.perMinute, 60_000, now);
		const waitMs = Math.max(second, minute);
		if (waitMs <= 0 || settings.refusedCallsCount) arrivals.add(now);
		if (waitMs <= 0) return undefined;
		return { limit: minute >= second ? limit.perMinute : limit.perSecond, waitMs };
	}

	clear() {
		this.arrivals.clear();
	}

	private arrivalsOf(key: string, size: number): Arrivals {
		let arrivals = this.arrivals.get(key);
		if (arrivals?.size !== size) {
			arrivals = new Arrivals(size);
			this.arrivals.set(key, arrivals);
		}
		return arrivals;
	}
}
