import type { IDataObject } from 'n8n-workflow';

import { textOf } from '../../client/http/record';
import { messageItem } from './messageItem';

/** Merged forwards may hold others; so deep is looked. */
const deepest = 20;

/**
 * A message as an item, and with it those that it holds, as Feishu hands them out: in one list, each with the
 * message that it is in. Its text is theirs, a line each, what stands deeper further to the right.
 */
export function mergedForward([whole, ...parts]: unknown[], logId?: string): IDataObject {
	const item = messageItem(whole, logId);
	if (parts.length === 0) return item;
	const messages = parts.map((part) => messageItem(part));
	const within = new Map<unknown, IDataObject[]>();
	for (const each of messages) {
		const siblings = within.get(each.upper_message_id) ?? [];
		siblings.push(each);
		within.set(each.upper_message_id, siblings);
	}
	const lines: string[] = [];
	const add = (upper: unknown, depth: number) => {
		const inside = within.get(upper) ?? [];
		// Each is written once, however the messages refer to one another.
		within.delete(upper);
		for (const each of inside) {
			const holdsMore = depth < deepest && within.has(each.message_id);
			if (holdsMore) add(each.message_id, depth + 1);
			else lines.push(indented(textOf(each.text), depth));
		}
	};
	add(item.message_id, 0);
	return { ...item, text: lines.join('\n'), messages };
}

function indented(text: string, depth: number): string {
	return text
		.split('\n')
		.map((line) => '  '.repeat(depth) + line)
		.join('\n');
}
