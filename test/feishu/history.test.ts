import { dataOf, useStandIn } from './useStandIn';
import type { Chat } from './index';

const used = useStandIn();

const list = async (chat: Chat, more = '', token?: string) =>
	await used.client.api(`/im/v1/messages?container_id_type=chat&container_id=${chat.id}${more}`, {
		token,
	});
const thread = async (id: string, token?: string) =>
	await used.client.api(`/im/v1/messages?container_id_type=thread&container_id=${id}`, { token });
const idsOf = (answer: Awaited<ReturnType<typeof list>>) =>
	dataOf(answer).items?.map(({ message_id }) => message_id);

describe('the history of a chat', () => {
	test('keeps what was recalled', async () => {
		const { world, client } = used;
		const ids = world.sendMessages(2);
		await client.recall(ids[0] ?? '');
		const answer = await list(world.chat);
		expect(answer.json.data).toMatchObject({
			items: [
				{ message_id: ids[0], deleted: true, body: { content: 'This message was recalled' } },
				{ message_id: ids[1], deleted: false },
			],
			has_more: false,
		});
		expect(answer.json.data).not.toHaveProperty('page_token');
	});

	test('takes bounds in seconds, which are or are not in it', async () => {
		const { world, feishu } = used;
		const ids = [3, 2, 1].map((ageHours) => world.sendMessage({ ageHours }));
		const message = world.message(ids[1] ?? '');
		if (message) message.createdAt = Math.floor(message.createdAt / 1000) * 1000;
		const second = Math.floor((message?.createdAt ?? 0) / 1000);
		expect(idsOf(await list(world.chat, `&start_time=${second}&end_time=${second}`))).toEqual([
			ids[1],
		]);
		expect(idsOf(await list(world.chat, `&start_time=${second}`))).toEqual(ids.slice(1));
		expect(idsOf(await list(world.chat, `&end_time=${second}`))).toEqual(ids.slice(0, 2));
		feishu.settings.timeBounds = 'excluded';
		expect(idsOf(await list(world.chat, `&start_time=${second}`))).toEqual(ids.slice(2));
	});

	test('turns around, page by page', async () => {
		const { world } = used;
		const ids = [3, 2, 1].map((ageHours) => world.sendMessage({ ageHours }));
		const order = '&sort_type=ByCreateTimeDesc&page_size=2';
		const first = await list(world.chat, order);
		const { page_token: token = '' } = first.json.data as { page_token?: string };
		const rest = await list(world.chat, `${order}&page_token=${encodeURIComponent(token)}`);
		expect([...(idsOf(first) ?? []), ...(idsOf(rest) ?? [])]).toEqual(ids.reverse());
		const turned = await list(world.chat, `&page_token=${encodeURIComponent(token)}`);
		expect(turned.json.msg).toMatch(/ext=the request parameters have changed/);
	});

	test('shows only the root of a thread, unless the group is one of topics', async () => {
		const { world } = used;
		const root = world.add();
		const answer = world.sendMessage({ parent: root, inThread: true });
		expect(idsOf(await list(world.chat))).toEqual([root.id]);
		expect(idsOf(await thread(root.threadId ?? ''))).toEqual([root.id, answer]);
		const topics = world.addChat({ mode: 'topic' });
		const topic = world.add({ chat: topics });
		const reply = world.sendMessage({ chat: topics, parent: topic });
		expect(topic.threadId).toMatch(/^omt_/);
		expect(idsOf(await list(topics))).toEqual([topic.id, reply]);
	});

	test.each([
		['&page_size=51', 'The page_size exceeds the limit'],
		['&page_token=nonsense', 'invalid page_token'],
		['&sort_type=ByName', 'invalid sort_type'],
		['&start_time=2026-09-01T00:00:00Z', 'invalid start_time: 2026-09-01T00:00:00Z'],
		['&end_time=soon', 'invalid end_time: soon'],
		['&start_time=2&end_time=1', 'The end_time is earlier than the start_time'],
	])('%s is refused (230001)', async (query, ext) => {
		const { json } = await list(used.world.chat, query);
		expect(json).toMatchObject({
			code: 230001,
			msg: `Your request contains an invalid request parameter, ext=${ext}`,
		});
	});

	test('needs a scope of its own in groups, which the answer names', async () => {
		const { world } = used;
		world.app.scopes = ['im:message'];
		expect((await list(world.chat)).json).toMatchObject({
			code: 230027,
			msg: 'Lack of necessary permissions, ext=need scope: im:message.group_msg',
		});
		const p2p = world.p2pChat(world.user);
		expect((await list(p2p)).json.code).toBe(0);
		used.feishu.settings.botNeedsP2pScope = true;
		expect((await list(p2p)).json.msg).toMatch(/need scope: im:message\.p2p_msg:readonly$/);
	});

	test('is closed where it is restricted, and to people of apps that share externally', async () => {
		const { world } = used;
		expect((await list(world.addChat({ restricted: true }))).json.code).toBe(231203);
		const { accessToken } = world.authorize();
		expect((await list(world.chat, '', accessToken)).json.code).toBe(0);
		world.app.externalSharing = true;
		expect((await list(world.chat, '', accessToken)).json.code).toBe(231204);
		expect((await list(world.chat)).json.code).toBe(0);
	});

	test('of an unknown chat, or of no kind of container, is refused', async () => {
		const { json } = await list({ ...used.world.chat, id: 'oc_nobody' });
		expect(json.msg).toMatch(/ext=invalid container_id$/);
		const other = await used.client.api('/im/v1/messages?container_id_type=user');
		expect(other.json.msg).toMatch(/ext=invalid container_id_type$/);
	});
});

describe('a thread', () => {
	test('that is invisible is refused with 230073', async () => {
		const { world } = used;
		const root = world.add({ sender: world.user, inThread: true, hiddenFrom: [world.app] });
		expect((await thread(root.threadId ?? '')).json).toMatchObject({
			code: 230073,
			msg: 'The thread is invisible to the operator.',
		});
	});

	test('that nobody knows is refused', async () => {
		expect((await thread('omt_unknown')).json.msg).toMatch(/ext=invalid container_id$/);
	});
});

describe('one message', () => {
	test('of a merged forward comes with all that it holds, and its parts are in no list', async () => {
		const { world } = used;
		const upper = world.add({ type: 'merge_forward' });
		const inner = world.add({ type: 'merge_forward', upper });
		const words = world.sendMessage({ upper: inner });
		const { json } = await used.get(upper.id);
		expect((json.data as { items: object[] }).items).toMatchObject([
			{ message_id: upper.id, body: { content: 'Merged and Forwarded Message' } },
			{ message_id: inner.id, upper_message_id: upper.id },
			{ message_id: words, upper_message_id: inner.id },
		]);
		expect(idsOf(await list(world.chat))).toEqual([upper.id]);
	});

	test('that is hidden is refused', async () => {
		const { world } = used;
		const id = world.sendMessage({ sender: world.user, hiddenFrom: [world.app] });
		expect((await used.get(id)).json.code).toBe(230050);
	});
});
