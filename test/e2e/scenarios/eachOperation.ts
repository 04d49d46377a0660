import type { INodePropertyOptions } from 'n8n-workflow';

import { itemsOf } from '../client';
import { feishuType } from '../workflows/nodes';
import { eachOperationWorkflow } from '../workflows/eachOperation';
import type { Scene } from './scene';

/** The workflow that `npm run n8n` shows. */
export function eachOperation(scene: Scene): void {
	test('every operation stands in one workflow, and each does what it is for', async () => {
		const { client, app, feishu } = scene;
		const { world } = feishu;
		const chat = world.addChat();
		const otherChat = world.addChat();
		const batch = world.addBatch();
		const json = eachOperationWorkflow('Each operation', app, {
			chatId: chat.id,
			otherChatId: otherChat.id,
			batchMessageId: batch.id,
		});
		const used = json.nodes
			.filter(({ type }) => type === feishuType)
			.map(({ parameters: { resource = 'message', operation } }) => `${resource} ${operation}`);
		const { properties = [] } =
			(await client.nodeTypes()).find(({ name }) => name === feishuType) ?? {};
		const offered = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ displayOptions, options = [] }) =>
				(options as INodePropertyOptions[]).map(
					({ value }) => `${displayOptions?.show?.resource?.[0]} ${value}`,
				),
			)
			// n8n's own row, which leads to the HTTP Request node.
			.filter((each) => !each.endsWith(' __CUSTOM_API_CALL__'));
		expect([...new Set(used)].sort()).toEqual(offered.sort());
		const id = await client.importWorkflow(json);
		const execution = await client.ended(await client.run(id, 'Start'));
		expect(execution.status).toBe('success');

		// No node has a failure, and each that is Feishu's has handed something on.
		for (const { name } of json.nodes.filter(({ type }) => type === feishuType)) {
			expect([name, itemsOf(execution, name, 1)]).toEqual([name, []]);
			expect([name, itemsOf(execution, name).length > 0]).toEqual([name, true]);
		}
		const out = (name: string) => itemsOf(execution, name).map(({ json: item }) => item);
		const sent = ['Send', 'Reply', 'Send Card', 'Send File'].flatMap(out);
		const left = sent.map((item) => item.message_id);
		expect(chat.messages.map((message) => message.id)).toEqual(left);
		expect(out('Edit')).toMatchObject([{ message_id: left[1], text: 'At 13, it is said' }]);
		expect(out('Get')).toMatchObject([{ text: 'At 13, it is said', deleted: false }]);
		expect(out('Recall')).toMatchObject([
			{ message_id: otherChat.messages[0]?.id, verified: true },
		]);
		expect(out('Update Card')).toMatchObject([{ message_id: left[2], updated: true }]);
		expect(chat.messages[2]?.content).toContain('Deployed');
		expect(out('Download File')).toMatchObject([{ message_id: left[3], file_name: 'notes.txt' }]);
		const newestFirst = [...left].reverse();
		for (const name of ['Get Many', 'List What Would Go']) {
			expect(out(name).map((item) => item.message_id)).toEqual(newestFirst);
		}
		expect(out('Recall Batch')).toMatchObject([{ accepted: true }]);
		expect(batch.recallStartedAt).toBeDefined();
		const chats = out('Get Chats').map((item) => item.chat_id);
		expect(chats).toEqual(expect.arrayContaining([chat.id, otherChat.id]));
	});
}
