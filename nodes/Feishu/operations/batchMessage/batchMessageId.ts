import type { INodeProperties } from 'n8n-workflow';

import { targetsIn, type IdField } from '../ids';
import type { Item, Target } from '../Operation';

export const batchMessageId: INodeProperties = {
	displayName: 'Batch Message ID',
	name: 'batchMessageId',
	type: 'string',
	required: true,
	default: '={{ $json.data?.message_id ?? $json.batch_message_id ?? $json.message_id }}',
	placeholder: 'e.g. bm-dc13264520392913993dd051dba21dcf',
	description:
		'The ID of the batch message to recall, which starts with bm-. Untouched, it is found in what sending a batch message hands over.',
};

const field: IdField = {
	label: batchMessageId.displayName,
	noun: 'Batch message',
	kind: 'the ID of a batch message',
	// Samples of the documentation have bm- and bm_.
	valid: /^bm[-_][A-Za-z0-9_-]{1,256}$/,
	others: [
		[
			/^om_/,
			'is the ID of a message, not of a batch message',
			"Choose the resource 'Message' to recall it, or set 'Batch Message ID' to an ID that starts with bm-.",
		],
	],
	todo: "Set 'Batch Message ID' to the bm- ID that sending the batch message returned as data.message_id.",
	hint: 'The ID of a batch message starts with bm-. The endpoint message/v4/batch_send returns it as data.message_id.',
};

export function batchMessagesOf(item: Item): Target[] {
	return targetsIn(item.parameters[batchMessageId.name], field, item);
}
