/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reads what n8n has written; never ships */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { itemsOf } from '../client';
import { chatById, feishu, manualTrigger, messageItems } from '../workflows/nodes';
import { chain, node, workflow } from '../workflows/workflow';
import { agentRuns } from './agentTool';
import type { Scene } from './scene';

/** Files of messages into n8n's own nodes, and agents that read and find what they would take back. */
export function reading(scene: Scene): void {
	/** A chat of its own, with messages of the app's bot. */
	function aChatWith(...texts: string[]) {
		const { world } = scene.feishu;
		const chat = world.addChat();
		const ids = texts.map((text) => world.sendMessage({ chat, content: JSON.stringify({ text }) }));
		return { chat: chatById(chat.id), ids };
	}

	const anHourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

	test('a file of a message is downloaded and written to a disk', async () => {
		const { client, app, n8n } = scene;
		const { world } = scene.feishu;
		const bytes = Buffer.from('%PDF-1.7, as it was sent');
		const file = { kind: 'file', bytes, name: '报告.pdf', mimeType: 'application/pdf' } as const;
		const content = JSON.stringify({ file_key: world.addUpload(file).key });
		const id = world.sendMessage({ type: 'file', content });
		const folder = join(n8n.userFolder, '.n8n-files');
		await mkdir(folder, { recursive: true });
		const path = join(folder, 'downloaded.pdf');
		const nodes = [
			manualTrigger(),
			messageItems('Message', [id]),
			feishu('Download', app, { operation: 'download' }),
			node('Write', 'n8n-nodes-base.readWriteFile', 1, { operation: 'write', fileName: path }),
		];
		const names = ['Start', 'Message', 'Download', 'Write'];
		const json = workflow('Download a file', nodes, chain(...names));
		const execution = await client.ended(
			await client.run(await client.importWorkflow(json), 'Start'),
		);
		expect(execution.status).toBe('success');
		const [downloaded] = itemsOf(execution, 'Download');
		expect(downloaded?.json).toMatchObject({ file_name: '报告.pdf', size: bytes.length });
		expect(downloaded?.binary?.data).toMatchObject({
			fileName: '报告.pdf',
			mimeType: 'application/pdf',
		});
		expect(await readFile(path)).toEqual(bytes);
	});

	test('an agent reads the messages of a chat', async () => {
		const { chat, ids } = aChatWith('The lift is out of order', 'It works again');
		const [read = ''] = await agentRuns(scene, { operation: 'getAll', chat }, {});
		for (const id of ids) expect(read).toContain(id);
		expect(read).toContain('It works again');
	});

	test('an agent sees what would be recalled, and cannot recall it by itself', async () => {
		const { world } = scene.feishu;
		const { chat, ids } = aChatWith('One', 'Two');
		const parameters = { operation: 'recallMany', chat, sentAfter: anHourAgo() };
		const [read = ''] = await agentRuns(scene, parameters, { onlyList: false, Only_List: false });
		for (const id of ids) {
			expect(read).toContain(id);
			expect(world.isRecalled(id)).toBe(false);
		}
		expect(read).toContain('"would_recall":true');
	});

	test('an agent recalls many where the person has let it', async () => {
		const { world } = scene.feishu;
		const { chat, ids } = aChatWith('One', 'Two');
		const parameters = { operation: 'recallMany', chat, sentAfter: anHourAgo(), onlyList: false };
		await agentRuns(scene, parameters, {});
		expect(ids.map((id) => world.isRecalled(id))).toEqual([true, true]);
	});
}
