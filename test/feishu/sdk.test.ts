import { Client, LoggerLevel } from '@larksuiteoapi/node-sdk';

import { startFeishu } from './index';
import type { FeishuStandIn } from './index';

let feishu: FeishuStandIn;
let client: Client;
const silent = () => undefined;

beforeAll(async () => {
	feishu = await startFeishu();
	const { id: appId, secret: appSecret } = feishu.world.app;
	const logger = { error: silent, warn: silent, info: silent, debug: silent, trace: silent };
	const { url: domain } = feishu;
	client = new Client({ appId, appSecret, domain, logger, loggerLevel: LoggerLevel.fatal });
});
afterAll(() => feishu.close());

const send = async (text: string) => {
	const { code, data } = await client.im.message.create({
		params: { receive_id_type: 'chat_id' },
		data: {
			receive_id: feishu.world.chat.id,
			msg_type: 'text',
			content: JSON.stringify({ text }),
		},
	});
	expect(code).toBe(0);
	return data?.message_id ?? '';
};

const codeOf = async (asked: Promise<{ code?: number }>) =>
	await asked.then(
		({ code }) => code,
		(error: { response?: { data?: { code?: number } } }) => error.response?.data?.code,
	);

describe('the official SDK', () => {
	test('sends a message, gets it, lists it and replies to it', async () => {
		const id = await send('hello');
		const got = await client.im.message.get({ path: { message_id: id } });
		expect(got.data?.items).toMatchObject([
			{
				message_id: id,
				msg_type: 'text',
				deleted: false,
				sender: { id: feishu.world.app.id, id_type: 'app_id', sender_type: 'app' },
				body: { content: '{"text":"hello"}' },
			},
		]);
		const reply = await client.im.message.reply({
			path: { message_id: id },
			data: { msg_type: 'text', content: '{"text":"yes?"}' },
		});
		expect(reply.data).toMatchObject({ root_id: id, parent_id: id });
		const list = await client.im.message.list({
			params: { container_id_type: 'chat', container_id: feishu.world.chat.id, page_size: 50 },
		});
		expect(list.data?.items?.map(({ message_id }) => message_id)).toEqual([
			id,
			reply.data?.message_id,
		]);
	});

	test('turns the pages of a long history', async () => {
		const chat = feishu.world.addChat();
		const ids = feishu.world.sendMessages(45, { chat });
		const seen: Array<string | undefined> = [];
		const pages = await client.im.message.listWithIterator({
			params: { container_id_type: 'chat', container_id: chat.id, page_size: 20 },
		});
		for await (const page of pages) {
			seen.push(...(page?.items ?? []).map(({ message_id }) => message_id));
		}
		expect(seen).toEqual(ids);
	});

	test('recalls a message, and sees that it is gone', async () => {
		const id = await send('oops');
		expect(await client.im.message.delete({ path: { message_id: id } })).toEqual({
			code: 0,
			msg: 'success',
			data: {},
		});
		const got = await client.im.message.get({ path: { message_id: id } });
		expect(got.data?.items?.[0]).toMatchObject({ deleted: true, body: {} });
		const list = await client.im.message.list({
			params: {
				container_id_type: 'chat',
				container_id: feishu.world.chat.id,
				sort_type: 'ByCreateTimeDesc',
			},
		});
		expect(list.data?.items?.[0]?.body?.content).toBe('This message was recalled');
	});

	test('hears why a recall fails', async () => {
		const recall = (message_id: string) =>
			codeOf(client.im.message.delete({ path: { message_id } }));
		const id = await send('twice');
		expect(await recall(id)).toBe(0);
		expect(await recall(id)).toBe(230110);
		expect(await recall(feishu.world.sendMessage({ ageHours: 48 }))).toBe(230009);
		expect(await recall(feishu.world.sendMessage({ sender: feishu.world.user }))).toBe(230026);
		expect(await recall('om_unknown')).toBe(99992354);
	});

	test('updates a card, and nothing else', async () => {
		const content = '{"config":{"update_multi":true},"elements":[]}';
		const patch = async (id: string) =>
			await codeOf(client.im.message.patch({ path: { message_id: id }, data: { content } }));
		const { world } = feishu;
		const card = world.sendMessage({ type: 'interactive' });
		expect(await patch(card)).toBe(0);
		expect(world.message(card)).toMatchObject({ content, updated: true });
		expect(await patch(world.sendMessage())).toBe(230001);
		expect(await patch(world.sendMessage({ type: 'interactive', ageHours: 15 * 24 }))).toBe(230031);
		expect(await patch(world.sendMessage({ type: 'interactive', sender: world.user }))).toBe(
			230071,
		);
		await client.im.message.delete({ path: { message_id: card } });
		expect(await patch(card)).toBe(230011);
	});

	test("turns the pages of the bot's groups", async () => {
		const { world } = feishu;
		const ids = [world.addChat({ owner: world.app }), world.addChat(), world.addChat()].map(
			({ id }) => id,
		);
		world.addChat({ botIn: false });
		world.addChat({ dissolved: true });
		world.p2pChat(world.user);
		const seen: unknown[] = [];
		const pages = await client.im.chat.listWithIterator({ params: { page_size: 2 } });
		for await (const page of pages) seen.push(...(page?.items ?? []));
		expect(seen.slice(-3)).toMatchObject(
			ids.map((chat_id) => ({ chat_id, chat_status: 'normal' })),
		);
		expect(seen.at(-3)).not.toHaveProperty('owner_id');
		expect(seen.at(-2)).toMatchObject({ owner_id: world.owner.openId, owner_id_type: 'open_id' });
		expect(await codeOf(client.im.chat.list({ params: { page_size: 101 } }))).toBe(232001);
	});

	test('cannot reply to what is recalled', async () => {
		const id = await send('gone');
		await client.im.message.delete({ path: { message_id: id } });
		const reply = client.im.message.reply({
			path: { message_id: id },
			data: { msg_type: 'text', content: '{"text":"too late"}' },
		});
		expect(await codeOf(reply)).toBe(230011);
	});

	test('writes to a person, and to many at once', async () => {
		const { data } = await client.im.message.create({
			params: { receive_id_type: 'open_id' },
			data: {
				receive_id: feishu.world.user.openId,
				msg_type: 'text',
				content: '{"text":"psst"}',
			},
		});
		expect(feishu.world.message(data?.message_id ?? '')?.chat.type).toBe('p2p');
		const batch = feishu.world.addBatch();
		const path = { batch_message_id: batch.id };
		expect(await codeOf(client.im.batchMessage.delete({ path }))).toBe(0);
		const progress = await client.im.batchMessage.getProgress({ path });
		expect(progress.data?.batch_message_recall_progress?.recall).toBe(true);
	});

	test('uploads a file, sends it, and downloads it', async () => {
		const bytes = Buffer.from('hello');
		const file_type = 'stream';
		const uploaded = await client.im.file.create({
			data: { file_type, file_name: 'a.bin', file: bytes },
		});
		const file_key = uploaded?.file_key ?? '';
		expect(feishu.world.uploads.get(file_key)).toMatchObject({ name: 'a.bin', size: 5 });
		const { data } = await client.im.message.create({
			params: { receive_id_type: 'chat_id' },
			data: {
				receive_id: feishu.world.chat.id,
				msg_type: 'file',
				content: JSON.stringify({ file_key }),
			},
		});
		const resource = await client.im.messageResource.get({
			path: { message_id: data?.message_id ?? '', file_key },
			params: { type: 'file' },
		});
		const chunks = await resource.getReadableStream().toArray();
		expect(Buffer.concat(chunks as Buffer[])).toEqual(bytes);
	});

	test('edits, forwards, searches chats, and looks at one', async () => {
		const { world } = feishu;
		const path = { message_id: await send('hello') };
		const edited = await client.im.message.update({
			path,
			data: { msg_type: 'text', content: '{"text":"changed"}' },
		});
		expect(edited.data).toMatchObject({ updated: true, body: { content: '{"text":"changed"}' } });
		const chat = world.addChat({ name: 'Quarterly Plans' });
		const forwarded = await client.im.message.forward({
			path,
			params: { receive_id_type: 'chat_id', uuid: 'key' },
			data: { receive_id: chat.id },
		});
		expect(forwarded.data).toMatchObject({ chat_id: chat.id });
		const found = await client.im.chat.search({ params: { query: 'plans' } });
		expect(found.data?.items).toMatchObject([{ chat_id: chat.id }]);
		const got = await client.im.chat.get({ path: { chat_id: chat.id } });
		expect(got.data).toMatchObject({ name: 'Quarterly Plans', chat_mode: 'group' });
	});

	test('asks for one token in all that', () => {
		expect(feishu.log.count('token')).toBe(1);
	});
});
