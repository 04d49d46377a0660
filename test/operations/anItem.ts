import type { Item } from '../../nodes/Feishu/operations/Operation';

/** An item of a workflow, without files unless it is given some. */
export function anItem(parameters: Item['parameters'], more: Partial<Item> = {}): Item {
	const startedAt = Date.parse('2026-11-24T12:00:00Z');
	const timezone = 'Asia/Shanghai';
	const store = async () => await Promise.reject(new Error('Nothing is expected to be stored'));
	return { json: {}, files: {}, store, pass: 'the pass', startedAt, timezone, parameters, ...more };
}
