import { signedWithinMs } from './proof';

/** From the first to the last moment at which a signed request is let in, so that none is let in twice. */
const keptMs = 2 * signedWithinMs;

/**
 * The events that have started a workflow. Feishu sends an event again when it has seen no answer, and now and then
 * when it has.
 */
export class Repeats {
	/** When each was remembered, the oldest first. */
	private readonly times = new Map<string, number>();

	constructor(private readonly atMost = 5_000) {}

	has(key: string, now: number): boolean {
		const time = this.times.get(key);
		return time !== undefined && now - time < keptMs;
	}

	add(key: string, now: number): void {
		for (const [oldest, time] of this.times) {
			if (this.times.size < this.atMost && now - time < keptMs) break;
			this.times.delete(oldest);
		}
		this.times.set(key, now);
	}

	get size(): number {
		return this.times.size;
	}
}
