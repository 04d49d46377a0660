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

import { challenge, encrypted, key, message, plain, signed, token, v2 } from '../events/sent';
import { builtPackage } from './builtPackage';
import { MemoryCredentials } from './credentials';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const name = 'n8n-nodes-feishu-message.feishuTrigger';
const { nodes, credentials } = builtPackage();
const type = nodes[name] as INodeType & Required<Pick<INodeType, 'webhook'>>;

let workflows = 0;

/** A workflow that begins with the trigger, in n8n's own contexts. */
function aWorkflow(parameters: IDataObject, secrets: Record<string, string> = {}) {
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
	const stored = { verificationToken: token, ...secrets, ...used.credential() };
	const additional = (http: object) =>
		({
			credentialsHelper: new MemoryCredentials({ feishuApi: stored }, credentials),
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
		async post({ body, headers }: ReturnType<typeof plain>, mode: WorkflowExecuteMode = 'webhook') {
			const answers: unknown[] = [];
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
			return [...answers, workflowData?.[0]?.[0]?.json];
		},
	};
}

const forThisApp = () => v2(message(), { app_id: used.feishu.world.app.id });

test('untouched, it echoes the challenge, starts with a message, and starts once', async () => {
	const workflow = aWorkflow({});
	await workflow.activate();
	expect(await workflow.post(plain(challenge))).toEqual([[200, { challenge: 'c1' }], undefined]);
	const item = expect.objectContaining({ message_id: 'om_1', text: '@Announcer hello' }) as unknown;
	expect(await workflow.post(plain(forThisApp()))).toEqual([[200, {}], item]);
	expect(await workflow.post(plain(forThisApp()))).toEqual([[200, {}], undefined]);
});

test('with an Encrypt Key, it takes what is encrypted and signed', async () => {
	const workflow = aWorkflow({}, { encryptKey: key });
	const timestamp = String(Math.floor(Date.now() / 1_000));
	expect(await workflow.post(plain(forThisApp()))).toEqual([[401, {}], undefined]);
	expect(await workflow.post(encrypted(forThisApp()))).toEqual([[401, {}], undefined]);
	const item = expect.objectContaining({ message_id: 'om_1' }) as unknown;
	const sent = signed(encrypted(forThisApp()), { timestamp });
	expect(await workflow.post(sent)).toEqual([[200, {}], item]);
});

test('it is not activated without a Verification Token, nor tried out', async () => {
	const workflow = aWorkflow({}, { verificationToken: '' });
	await expect(workflow.activate()).rejects.toThrow(/no Verification Token.*Encryption Strategy/);
	await expect(workflow.activate('manual')).rejects.toThrow(/no Verification Token/);
});

test.each(['webhook', 'manual'] as const)(
	'it knows the bot from the activation, also where it is tried out (%s)',
	async (mode) => {
		const workflow = aWorkflow({ options: { onlyWhenMentioned: true } });
		const body = plain(forThisApp());
		expect(await workflow.post(body, mode)).toEqual([[401, {}], undefined]);
		// n8n lets requests in a moment before the activation is done, and Feishu asks once.
		expect(await workflow.post(plain(challenge), mode)).toMatchObject([[200, {}], undefined]);
		await workflow.activate(mode === 'webhook' ? 'trigger' : 'manual');
		expect(await workflow.post(body, mode)).toEqual([[200, {}], undefined]);
	},
);

test('an expression that fails lets nothing in, and throws nothing', async () => {
	const workflow = aWorkflow({ options: { toast: "={{ $('Nobody').item.json.text }}" } });
	expect(await workflow.post(plain(forThisApp()))).toEqual([[401, {}], undefined]);
});
