import * as n8n from 'n8n-workflow';

import { onAbort } from './abort';

/** Time and chance, injected so that tests of waiting take no time. Times are milliseconds. */
export interface Clock {
	now(): number;
	/** From 0 up to, not including, 1. */
	random(): number;
	/** Resolves after `ms`, or at once when the signal fires; it never rejects. */
	wait(ms: number, signal?: AbortSignal): Promise<void>;
}

type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/**
 * n8n-workflow 1.100 to 2.33 has the abortable wait as `sleepWithAbort`, 2.34 and later as the second
 * argument of `sleep`. Community nodes may not use timers themselves.
 */
const abortableSleep: Sleep =
	(n8n as { sleepWithAbort?: Sleep }).sleepWithAbort ?? (n8n.sleep as Sleep);

export const systemClock: Clock = {
	// It never runs backwards, as Date.now() may: every execution would wait until that hour has come again.
	now: () => performance.timeOrigin + performance.now(),
	random: () => Math.random(),
	async wait(ms, signal) {
		if (signal?.aborted) return;
		// A controller of its own for each wait: n8n 1.x leaves its listener on the signal it is given.
		const stop = new AbortController();
		const end = () => stop.abort();
		const unsubscribe = signal && onAbort(signal, end);
		await abortableSleep(ms, stop.signal).then(end, end);
		unsubscribe?.();
	},
};
