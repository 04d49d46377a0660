import Fastify from 'fastify';

import { itemsOf } from '../client';
import { chain, node, workflow } from '../workflows/workflow';
import { chatById, feishu, items, manualTrigger, nothing } from '../workflows/nodes';
import { agentRuns } from './agentTool';
import type { Scene } from './scene';

const png = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

/** Files out of n8n's own store, and an agent that writes. */
export function sending(scene: Scene): void {
	const receiver = () => chatById(scene.feishu.world.chat.id);

	/** Sends the file of a node as an image, and recalls it. */
	async function sentAndRecalled(...source: Parameters<typeof node>): Promise<void> {
		const { client, feishu: standIn, app } = scene;
		const nodes = [
			manualTrigger(),
			items('Picture', [{ png: png.toString('base64') }]),
			node(...source),
			feishu('Send', app, { operation: 'send', receiver: receiver(), messageType: 'image' }),
			feishu('Recall', app),
			nothing('Recalled'),
			nothing('Not recalled'),
		];
		const id = await client.importWorkflow(
			workflow('Send an image', nodes, [
				...chain('Start', 'Picture', source[0], 'Send', 'Recall', 'Recalled'),
				{ from: 'Recall', output: 1, to: 'Not recalled' },
			]),
		);
		const execution = await client.ended(await client.run(id, 'Start'));
		expect(execution.status).toBe('success');
		const [sent] = itemsOf(execution, 'Send');
		expect(sent?.json).toMatchObject({ msg_type: 'image', text: '[image]' });
		const [upload] = [...standIn.world.uploads.values()].slice(-1);
		expect(upload).toMatchObject({ name: 'a.png', mimeType: 'image/png', size: png.length });
		expect(standIn.world.isRecalled(String(sent?.json.message_id))).toBe(true);
		expect(itemsOf(execution, 'Recalled')[0]?.json).toMatchObject({ deleted: true });
		expect(itemsOf(execution, 'Not recalled')).toEqual([]);
	}

	test('an image of the workflow is sent, and recalled again', async () => {
		await sentAndRecalled('File', 'n8n-nodes-base.convertToFile', 1.1, {
			operation: 'toBinary',
			sourceProperty: 'png',
			options: { fileName: 'a.png', mimeType: 'image/png' },
		});
	});

	test('an image from the web is sent, and recalled again', async () => {
		const web = Fastify();
		web.get('/a.png', async (_, reply) => await reply.type('image/png').send(png));
		const url = `${await web.listen({ host: '127.0.0.1', port: 0 })}/a.png`;
		try {
			const options = { response: { response: { responseFormat: 'file' } } };
			await sentAndRecalled('Download', 'n8n-nodes-base.httpRequest', 4.2, { url, options });
		} finally {
			await web.close();
		}
	});

	const text = "={{ $fromAI('text', 'What to say', 'string') }}";

	test('an agent answers a message with what its model says', async () => {
		const { world } = scene.feishu;
		const before = world.chat.messages.length;
		const question = world.sendMessage();
		await agentRuns(
			scene,
			{ operation: 'reply', messageId: question, text },
			{ text: 'The build is "done"' },
		);
		const [, answer] = world.chat.messages.slice(before);
		expect(answer).toMatchObject({
			parentId: question,
			content: '{"text":"The build is \\"done\\""}',
		});
	});

	test('an agent sends a message, and its model reads the ID of it', async () => {
		const { world } = scene.feishu;
		const before = world.chat.messages.length;
		const [read] = await agentRuns(
			scene,
			{ operation: 'send', receiver: receiver(), text },
			{ text: 'Good morning' },
		);
		const [message, ...more] = world.chat.messages.slice(before);
		expect(more).toEqual([]);
		expect(message).toMatchObject({ content: '{"text":"Good morning"}' });
		expect(read).toContain(message?.id);
	});
}
