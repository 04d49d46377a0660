type Fields = Readonly<Record<string, unknown>>;

/** The order in which Feishu's own SDK looks for the request's id. */
export function logIdsIn(headers: Fields, ...bodies: Array<Fields | undefined>): string[] {
	return [
		headers['x-tt-logid'],
		headers['x-request-id'],
		headers['request-id'],
		...bodies.flatMap((body) => [body?.log_id, body?.logid]),
	].filter((id): id is string => typeof id === 'string' && /^[\w-]{1,128}$/.test(id));
}

/**
 * Feishu's own header before the general one; nothing that is not a positive number counts. Feishu speaks of
 * whole seconds. A host that asks for a millisecond would be asked a thousand times a second.
 */
export function waitIn(headers: Fields): number | undefined {
	const seconds = [headers['x-ogw-ratelimit-reset'], headers['retry-after']]
		.map((value) => (typeof value === 'object' ? NaN : Number(value)))
		.find((each) => Number.isFinite(each) && each > 0);
	return seconds === undefined ? undefined : Math.max(1, seconds);
}

/** When the server answered, by its own clock, in milliseconds: whole seconds. */
export function dateIn({ date }: Fields): number | undefined {
	const ms = typeof date === 'string' ? Date.parse(date) : NaN;
	return Number.isNaN(ms) ? undefined : ms;
}
