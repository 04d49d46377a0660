/** Milliseconds since 1970 that never run backwards. */
export const monotonicNow = () => performance.timeOrigin + performance.now();

/** The stand-in's own time, which a test can put forward instead of waiting. */
export class Clock {
	private ahead = 0;
	private readonly listeners: Array<() => void> = [];

	now(): number {
		return monotonicNow() + this.ahead;
	}

	advance(by: { ms?: number; seconds?: number; minutes?: number; hours?: number; days?: number }) {
		const hours = (by.hours ?? 0) + (by.days ?? 0) * 24;
		const seconds = (by.seconds ?? 0) + ((by.minutes ?? 0) + hours * 60) * 60;
		this.ahead += (by.ms ?? 0) + seconds * 1000;
		for (const listener of this.listeners) listener();
	}

	/** Calls back each time that it was put forward. */
	onAdvance(listener: () => void) {
		this.listeners.push(listener);
	}

	reset() {
		this.ahead = 0;
	}
}
