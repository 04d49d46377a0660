import { narrowest, type Window } from './Window';

/**
 * Feishu counts a request when it arrives; we know when it left and when its answer came. Each window is kept
 * this many milliseconds longer than needed, since the network delays one request more than the next.
 */
const arrivalMargin = 20;

/** A request without an answer counts as having arrived this many milliseconds after its start; no request counts later. */
export const latestArrival = 500;

/** Requests that start within this part of a window travel together: what holds up one holds up all. */
const together = 0.01;

/**
 * Multiples of the jitter: a window is kept longer by the first, and a delay up to the second may be jitter alone.
 */
const jitterMargin = 0.4;
const jitterAlone = 2.5;

/** Fewer steps from one answer to the next tell less about the jitter than about what holds requests up. */
const fewestSteps = 25;

export interface Start {
	readonly at: number;
	/** Milliseconds until its answer, if it has come. */
	took?: number;
	succeeded?: boolean;
}

/**
 * The latest requests, and when Feishu's windows that begin with them are over. The network is judged by what the
 * requests around one took, so that the estimate follows where it changes: by the fastest of them, what a request
 * takes when nothing delays it, and by the jitter, the mean difference of one to the next. Jitter that is drawn anew
 * for each request evens out over a burst; what delays neighbors alike, such as a queue of TLS handshakes, does not.
 */
export class Starts {
	/** Oldest first; twice as many as the largest window counts, for those around the first of a window. */
	private readonly latest: Start[] = [];

	private readonly most: number;

	private readonly narrow: Window;

	constructor(windows: readonly Window[]) {
		this.most = 2 * Math.max(...windows.map(({ requests }) => requests));
		this.narrow = narrowest(windows);
	}

	add(at: number): Start {
		const start: Start = { at };
		this.latest.push(start);
		if (this.latest.length > this.most) this.latest.shift();
		return start;
	}

	forget(start: Start): void {
		const place = this.latest.lastIndexOf(start);
		if (place >= 0) this.latest.splice(place, 1);
	}

	countAfter(at: number): number {
		return this.latest.filter((start) => start.at > at).length;
	}

	/** When the window that is full with the latest `requests` has room again. */
	roomAt(requests: number, { ms, fromAnswer }: Window, now: number): number {
		const place = this.latest.length - requests;
		const first = this.latest[place];
		if (!first) return -Infinity;
		const end = first.at + ms + arrivalMargin;
		const delay = fromAnswer ? first.took : this.delayOf(first, place);
		// Without an answer it may arrive late. It is asked for again when the time is up.
		return end + (delay ?? (now < end ? 0 : latestArrival));
	}

	/** By how many milliseconds a request may have arrived later than the next one will; undefined without an answer. */
	private delayOf({ at }: Start, place: number): number | undefined {
		const { requests, ms } = this.narrow;
		const around = this.latest.slice(Math.max(0, place - requests), place + requests + 1);
		const companions = around.filter((start) => start.at >= at && start.at <= at + together * ms);
		const took = Math.min(...companions.map((start) => start.took ?? Infinity));
		if (took === Infinity) return undefined;
		const times = around.flatMap(({ succeeded, took: time }) => (succeeded ? [time ?? 0] : []));
		const jitter = jitterOf(times);
		const heldUp = Math.min(took - Math.min(took, ...times), latestArrival);
		return Math.max(jitterMargin * jitter, heldUp - jitterAlone * jitter);
	}
}

/** The mean difference from one time to the next, in milliseconds. */
function jitterOf(times: number[]): number {
	const steps = times.slice(1).map((time, place) => Math.abs(time - (times[place] ?? time)));
	return steps.reduce((sum, step) => sum + step, 0) / Math.max(fewestSteps, steps.length);
}
