import type { INodeProperties } from 'n8n-workflow';

import { origins } from '../nodes/Feishu/client/http/origin';

/** Where the app was made, in both credentials. */
export const region: INodeProperties = {
	displayName: 'Region',
	name: 'region',
	type: 'options',
	options: [
		{
			name: 'Feishu',
			value: 'feishu',
			description: 'The app was made at open.feishu.cn',
		},
		{
			name: 'Lark',
			value: 'lark',
			description: 'The app was made at open.larksuite.com',
		},
		{
			name: 'Custom',
			value: 'custom',
			description: 'A private deployment with hosts of its own',
		},
	],
	default: 'feishu',
	description: 'Where the app was made. Apps of one region are unknown in the other.',
};

/** The host of the API, in n8n's expression language; `fields` is how an expression there names the credential. */
export function apiOrigin(fields: string, custom: string): string {
	const { feishu, lark } = origins;
	return `${fields}["region"] === "custom" ? ${custom} : ${fields}["region"] === "lark" ? "${lark}" : "${feishu}"`;
}
