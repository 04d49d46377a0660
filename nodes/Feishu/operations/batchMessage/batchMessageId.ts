import { readIds, type IdField } from '../fields/ids';
import type { Field, Item, Read } from '../Operation';

export const batchMessageId: Field = {
	displayName: 'Batch Message ID',
	name: 'batchMessageId',
	type: 'string',
	required: true,
	default: '={{ $json.data?.message_id ?? $json.batch_message_id ?? $json.message_id }}',
	placeholder: 'e.g. bm-dc13264520392913993dd051dba21dcf',
	hint: 'Untouched, it is found behind the answer to sending a batch message',
	description:
		'The ID of the batch message to recall, which starts with bm-. Takes a list, several IDs separated by commas, and the answer to sending as it is, too.',
	unreadable: 'invalid_message_id',
};

const field: IdField = {
	label: batchMessageId.displayName,
	noun: 'Batch message',
	kind: 'the ID of a batch message',
	// Samples of the documentation have bm- and bm_.
	valid: /^bm[-_][A-Za-z0-9_-]{1,256}$/,
	places: [['data', 'message_id'], ['batch_message_id'], ['message_id']],
	others: [
		[
			/^om_/,
			'is the ID of a message, not of a batch message',
			"Choose the resource 'Message' to recall it, or set 'Batch Message ID' to an ID that starts with bm-.",
		],
	],
	ask: 'Pass the ID of the batch message to recall, which starts with bm-.',
	nextStep:
		"Set 'Batch Message ID' to the bm- ID that sending the batch message returned as data.message_id.",
	hint: 'The ID of a batch message starts with bm-. The endpoint message/v4/batch_send returns it as data.message_id.',
};

export function readBatchMessageIds(item: Item): Array<Read<{ id: string }>> {
	return readIds(item.parameters[batchMessageId.name], field, item);
}
