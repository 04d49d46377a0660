/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- starts a process; tests never ship */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { useStandIn } from './useStandIn';

describe('the control endpoints', () => {
	const used = useStandIn();

	const post = async (path: string, body: unknown = {}) =>
		(await used.client.ask(`/_standin${path}`, { method: 'POST', body })).json;

	test('tell the papers of the default app, the same after a reset', async () => {
		const { json } = await used.client.ask('/_standin');
		expect(json).toMatchObject({
			url: used.feishu.url,
			appId: used.world.app.id,
			appSecret: used.world.app.secret,
			chatId: used.world.chat.id,
		});
		expect(await post('/reset')).toMatchObject({ appId: json.appId, chatId: json.chatId });
	});

	test('seed messages in bulk, and count what vanishes', async () => {
		const { ids } = (await post('/messages', { count: 3 })) as unknown as { ids: string[] };
		await used.client.recall(ids[0] ?? '');
		const { json } = await used.client.ask('/_standin/metrics');
		expect(json).toMatchObject({ messages: 3, recalled: 1, recalledPerSecond: [1] });
		const message = await used.client.ask(`/_standin/messages/${ids[0]}`);
		expect(message.json).toMatchObject({ deleted: true, chatId: used.world.chat.id });
	});

	test('change settings, and ignore what is none', async () => {
		const body = { rateLimit: { perSecond: 50, perMinute: 1000 }, nonsense: 1 };
		const { json } = await used.client.ask('/_standin/settings', { method: 'PATCH', body });
		expect(json).toMatchObject({ rateLimit: { perSecond: 50 } });
		expect(used.feishu.settings).not.toHaveProperty('nonsense');
	});

	test('script faults, one or several, and refuse unknown ones', async () => {
		const fault = { route: 'recall', kind: 'code', code: 230020 };
		expect(await post('/faults', fault)).toEqual({ pending: 1 });
		expect(await post('/faults', { faults: [fault, { route: 'send', kind: 'hang' }] })).toEqual({
			pending: 3,
		});
		expect(await post('/faults', { kind: 'miracle' })).toHaveProperty('error');
		expect((await used.client.recall(used.world.sendMessage())).json.code).toBe(230020);
	});

	test('show the log, without secrets', async () => {
		await used.client.recall('om_unknown');
		const { json } = await used.client.ask('/_standin/log');
		expect(json).toMatchObject({ total: 2, codes: { 0: 1, 99992354: 1 } });
		const { text } = await used.client.ask('/_standin/log?entries=1&route=recall');
		expect(JSON.parse(text)).toMatchObject([{ route: 'recall', code: 99992354 }]);
		expect(text).not.toContain('Bearer');
	});

	test('make people, chats, tokens, batches, and turn the clock', async () => {
		const chat = await post('/chats', { botIn: false });
		const { ids } = (await post('/messages', { chatId: chat.id })) as unknown as { ids: string[] };
		expect((await used.client.recall(ids[0] ?? '')).json.code).toBe(230002);
		const user = await post('/users', { available: false });
		const tokens = await post('/user-tokens', { userId: user.openId });
		expect(tokens).toMatchObject({ accessToken: expect.any(String) });
		expect(await post('/batches')).toMatchObject({ id: expect.stringMatching(/^bm-/) });
		await post('/clock', { hours: 3 });
		expect((await used.client.recall('om_1')).json.code).toBe(99991663);
		await used.client.ask('/_standin/apps/-', { method: 'PATCH', body: { botEnabled: false } });
		expect(used.world.app.botEnabled).toBe(false);
		await used.client.ask('/_standin/tenant', { method: 'PATCH', body: { recallWindowHours: 1 } });
		expect(used.world.tenant.recallWindowHours).toBe(1);
		await post('/tokens/invalidate');
	});

	test('fill a world in which messages live, and show what is in it', async () => {
		const chat = await post('/chats', { name: 'News', isPublic: true, speakingRefusal: null });
		const user = await post('/users', { name: 'Tom', hasStoppedBots: true });
		expect(used.world.users.get(String(user.openId))).toMatchObject({
			name: 'Tom',
			resigned: false,
		});
		await used.client.ask(`/_standin/users/${String(user.openId)}`, {
			method: 'PATCH',
			body: { hasStoppedBots: false },
		});
		expect(used.world.users.get(String(user.openId))?.hasStoppedBots).toBe(false);
		const template = await post('/templates', { variables: { name: 'string' } });
		expect(used.world.templates.get(String(template.id))?.variables).toEqual({ name: 'string' });
		const base64 = Buffer.from('hello').toString('base64');
		const upload = await post('/uploads', { name: 'a.txt', base64 });
		expect(upload).toMatchObject({ kind: 'file', name: 'a.txt', size: 5, isKept: true });
		expect(used.world.uploads.get(String(upload.key))?.bytes?.toString()).toBe('hello');
		const { ids } = (await post('/messages', { chatId: chat.id })) as unknown as { ids: string[] };
		const [parentId = ''] = ids;
		await post('/messages', { chatId: chat.id, parentId, inThread: true });
		const { text } = await used.client.ask(`/_standin/chats/${String(chat.id)}/messages`);
		expect(JSON.parse(text)).toMatchObject([
			{ id: parentId, chatId: chat.id, content: '{"text":"hello"}' },
			{ rootId: parentId, threadId: expect.stringMatching(/^omt_/) },
		]);
		const shown = await used.client.ask(`/_standin/chats/${String(chat.id)}`);
		expect(shown.json).toMatchObject({ name: 'News', messageIds: [parentId, expect.anything()] });
		expect((await used.client.ask('/_standin/chats/oc_nobody')).status).toBe(404);
	});

	test('tell what was sent, with its key', async () => {
		const path = '/im/v1/messages?receive_id_type=chat_id';
		const body = { receive_id: used.world.chat.id, msg_type: 'text', content: '{"text":"hello"}' };
		await used.client.api(path, { method: 'POST', body: { ...body, uuid: 'key' } });
		const { text } = await used.client.ask('/_standin/sends');
		expect(JSON.parse(text)).toEqual([
			{
				id: used.world.chat.messages[0]?.id,
				chatId: used.world.chat.id,
				content: '{"text":"hello"}',
				at: expect.any(Number),
				uuid: 'key',
			},
		]);
	});
});

test('the stand-in runs in a process of its own, and ends with its parent', async () => {
	const args = ['--import', 'tsx', join(__dirname, 'server.ts'), '--app-id', 'cli_demo'];
	const child = spawn(process.execPath, [...args, '--app-secret', 'hush'], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const [line] = (await once(child.stdout, 'data')) as [Buffer];
	const ready = JSON.parse(line.toString()) as { url: string };
	expect(ready).toMatchObject({ appId: 'cli_demo', appSecret: 'hush' });
	const response = await fetch(`${ready.url}/_standin`);
	expect(await response.json()).toMatchObject({ appId: 'cli_demo', url: ready.url });
	child.stdin.end();
	const [code] = (await once(child, 'exit')) as [number];
	expect(code).toBe(0);
});
