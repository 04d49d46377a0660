import type { IDataObject } from 'n8n-workflow';

import { textOf } from '../../client/http/record';
import { messageItem } from './messageItem';

/** The most levels by which a line is indented. Merged forwards may be nested deeper. */
const deepest = 20;

/**
 * A message as an item, with the messages inside it if it is a merged forward. Feishu returns all of them in one list,
 * each with the ID of the message that it is in. The item's text is theirs, the oldest first, indented by depth.
 */
export function mergedForward([whole, ...parts]: unknown[], logId?: string): IDataObject {
	const item = messageItem(whole, logId);
	if (parts.length === 0) return item;
	const messages = parts.map((part) => messageItem(part));
	return { ...item, text: linesOf(item, messages).join('\n'), messages };
}

function linesOf({ message_id: id }: IDataObject, messages: IDataObject[]): string[] {
	const within = groupedBy(id, messages);
	const lines: string[] = [];
	// From the end of the list, so that what was put in last is written next.
	const open: Array<{ message: IDataObject; depth: number }> = [];
	const put = (upper: unknown, depth: number) => {
		const inside = within.get(upper) ?? [];
		// Each is written once, however the messages refer to one another.
		within.delete(upper);
		open.push(...inside.map((message) => ({ message, depth })).reverse());
	};
	for (const upper of [id, ...within.keys()]) {
		put(upper, 0);
		for (let next = open.pop(); next !== undefined; next = open.pop()) {
			const { message, depth } = next;
			const { message_id: inner, msg_type: type, text } = message;
			const isReplaced = type === 'merge_forward' && within.has(inner);
			if (!isReplaced && text !== '') lines.push(indented(textOf(text), depth));
			put(inner, depth + 1);
		}
	}
	return lines;
}

/** The messages by the one that each is in, the oldest first. A message that names none is in the whole. */
function groupedBy(whole: unknown, messages: IDataObject[]): Map<unknown, IDataObject[]> {
	const known = new Set(messages.map(({ message_id: id }) => id));
	const within = new Map<unknown, IDataObject[]>();
	for (const message of messages) {
		const { message_id: id, upper_message_id: named } = message;
		if (id === whole && id !== undefined) continue;
		const upper = named !== undefined && known.has(named) ? named : whole;
		const inside = within.get(upper) ?? [];
		inside.push(message);
		within.set(upper, inside);
	}
	const timeOf = ({ create_time: time }: IDataObject) => Date.parse(textOf(time)) || 0;
	for (const inside of within.values()) inside.sort((one, other) => timeOf(one) - timeOf(other));
	return within;
}

function indented(text: string, depth: number): string {
	return text
		.split('\n')
		.map((line) => '  '.repeat(Math.min(depth, deepest)) + line)
		.join('\n');
}
