import type { INodeProperties } from 'n8n-workflow';

/** The fields of a message of any other type. */
export const otherFields: INodeProperties[] = [
	{
		displayName: 'Type',
		name: 'otherType',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. share_chat',
		displayOptions: { show: { messageType: ['other'] } },
		description: "Feishu's msg_type",
	},
	{
		displayName: 'Content',
		name: 'otherContent',
		type: 'json',
		required: true,
		default: '',
		placeholder: 'e.g. {"chat_id": "oc_…"}',
		displayOptions: { show: { messageType: ['other'] } },
		description: 'The content as JSON, as Feishu documents it for the type',
	},
];
