import { join } from 'node:path';

import type { ICredentialType, INodeType } from 'n8n-workflow';

import type { Package } from './engine';

/** What `npm run build` has made, loaded as n8n loads it. */
export function builtPackage(): Package {
	return {
		nodes: {
			'n8n-nodes-feishu-message.feishu': built<INodeType>('nodes/Feishu/Feishu.node.js', 'Feishu'),
		},
		credentials: {
			feishuApi: built<ICredentialType>('credentials/FeishuApi.credentials.js', 'FeishuApi'),
		},
	};
}

function built<T>(file: string, name: string): T {
	const exported = require(join(__dirname, '../../dist', file)) as Record<string, new () => T>;
	const type = exported[name];
	if (type === undefined) throw new Error(`dist/${file} exports no ${name}`);
	return new type();
}
