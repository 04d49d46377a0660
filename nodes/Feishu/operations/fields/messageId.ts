import { reasons } from '../../errors/reasons';
import type { Field, Item, Read } from '../Operation';
import { readIds, type IdField } from './ids';

export const messageId: Field = {
	displayName: 'Message ID',
	name: 'messageId',
	type: 'string',
	required: true,
	default: '={{ $json.message_id ?? $json }}',
	placeholder: 'e.g. om_dc13264520392913993dd051dba21dcf',
	hint: "Untouched, it is found behind Feishu's answers and events",
	description:
		"The message_id of the message, which starts with om_. Takes a list, several IDs separated by commas, and Feishu's answers to send, reply, and list and its receive events as they are, too.",
	unreadable: 'invalid_message_id',
};

const events = [['event', 'message'], ['event'], ['message']];

/** Where an object that other nodes hand on has a message with its ID. */
export const places: ReadonlyArray<readonly string[]> = [
	// Items of this package's own nodes.
	[],
	// Answers to send, reply, edit, and forward; to merge forward.
	['data'],
	['data', 'message'],
	...events,
	// The Webhook node.
	...events.map((place) => ['body', ...place]),
];

export const listPlace = ['data', 'items'];

const field: IdField = {
	label: messageId.displayName,
	noun: 'Message',
	kind: 'a message ID',
	// Real ones look like om_x100b…; neither length nor alphabet is documented.
	valid: /^om_[A-Za-z0-9_-]{1,256}$/,
	places: places.map((place) => [...place, 'message_id']),
	list: { place: listPlace, id: 'message_id' },
	// Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/intro
	others: [
		[
			/^oc_/,
			'is the ID of a chat, not of a message',
			"Set 'Message ID' to the message's own ID, which starts with om_; the ID of a chat never stands for its messages.",
		],
		[
			/^omt_/,
			'is the ID of a thread, not of a message',
			"Set 'Message ID' to the om_ ID of one message; the thread's first message has one of its own.",
		],
		[
			/^o[un]_/,
			'is the ID of a user, not of a message',
			"Set 'Message ID' to the message's own ID, which starts with om_.",
		],
		[
			/^cli_/,
			'is the ID of an app, not of a message',
			"Set 'Message ID' to the message's own ID, which starts with om_; the App ID belongs in the credential.",
		],
		[
			/^bm[-_]/,
			'is the ID of a batch message',
			"Choose the resource 'Batch Message' for it, or set 'Message ID' to an ID that starts with om_.",
		],
		[
			/^om_/,
			'is not a complete message ID',
			"Set 'Message ID' to the ID exactly as Feishu returned it: om_ and then letters, digits, - or _.",
		],
	],
	ask: 'Pass the message_id of the message, which starts with om_.',
	nextStep: reasons.invalid_message_id.nextStep,
	hint: reasons.invalid_message_id.hint,
};

export function readMessageIds(item: Item): Array<Read<{ id: string }>> {
	return readIds(item.parameters[messageId.name], field, item);
}
