/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- starts a process; tests never ship */
/* eslint-disable import-x/no-unresolved -- the linter's resolver does not read the patterns in the exports of the MCP SDK */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

import { startFeishu } from './index';
import type { FeishuStandIn } from './index';

const tools = [
	'im.v1.message.create',
	'im.v1.message.reply',
	'im.v1.message.update',
	'im.v1.message.patch',
	'im.v1.message.forward',
	'im.v1.message.get',
	'im.v1.message.list',
	'im.v1.message.delete',
	'im.v1.chat.list',
	'im.v1.chat.search',
	'im.v1.chat.get',
];

describe("Feishu's own MCP server, unchanged, takes the stand-in for Feishu", () => {
	// It keeps a log below the home.
	const home = mkdtempSync(join(tmpdir(), 'lark-mcp-'));
	const client = new Client({ name: 'test', version: '1.0.0' });
	let feishu: FeishuStandIn;

	beforeAll(async () => {
		feishu = await startFeishu();
		const { id, secret } = feishu.world.app;
		const cli = require.resolve('@larksuiteoapi/lark-mcp/dist/cli.js');
		const credentials = ['--app-id', id, '--app-secret', secret, '--domain', feishu.url];
		await client.connect(
			new StdioClientTransport({
				command: process.execPath,
				args: [cli, 'mcp', ...credentials, '--tools', tools.join(',')],
				env: { HOME: home, PATH: '' },
				stderr: 'pipe',
			}),
		);
	});
	afterAll(async () => {
		await client.close();
		await feishu.close();
		rmSync(home, { recursive: true, force: true });
	});

	/** Calls a tool and returns its answer, with `code` where Feishu refused. */
	async function call(name: string, args: Record<string, unknown>) {
		const result = await client.callTool({ name: name.replaceAll('.', '_'), arguments: args });
		const [first] = result.content as Array<{ text: string }>;
		return { isError: result.isError === true, said: JSON.parse(first?.text ?? '') as Said };
	}

	interface Said extends Record<string, unknown> {
		message_id?: string;
		code?: number;
	}

	const send = async (text: string) =>
		await call('im.v1.message.create', {
			params: { receive_id_type: 'chat_id' },
			data: {
				receive_id: feishu.world.chat.id,
				msg_type: 'text',
				content: JSON.stringify({ text }),
			},
		});
	const path = (id = '') => ({ message_id: id });

	test('it has the tools', async () => {
		const { tools: listed } = await client.listTools();
		expect(listed.map(({ name }) => name).sort()).toEqual(
			tools.map((name) => name.replaceAll('.', '_')).sort(),
		);
	});

	test('it sends, answers, changes, and forwards', async () => {
		const { world } = feishu;
		const sent = await send('hello');
		expect(sent).toMatchObject({
			isError: false,
			said: { chat_id: world.chat.id, body: { content: '{"text":"hello"}' } },
		});
		const id = sent.said.message_id;
		const data = { msg_type: 'text', content: '{"text":"changed"}' };
		const reply = await call('im.v1.message.reply', { path: path(id), data });
		expect(reply.said).toMatchObject({ parent_id: id });
		const update = await call('im.v1.message.update', { path: path(id), data });
		expect(update.said).toMatchObject({ message_id: id, updated: true });
		const target = world.addChat();
		const forward = await call('im.v1.message.forward', {
			path: path(id),
			params: { receive_id_type: 'chat_id' },
			data: { receive_id: target.id },
		});
		expect(forward.said).toMatchObject({ chat_id: target.id });
		const content = '{"config":{"update_multi":true},"elements":[]}';
		const card = world.sendMessage({ type: 'interactive' });
		await call('im.v1.message.patch', { path: path(card), data: { content } });
		expect(world.message(card)).toMatchObject({ content, updated: true });
	});

	test('it reads messages and chats', async () => {
		const { world } = feishu;
		const chat = world.addChat({ name: 'Quarterly Plans' });
		const id = world.sendMessage({ chat });
		const list = await call('im.v1.message.list', {
			params: { container_id_type: 'chat', container_id: chat.id },
		});
		expect(list.said).toMatchObject({ items: [{ message_id: id }], has_more: false });
		const got = await call('im.v1.message.get', { path: path(id) });
		expect(got.said).toMatchObject({ items: [{ message_id: id }] });
		const all = await call('im.v1.chat.list', { params: { page_size: 100 } });
		expect(all.said.items).toContainEqual(expect.objectContaining({ chat_id: chat.id }));
		const found = await call('im.v1.chat.search', { params: { query: 'quarterly' } });
		expect(found.said).toMatchObject({ items: [{ chat_id: chat.id, name: 'Quarterly Plans' }] });
		const one = await call('im.v1.chat.get', { path: { chat_id: chat.id } });
		expect(one.said).toMatchObject({ name: 'Quarterly Plans', chat_mode: 'group' });
	});

	test('it recalls, once', async () => {
		const id = (await send('oops')).said.message_id;
		expect((await call('im.v1.message.delete', { path: path(id) })).isError).toBe(false);
		expect(feishu.world.isRecalled(id ?? '')).toBe(true);
		const again = await call('im.v1.message.delete', { path: path(id) });
		expect(again).toMatchObject({ isError: true, said: { code: 230110 } });
	});
});
