import { randomUUID } from 'node:crypto';
import type { INode, INodeParameters } from 'n8n-workflow';
import type { Credential } from '../client';
import { node } from './workflow';

/** The nodes that people put around Feishu, in versions that both n8n lines have. */

export const feishuType = 'n8n-nodes-feishu-message.feishu';
export const triggerType = 'n8n-nodes-feishu-message.feishuTrigger';

export const use = ({ type, id, name }: Credential) => ({ credentials: { [type]: { id, name } } });

export function feishu(
	name: string,
	credential: Credential,
	parameters: INodeParameters = {},
	more: Partial<INode> = {},
): INode {
	const onError = 'continueErrorOutput';
	return node(name, feishuType, 1, parameters, { onError, ...use(credential), ...more });
}

/** With the ID that n8n's editor gives it for its URL. */
export function feishuTrigger(
	name: string,
	credential: Credential,
	parameters: INodeParameters = {},
): INode {
	const webhookId = randomUUID();
	return node(name, triggerType, 1, parameters, { ...use(credential), webhookId });
}

export function manualTrigger(name = 'Start'): INode {
	return node(name, 'n8n-nodes-base.manualTrigger', 1);
}

export function code(name: string, jsCode: string): INode {
	return node(name, 'n8n-nodes-base.code', 2, { jsCode });
}

/** A chat in a field that also offers a list of them. */
export const chatById = (value: string) => ({ __rl: true, mode: 'chatId', value });

/** Items that are there from the beginning. */
export function items(name: string, rows: object[]): INode {
	return code(name, `return ${JSON.stringify(rows)}.map((json) => ({ json }));`);
}

export const messageItems = (name: string, ids: string[]) =>
	items(
		name,
		ids.map((message_id) => ({ message_id })),
	);

export function nothing(name: string): INode {
	return node(name, 'n8n-nodes-base.noOp', 1);
}

export function webhook(path: string, responseMode = 'responseNode'): INode {
	const parameters = { httpMethod: 'POST', path, responseMode, options: {} };
	return node('Webhook', 'n8n-nodes-base.webhook', 2, parameters, { webhookId: path });
}

export function respond(): INode {
	const parameters = { respondWith: 'allIncomingItems', options: {} };
	return node('Respond', 'n8n-nodes-base.respondToWebhook', 1.1, parameters);
}

export function splitOut(name: string, fieldToSplitOut: string): INode {
	return node(name, 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut, options: {} });
}

export function dataTable(name: string, table: string, parameters: INodeParameters): INode {
	const dataTableId = { __rl: true, mode: 'id', value: table };
	return node(name, 'n8n-nodes-base.dataTable', 1, { dataTableId, ...parameters });
}

/** Hands on items whose value no earlier execution has seen; what goes wrong leaves by the error output. */
export function removeDuplicates(name: string, dedupeValue: string): INode {
	const parameters = {
		operation: 'removeItemsSeenInPreviousExecutions',
		logic: 'removeItemsWithAlreadySeenKeyValues',
		dedupeValue,
		options: {},
	};
	const onError = 'continueErrorOutput';
	return node(name, 'n8n-nodes-base.removeDuplicates', 2, parameters, { onError });
}

/** Counts in Redis how often the key came. */
export function increment(name: string, credential: Credential, key: string): INode {
	const parameters = { operation: 'incr', key, expire: true, ttl: 60_000 };
	return node(name, 'n8n-nodes-base.redis', 1, parameters, use(credential));
}

export function merge(name: string): INode {
	return node(name, 'n8n-nodes-base.merge', 3);
}

/** Hands on each item with more fields. */
export function withFields(name: string, fields: Record<string, string>): INode {
	const assignments = Object.entries(fields).map(([field, value]) => ({
		id: field,
		name: field,
		type: 'string',
		value,
	}));
	const parameters = { assignments: { assignments }, includeOtherFields: true, options: {} };
	return node(name, 'n8n-nodes-base.set', 3.4, parameters);
}

/** n8n's HTTP Request node with a credential as a predefined type. */
export function httpRequest(
	name: string,
	credential: Credential,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): INode {
	const authentication = {
		authentication: 'predefinedCredentialType',
		nodeCredentialType: credential.type,
	};
	const all = { ...authentication, ...parameters };
	return node(name, 'n8n-nodes-base.httpRequest', 4.2, all, { ...use(credential), ...more });
}
