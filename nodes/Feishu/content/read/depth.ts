/** Feishu's deepest cards have some dozens of levels; n8n fails over some thousands when it stores an execution. */
const mostLevels = 200;

export function isTooDeep(value: unknown, levels = mostLevels): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
}
