/** Feishu's times are milliseconds as a text; one sample of its documentation has seconds. */
export function msOf(given: unknown): number | undefined {
	const time = typeof given === 'string' || typeof given === 'number' ? Number(given) : NaN;
	const ms = time < 1e12 ? time * 1_000 : time;
	return ms > 0 && ms < 8.64e15 ? ms : undefined;
}

export function isoTime(given: unknown): string | undefined {
	const ms = msOf(given);
	return ms === undefined ? undefined : new Date(ms).toISOString();
}
