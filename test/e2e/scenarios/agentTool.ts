import type { INode, INodeParameters } from 'n8n-workflow';
import { itemsOf, type Credential, type Execution } from '../client';
import { callTool, say } from '../harness/modelStandIn';
import type { N8nVersion } from '../harness/versions';
import { chain, node, workflow, type WorkflowJson } from '../workflows/workflow';
import { manualTrigger, use } from '../workflows/nodes';
import type { Scene } from './scene';

/** The node as a tool of n8n's own agent, whose model follows a script. */
export function agentTool(scene: Scene): void {
	const agentRuns = async (ids: string[]): Promise<{ execution: Execution; read: string[] }> => {
		const { client, model, version } = scene;
		const openAi = await scene.saveModel();
		model.play(...ids.map((message_id) => callTool({ message_id })), say());
		const id = await client.importWorkflow(agentWithFeishu(version, scene.app, openAi));
		const execution = await client.ended(await client.run(id, 'Start'));
		const read = (model.requests.at(-1)?.messages ?? [])
			.filter(({ role }) => role === 'tool')
			.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)));
		return { execution, read };
	};

	describe('the node as a tool', () => {
		test('is offered to the model with what it does and what it wants', async () => {
			await agentRuns([scene.feishu.world.sendMessage()]);
			const [{ function: offered } = { function: undefined }] =
				scene.model.requests[0]?.tools ?? [];
			expect(offered).toMatchObject({
				name: 'Recall_a_message',
				description: expect.stringContaining('Recall message in Feishu'),
			});
			expect(JSON.stringify(offered?.parameters)).toContain('message_id');
		});

		test('recalls what the model names, and the model reads that it is gone', async () => {
			const id = scene.feishu.world.sendMessage();
			const { execution, read } = await agentRuns([id]);
			expect(execution.status).toBe('success');
			expect(scene.feishu.world.isRecalled(id)).toBe(true);
			expect(read).toHaveLength(1);
			expect(read[0]).toContain(`"message_id":"${id}"`);
			expect(read[0]).toContain('"deleted":true');
			expect(itemsOf(execution, 'Recall a message', 0, 'ai_tool')).toHaveLength(1);
		});

		test('tells the model of a failure what happened and what to do', async () => {
			const late = scene.feishu.world.sendMessage({ ageHours: 25 });
			const { execution, read } = await agentRuns([late, 'the last one']);
			expect(execution.status).toBe('success');
			expect(read).toHaveLength(2);
			expect(read[0]).toContain(`Message ${late} was sent too long ago to be recalled.`);
			expect(read[0]).toContain('Ask an administrator to lengthen the recall window.');
			expect(read[1]).toMatch(/the.* is not a message ID/);
		});
	});
}

const agentVersion: Record<N8nVersion, number> = { '2.41.1': 3.1, '1.123.81': 3 };

export function agentNodes(version: N8nVersion, openAi: Credential): INode[] {
	const prompt = { promptType: 'define', text: 'Recall it', options: {} };
	const model = { __rl: true, mode: 'id', value: 'stand-in' };
	return [
		node('Agent', '@n8n/n8n-nodes-langchain.agent', agentVersion[version], prompt),
		node(
			'Model',
			'@n8n/n8n-nodes-langchain.lmChatOpenAi',
			1.3,
			// Since 1.3 the default is OpenAI's other, newer endpoint.
			{ model, responsesApiEnabled: false },
			use(openAi),
		),
	];
}

function agentWithFeishu(
	version: N8nVersion,
	credential: Credential,
	openAi: Credential,
): WorkflowJson {
	const messageId = "={{ $fromAI('message_id', 'The ID of the message to recall', 'string') }}";
	const nodes = [
		manualTrigger(),
		...agentNodes(version, openAi),
		node(
			'Recall a message',
			'n8n-nodes-feishu-message.feishuTool',
			1,
			{ messageId },
			{
				onError: 'continueRegularOutput',
				...use(credential),
			},
		),
	];
	return workflow('An agent that recalls', nodes, [
		...chain('Start', 'Agent'),
		{ from: 'Model', to: 'Agent', type: 'ai_languageModel' },
		{ from: 'Recall a message', to: 'Agent', type: 'ai_tool' },
	]);
}

/** Runs an agent whose model gives its one tool these arguments, and hands back what the model reads of it. */
export async function agentRuns(
	scene: Scene,
	parameters: INodeParameters,
	given: Record<string, unknown>,
): Promise<string[]> {
	const { client, model, version, app } = scene;
	model.play(callTool(given), say());
	const nodes = [
		manualTrigger(),
		...agentNodes(version, await scene.saveModel()),
		node('Feishu', 'n8n-nodes-feishu-message.feishuTool', 1, parameters, {
			onError: 'continueRegularOutput',
			...use(app),
		}),
	];
	const json = workflow('An agent with one tool', nodes, [
		...chain('Start', 'Agent'),
		{ from: 'Model', to: 'Agent', type: 'ai_languageModel' },
		{ from: 'Feishu', to: 'Agent', type: 'ai_tool' },
	]);
	const id = await client.importWorkflow(json);
	const execution = await client.ended(await client.run(id, 'Start'));
	expect(execution.status).toBe('success');
	return (model.requests.at(-1)?.messages ?? [])
		.filter(({ role }) => role === 'tool')
		.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)));
}
