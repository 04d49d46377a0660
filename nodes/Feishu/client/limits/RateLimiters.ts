import { fingerprint } from '../auth/fingerprint';
import type { Clock } from '../clock';
import { RateLimiter } from './RateLimiter';
import type { Window } from './Window';

/** The limiters of this process: Feishu counts an app's requests whichever executions they come from. */
export class RateLimiters {
	private readonly byKey = new Map<string, RateLimiter>();

	constructor(
		private readonly clock: Clock,
		private readonly atMost = 500,
	) {}

	/** The limiter of a key and its windows: with other windows, it is another one. */
	of(name: string, windows: readonly Window[]): RateLimiter {
		// A name holds what items say, such as a tenant or a chat, and that may be as long as it likes.
		const key = fingerprint(name, JSON.stringify(windows));
		const known = this.byKey.get(key);
		if (!known) this.forgetIdle();
		const limiter = known ?? new RateLimiter(this.clock, windows);
		// Set anew at each use, so that the first key is the one that was not used for longest.
		this.byKey.delete(key);
		this.byKey.set(key, limiter);
		return limiter;
	}

	get size(): number {
		return this.byKey.size;
	}

	private forgetIdle(): void {
		if (this.byKey.size < this.atMost) return;
		for (const [key, limiter] of this.byKey)
			if (limiter.idle && !limiter.isHeld) this.byKey.delete(key);
		// More busy apps than that: one starts anew, and Feishu's 429 answers for it.
		for (const [key, limiter] of this.byKey) {
			if (this.byKey.size < this.atMost) return;
			if (!limiter.isHeld) this.byKey.delete(key);
		}
	}
}
