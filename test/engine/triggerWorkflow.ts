import { HookContext, WebhookContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeType,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import type { Request } from '../../nodes/Feishu/events/receive';
import { builtPackage } from './builtPackage';
import { MemoryCredentials } from './credentials';

const name = 'n8n-nodes-feishu-message.feishuTrigger';

let workflows = 0;

/** A workflow that begins with the trigger, in n8n's own contexts. */
export function triggerWorkflow(parameters: IDataObject, credential: Record<string, string>) {
	const { nodes, credentials } = builtPackage();
	const type = nodes[name] as INodeType & Required<Pick<INodeType, 'webhook'>>;
	const node = {
		id: 'trigger',
		name: 'Feishu Trigger',
		type: name,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { feishuApi: { id: '1', name: 'Feishu' } },
	} as INode;
	const workflow = new Workflow({
		id: `workflow ${++workflows}`,
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
	});
	const additional = (http: object) =>
		({
			credentialsHelper: new MemoryCredentials({ feishuApi: credential }, credentials),
			webhookBaseUrl: '',
			webhookTestBaseUrl: '',
			variables: {},
			...http,
		}) as unknown as IWorkflowExecuteAdditionalData;
	const started = () => workflow.getNode(node.name) ?? node;

	return {
		async activate(mode: WorkflowExecuteMode = 'trigger') {
			const hook = new HookContext(workflow, started(), additional({}), mode, 'activate');
			await type.webhookMethods?.default?.create.call(hook);
		},
		/** Posts a request and returns its answer, and the item that starts the workflow if there is one. */
		async post({ body, headers }: Request, mode: WorkflowExecuteMode = 'webhook') {
			const answers: Array<[status: number, json: unknown]> = [];
			const status = (code: number) => ({
				json: (json: unknown) => {
					answers.push([code, json]);
					return { end: () => undefined };
				},
			});
			const http = {
				httpRequest: { rawBody: body, body: {}, headers, params: {}, query: {} },
				httpResponse: { status },
			};
			const data = { webhookDescription: type.description.webhooks?.[0] } as IWebhookData;
			const context = new WebhookContext(
				workflow,
				started(),
				additional(http),
				mode,
				data,
				[],
				null,
			);
			const { workflowData } = await type.webhook.call(context);
			return [...answers, workflowData?.[0]?.[0]?.json] as const;
		},
	};
}
