import type { Item } from '../../nodes/Feishu/operations/Operation';

/** An item of a workflow, without files unless it is given some. */
export function anItem(parameters: Item['parameters'], more: Partial<Item> = {}): Item {
	return { json: {}, files: {}, pass: 'the pass', parameters, ...more };
}
