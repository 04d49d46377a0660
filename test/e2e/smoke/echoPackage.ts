/* eslint-disable @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A community package just big enough to see that the harness works. */
export async function writeEchoPackage(folder: string): Promise<void> {
	for (const [path, content] of Object.entries(files)) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), content);
	}
}

export const echoPackage = {
	name: 'n8n-nodes-smoke-echo',
	node: 'n8n-nodes-smoke-echo.echo',
	tool: 'n8n-nodes-smoke-echo.echoTool',
	credential: 'echoApi',
};

const files = {
	'package.json': JSON.stringify({
		name: echoPackage.name,
		version: '0.1.0',
		license: 'MIT',
		keywords: ['n8n-community-node-package'],
		files: ['dist'],
		peerDependencies: { 'n8n-workflow': '*' },
		n8n: {
			n8nNodesApiVersion: 1,
			credentials: ['dist/EchoApi.credentials.js'],
			nodes: ['dist/Echo.node.js'],
		},
	}),
	'dist/echo.svg':
		'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="9"/></svg>',
	'dist/EchoApi.credentials.js': `
exports.EchoApi = class {
	name = 'echoApi';
	displayName = 'Echo API';
	icon = 'file:echo.svg';
	properties = [
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		{ displayName: 'Token', name: 'token', type: 'string', typeOptions: { password: true }, default: '' },
	];
	authenticate = { type: 'generic', properties: { headers: { Authorization: '=Bearer {{$credentials.token}}' } } };
	test = { request: { baseURL: '={{$credentials.baseUrl}}', url: '/check' } };
};`,
	'dist/Echo.node.js': `
const { NodeApiError, sleep } = require('n8n-workflow');
exports.Echo = class {
	description = {
		displayName: 'Smoke Echo',
		name: 'echo',
		icon: 'file:echo.svg',
		group: ['output'],
		version: 1,
		description: 'Says it again',
		defaults: { name: 'Smoke Echo' },
		usableAsTool: true,
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'echoApi', required: true }],
		properties: [
			{ displayName: 'Text', name: 'text', type: 'string', default: '', description: 'What to say' },
			{ displayName: 'Pause (Ms)', name: 'pause', type: 'number', default: 0 },
		],
	};
	async execute() {
		const { baseUrl } = await this.getCredentials('echoApi');
		const items = [];
		for (let item = 0; item < this.getInputData().length; item++) {
			const text = this.getNodeParameter('text', item);
			await sleep(this.getNodeParameter('pause', item));
			if (this.getExecutionCancelSignal()?.aborted) break;
			const options = { method: 'POST', url: baseUrl + '/echo', body: { text }, json: true };
			try {
				const json = await this.helpers.httpRequestWithAuthentication.call(this, 'echoApi', options);
				items.push({ json, pairedItem: { item } });
			} catch (error) {
				if (!this.continueOnFail()) throw new NodeApiError(this.getNode(), error, { itemIndex: item });
				items.push({ json: { error: error.message }, pairedItem: { item } });
			}
		}
		return [items];
	}
};`,
};
