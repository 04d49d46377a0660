/** JSON or a form, by the content type and failing that by its looks; undefined: not readable. */
export function readBody(payload: string, contentType = ''): Record<string, unknown> | undefined {
	if (contentType.includes('x-www-form-urlencoded')) {
		return Object.fromEntries(new URLSearchParams(payload));
	}
	try {
		const value: unknown = JSON.parse(payload);
		const isFields = typeof value === 'object' && value !== null && !Array.isArray(value);
		return isFields ? { ...value } : undefined;
	} catch {
		return undefined;
	}
}
