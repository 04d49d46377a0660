import { fingerprint } from '../client/auth/fingerprint';
import { ageOf, momentOf, systemClock, type Clock, type Moment } from '../client/clock';
import { signedWithinMs } from './proof';

/**
 * The span in which a signed request is let in, so that none is let in twice. It has to have passed by both clocks,
 * since a time of day that is put back makes an old signature valid again.
 */
const keptMs = 2 * signedWithinMs;

/**
 * The events that have started a workflow. Feishu sends an event again when it has seen no answer, and now and then
 * when it has.
 */
export class Repeats {
	/** The moment of each event, the oldest first, by a digest, since an ID may have any length. */
	private readonly moments = new Map<string, Moment>();

	constructor(
		private readonly clock: Pick<Clock, 'now' | 'monotonic'> = systemClock,
		private readonly atMost = 5_000,
	) {}

	has(key: string): boolean {
		const moment = this.moments.get(fingerprint(key));
		return moment !== undefined && this.isKept(moment);
	}

	add(key: string): void {
		for (const [oldest, moment] of this.moments) {
			if (this.moments.size < this.atMost && this.isKept(moment)) break;
			this.moments.delete(oldest);
		}
		this.moments.set(fingerprint(key), momentOf(this.clock));
	}

	get size(): number {
		return this.moments.size;
	}

	private isKept(moment: Moment): boolean {
		return ageOf(moment, this.clock).least < keptMs;
	}
}
