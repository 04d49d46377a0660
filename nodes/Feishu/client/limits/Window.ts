/** At most `requests` in any stretch of `ms` milliseconds. */
export interface Window {
	requests: number;
	ms: number;
	/**
	 * A request counts from its answer on, by which it has arrived for certain. For a window that is no bottleneck, and
	 * in which a refusal costs more than the time of an answer.
	 */
	fromAnswer?: true;
}

/** The window in which the fewest milliseconds belong to one request. */
export function narrowest(windows: readonly Window[]): Window {
	return windows.reduce((a, b) => (a.ms * b.requests <= b.ms * a.requests ? a : b));
}
