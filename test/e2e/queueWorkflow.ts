import { randomUUID } from 'node:crypto';
import type { INodeParameters } from 'n8n-workflow';
import type { Credential } from './client';
import { chain, node, workflow, type WorkflowJson } from './workflows/workflow';

/** Webhook → one item a message → Feishu, with a failure branch. The webhook answers at once. */
export function recallByWebhook(
	{ type, id, name }: Credential,
	options: INodeParameters = {},
): WorkflowJson & { path: string } {
	const path = `recall-${randomUUID()}`;
	const nodes = [
		node(
			'Webhook',
			'n8n-nodes-base.webhook',
			2,
			{ path, httpMethod: 'POST', responseMode: 'onReceived' },
			{ webhookId: randomUUID() },
		),
		node('Messages', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'body.messages' }),
		node(
			'Feishu',
			'n8n-nodes-feishu-message.feishu',
			1,
			{ options },
			{ onError: 'continueErrorOutput', credentials: { [type]: { id, name } } },
		),
		node('Recalled', 'n8n-nodes-base.noOp', 1),
		node('Not Recalled', 'n8n-nodes-base.noOp', 1),
	];
	const links = [
		...chain('Webhook', 'Messages', 'Feishu', 'Recalled'),
		{ from: 'Feishu', to: 'Not Recalled', output: 1 },
	];
	return { ...workflow('Recall by webhook', nodes, links), path };
}

export function messages(ids: string[]): { messages: Array<{ data: { message_id: string } }> } {
	return { messages: ids.map((id) => ({ data: { message_id: id } })) };
}
