import { itemsOf } from '../client';
import { callTool, say } from '../harness/modelStandIn';
import { chain, node, workflow } from '../workflows/workflow';
import { feishu, items, manualTrigger, use } from '../workflows/nodes';
import { agentNodes } from './agentTool';
import type { Scene } from './scene';

const png =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Files out of n8n's own store, and an agent that writes. */
export function sending(scene: Scene): void {
	const receiver = () => ({ __rl: true, mode: 'chatId', value: scene.feishu.world.chat.id });

	test('an image of the workflow is sent, and recalled again', async () => {
		const { client, feishu: standIn, app } = scene;
		const toFile = {
			operation: 'toBinary',
			sourceProperty: 'png',
			options: { fileName: 'a.png', mimeType: 'image/png' },
		};
		const nodes = [
			manualTrigger(),
			items('Picture', [{ png }]),
			node('File', 'n8n-nodes-base.convertToFile', 1.1, toFile),
			feishu('Send', app, { operation: 'send', receiver: receiver(), messageType: 'image' }),
			feishu('Recall', app),
		];
		const names = ['Start', 'Picture', 'File', 'Send', 'Recall'];
		const id = await client.importWorkflow(workflow('Send an image', nodes, chain(...names)));
		const execution = await client.ended(await client.run(id, 'Start'));
		expect(execution.status).toBe('success');
		const [sent] = itemsOf(execution, 'Send');
		expect(sent?.json).toMatchObject({ msg_type: 'image', text: '[image]' });
		const [upload] = [...standIn.world.uploads.values()].slice(-1);
		expect(upload).toMatchObject({
			name: 'a.png',
			mimeType: 'image/png',
			size: Buffer.from(png, 'base64').length,
		});
		expect(standIn.world.isRecalled(String(sent?.json.message_id))).toBe(true);
		expect(itemsOf(execution, 'Recall')[0]?.json).toMatchObject({ deleted: true });
	});

	test('an agent answers a message with what its model says', async () => {
		const { client, feishu: standIn, model, version, app } = scene;
		const before = standIn.world.chat.messages.length;
		const question = standIn.world.sendMessage();
		model.play(callTool({ text: 'The build is "done"' }), say());
		const openAi = await scene.saveModel();
		const fromModel = "={{ $fromAI('text', 'What to say', 'string') }}";
		const reply = { operation: 'reply', messageId: question, text: fromModel };
		const nodes = [
			manualTrigger(),
			...agentNodes(version, openAi),
			node('Answer', 'n8n-nodes-feishu-message.feishuTool', 1, reply, {
				onError: 'continueRegularOutput',
				...use(app),
			}),
		];
		const json = workflow('An agent that answers', nodes, [
			...chain('Start', 'Agent'),
			{ from: 'Model', to: 'Agent', type: 'ai_languageModel' },
			{ from: 'Answer', to: 'Agent', type: 'ai_tool' },
		]);
		const id = await client.importWorkflow(json);
		const execution = await client.ended(await client.run(id, 'Start'));
		expect(execution.status).toBe('success');
		const [, answer] = standIn.world.chat.messages.slice(before);
		expect(answer).toMatchObject({
			parentId: question,
			content: '{"text":"The build is \\"done\\""}',
		});
	});
}
