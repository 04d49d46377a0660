import type { INodeProperties } from 'n8n-workflow';

import type { FileKind } from '../../../content/compose/file';

export const fileKinds: readonly FileKind[] = ['image', 'file', 'audio', 'video'];

const messageType = [...fileKinds];

export const coverKey: INodeProperties = {
	displayName: 'Cover Image Key',
	name: 'coverKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. img_v3_02ab_1f4a',
	displayOptions: { show: { '/messageType': ['video'] } },
	description: 'The key of an image that this app has uploaded, shown until the video is played',
};

/** A file of the workflow, or what was uploaded before. */
export const fileFields: INodeProperties[] = [
	{
		displayName: 'File Source',
		name: 'fileSource',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Binary Field',
				value: 'binary',
				description: 'A file of the workflow, which is uploaded and sent in one go',
			},
			{ name: 'Key', value: 'key', description: 'What this app has uploaded before' },
		],
		default: 'binary',
		displayOptions: { show: { messageType } },
		description: 'Where the file comes from',
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the input field that contains the file',
		displayOptions: { show: { messageType, fileSource: ['binary'] } },
	},
	{
		displayName: 'File Key',
		name: 'fileKey',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. img_v3_02ab_1f4a',
		displayOptions: { show: { messageType, fileSource: ['key'] } },
		description: 'The key that uploading returned: img_… for an image, file_… for all else',
	},
];
