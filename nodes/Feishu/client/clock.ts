import * as n8n from 'n8n-workflow';

import { onAbort } from './abort';

/** Time and chance, injected so that tests of waiting take no time. Times are milliseconds. */
export interface Clock {
	/** The machine's time of day. It is put right now and then, forward or back, by a second or by hours. */
	now(): number;
	/** For durations only: it never runs back, and stands still while the machine sleeps. */
	monotonic(): number;
	/** From 0 up to, not including, 1. */
	random(): number;
	/** Resolves after `ms`, or at once when the signal fires; it never rejects. */
	wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A moment by both clocks. */
export type Moment = Readonly<{ now: number; monotonic: number }>;

type Clocks = Pick<Clock, 'now' | 'monotonic'>;

export function momentOf(clock: Clocks): Moment {
	return { now: clock.now(), monotonic: clock.monotonic() };
}

/**
 * How long ago a moment was, at least and at most. The clocks differ by what the machine slept, and by as much as the
 * time of day was put right.
 */
export function ageOf(moment: Moment, clock: Clocks): { least: number; most: number } {
	const ages = [clock.now() - moment.now, clock.monotonic() - moment.monotonic];
	return { least: Math.min(...ages), most: Math.max(...ages) };
}

type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/**
 * n8n-workflow 1.100 to 2.33 has the abortable wait as `sleepWithAbort`, 2.34 and later as the second
 * argument of `sleep`. Community nodes may not use timers themselves.
 */
const abortableSleep: Sleep =
	(n8n as { sleepWithAbort?: Sleep }).sleepWithAbort ?? (n8n.sleep as Sleep);

export const systemClock: Clock = {
	now: () => Date.now(),
	monotonic: () => performance.now(),
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
