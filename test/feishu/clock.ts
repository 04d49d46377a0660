/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the stand-in is a server, it never ships */
import { setTimeout as sleep } from 'node:timers/promises';

/** Where time comes from. A test may bring one that it shares with the node. */
export interface Time {
	/** Milliseconds since 1970 that never run backwards. */
	now(): number;
	/** Keeps the request of a client waiting, who is known by its port; ends early when the client has gone. */
	hold(ms: number, port: number | undefined, gone: AbortSignal): Promise<void>;
}

export const realTime: Time = {
	now: () => performance.timeOrigin + performance.now(),
	async hold(ms, _, signal) {
		// A timer that is set in the midst of a burst is early by as long as the burst has lasted.
		const until = realTime.now() + ms;
		for (let left = ms; left > 0 && !signal.aborted; left = until - realTime.now()) {
			// Longer ones than a timer can take are for ever.
			const longest = Math.min(left, 2 ** 31 - 1);
			await sleep(longest, undefined, { ref: false, signal }).catch(() => undefined);
		}
	},
};

/** The stand-in's own time, which a test can put forward instead of waiting. */
export class Clock {
	private ahead = 0;
	private readonly listeners: Array<() => void> = [];

	constructor(readonly time: Time = realTime) {}

	now(): number {
		return this.time.now() + this.ahead;
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
