/** An object with keys, or undefined for anything else. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: undefined;
}

/** A text, or an empty one for anything else. */
export function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
