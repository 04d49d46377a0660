import type { IDataObject } from 'n8n-workflow';

import { runNode } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

async function run(resource: string, operation: string, parameters: IDataObject) {
	return await runNode({
		items: [{ at: '2026' }],
		credential: used.credential(),
		parameters: { resource, operation, ...parameters },
	});
}

const chatOf = (id: string) => ({ __rl: true, mode: 'chatId', value: id });

describe('the messages of a chat', () => {
	test.each([
		[1, 1],
		[50, 1],
		[51, 2],
		[120, 3],
	])('are all %d of them, the newest first, in %d pages', async (count, pages) => {
		const { world, log } = used.feishu;
		const ids = Array.from({ length: count }, (_, index) => {
			const message = world.add();
			message.createdAt += index;
			return message.id;
		});
		const parameters = { chat: chatOf(world.chat.id), returnAll: true };
		const { success, failure } = await run('message', 'getAll', parameters);
		expect(failure).toEqual([]);
		expect(success.map(({ message_id: id }) => id)).toEqual(ids.reverse());
		expect(log.count('list')).toBe(pages);
	});

	test('are those of a time in the zone of the workflow, and of this app alone', async () => {
		const { world } = used.feishu;
		const [early, mine, theirs, late] = [3, 2, 2, 1].map((ageHours, index) =>
			world.add({ ageHours, sender: index === 2 ? world.user : world.app }),
		);
		if (!early || !mine || !theirs || !late) throw new Error('There are no messages');
		const filters = {
			sentAfter: `={{ DateTime.fromMillis(${mine.createdAt}) }}`,
			sentBefore: new Date(late.createdAt - 1).toISOString(),
			sender: 'thisApp',
		};
		const parameters = { chat: chatOf(world.chat.id), filters };
		const { success } = await run('message', 'getAll', parameters);
		expect(success).toMatchObject([{ message_id: mine.id, text: 'hello' }]);
	});

	test('say nothing when they are gone, and are found by nothing', async () => {
		const { world } = used.feishu;
		const message = world.add();
		world.recall(message, { type: 'user', id: world.user.openId });
		const found = async (filters: IDataObject) =>
			(await run('message', 'getAll', { chat: chatOf(world.chat.id), filters })).success;
		const [gone, ...more] = await found({ includeRecalled: true });
		expect(gone).toMatchObject({ message_id: message.id, deleted: true, text: '' });
		expect(gone).not.toHaveProperty('content');
		expect(more).toEqual([]);
		expect(await found({ includeRecalled: true, contains: 'recalled' })).toEqual([]);
	});

	test('of a thread are listed by its ID', async () => {
		const { world } = used.feishu;
		const root = world.add();
		const reply = world.sendMessage({ parent: root, inThread: true });
		const parameters = { chat: { __rl: true, mode: 'threadId', value: root.threadId } };
		const { success } = await run('message', 'getAll', parameters as IDataObject);
		expect(success.map(({ message_id: id }) => id).sort()).toEqual([root.id, reply].sort());
	});

	test('have a failure among them for a merged forward that may not be read', async () => {
		const { world } = used.feishu;
		const [id, other] = [world.sendMessage({ type: 'merge_forward' }), world.sendMessage()];
		used.feishu.script({ route: 'get', messageId: id, kind: 'code', code: 230050 });
		const { success, failure } = await run('message', 'getAll', { chat: chatOf(world.chat.id) });
		expect(success).toMatchObject([{ message_id: other }]);
		expect(failure).toMatchObject([{ error: { reason: 'message_not_visible', message_id: id } }]);
	});

	test('without the scope for groups are a failure that names it', async () => {
		const { world } = used.feishu;
		world.app.scopes = ['im:message'];
		const { failure } = await run('message', 'getAll', { chat: chatOf(world.chat.id) });
		expect(failure).toMatchObject([
			{
				error: {
					reason: 'permission_missing',
					chat_id: world.chat.id,
					missing_scopes: ['im:message.group_msg'],
					message: expect.stringContaining('im:message.group_msg'),
				},
			},
		]);
	});
});

describe('chats', () => {
	test('are all that the bot is in, or those that are searched for, also with a hyphen', async () => {
		const { world } = used.feishu;
		const hyphened = world.addChat({ name: 'on-call' });
		for (let more = 0; more < 120; more++) world.addChat({ name: `Group ${more}` });
		world.addChat({ name: 'on-call of others', botIn: false });
		const all = await run('chat', 'getAll', { returnAll: true });
		expect(all.success).toHaveLength(122);
		const found = await run('chat', 'getAll', { search: 'on-call' });
		expect(found.success).toMatchObject([{ chat_id: hyphened.id, name: 'on-call' }]);
		expect((await run('chat', 'getAll', { limit: 3 })).success).toHaveLength(3);
	});

	test('of an app without a bot are a failure', async () => {
		used.feishu.world.app.botEnabled = false;
		const { failure } = await run('chat', 'getAll', {});
		expect(failure).toMatchObject([{ at: '2026', error: { reason: 'bot_not_enabled' } }]);
	});
});
