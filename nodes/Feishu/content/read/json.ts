/** Feishu's deepest cards have some dozens of levels; n8n fails over some thousands when it stores an execution. */
const mostLevels = 200;

/** What a text is as JSON, of a depth that everything behind it can take; undefined for anything else. */
export function readJson(text: string): { value: unknown } | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isDeeper(value, mostLevels) ? undefined : { value };
	} catch {
		return undefined;
	}
}

function isDeeper(value: unknown, levels: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
