import type { Clock } from './clock';
import type { Message } from './model';

const hourMs = 3_600_000;

/** Which message an idempotency key (`uuid`) has sent within the last hour. */
export class SentKeys {
	private readonly sent = new Map<string, { message: Message; at: number }>();

	constructor(private readonly clock: Clock) {}

	find(key: string): { message: Message; ageMs: number } | undefined {
		const found = this.sent.get(key);
		if (!found) return undefined;
		const ageMs = this.clock.now() - found.at;
		return ageMs < hourMs ? { message: found.message, ageMs } : undefined;
	}

	remember(key: string, message: Message) {
		this.sent.set(key, { message, at: this.clock.now() });
	}

	clear() {
		this.sent.clear();
	}
}
