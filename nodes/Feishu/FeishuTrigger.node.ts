import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { toEditorError } from './errors/toNodeError';
import { properties } from './events/panel';
import { answer, prepare } from './execution/trigger';

export class FeishuTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Trigger',
		name: 'feishuTrigger',
		icon: { light: 'file:feishu.svg', dark: 'file:feishu.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a Feishu (Lark) message arrives or is recalled',
		defaults: { name: 'Feishu Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'feishuApi', required: true }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties,
	};

	/** The URL is entered in Feishu's console by hand; there is nothing to create there and nothing to delete. */
	webhookMethods = {
		default: {
			/** n8n calls `create` for what does not exist. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			/** Says before the first event what is missing, since nobody is there to be told when it arrives. */
			async create(this: IHookFunctions): Promise<boolean> {
				const prepared = await prepare(this);
				if (!prepared.ok) throw toEditorError(this.getNode(), prepared.failure);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	/**
	 * Answers by itself, before the workflow runs: Feishu waits for three seconds, for a challenge one, and takes
	 * n8n's own answer to a card action for a fault.
	 */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { status, body, item, afterwards } = await answer(this);
		this.getResponseObject().status(status).json(body).end();
		await afterwards?.();
		return {
			noWebhookResponse: true,
			...(item && { workflowData: [[{ json: item }]] }),
		};
	}
}
