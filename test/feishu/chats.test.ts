import { useStandIn } from './useStandIn';
import type { Chat } from './index';

const used = useStandIn();

const ask = async (query = '', token?: string) =>
	await used.client.api(`/im/v1/chats${query}`, { token });
const search = async (words: string, more = '') =>
	await ask(`/search?query=${encodeURIComponent(words)}${more}`);
const idsOf = ({ json }: Awaited<ReturnType<typeof ask>>) =>
	(json.data as { items: Array<{ chat_id: string }> }).items.map(({ chat_id }) => chat_id);
const ids = (...chats: Chat[]) => chats.map(({ id }) => id);

describe('the list', () => {
	test('has the groups that the bot is in, as they were made, and nothing of others', async () => {
		const { world } = used;
		const own = world.addChat({ owner: world.app, name: 'News', description: 'All of it' });
		world.addChat({ botIn: false });
		world.addChat({ dissolved: true });
		world.p2pChat(world.user);
		const answer = await ask();
		expect(idsOf(answer)).toEqual(ids(world.chat, own));
		const { data } = answer.json as { data: { has_more: boolean; items: object[] } };
		expect(data).not.toHaveProperty('page_token');
		expect(data.items[0]).toMatchObject({
			owner_id: world.owner.openId,
			owner_id_type: 'open_id',
			avatar: expect.stringMatching(/^https:/),
			external: false,
			tenant_key: world.tenant.key,
			chat_status: 'normal',
		});
		expect(data.items[1]).toMatchObject({ name: 'News', description: 'All of it' });
		expect(data.items[1]).not.toHaveProperty('owner_id');
	});

	test('may be in the order of what was said last, and with other ids', async () => {
		const { world } = used;
		const [one, two] = [world.addChat(), world.addChat()];
		world.sendMessage({ chat: two, ageHours: 1 });
		world.sendMessage({ chat: one, ageHours: 2 });
		const answer = await ask('?sort_type=ByActiveTimeDesc&user_id_type=user_id');
		expect(idsOf(answer)).toEqual(ids(two, one, world.chat));
		expect((answer.json.data as { items: object[] }).items[0]).toMatchObject({
			owner_id: world.owner.userId,
			owner_id_type: 'user_id',
		});
	});

	test('has pages, whose tokens are good for this list only', async () => {
		const { world } = used;
		const chats = [world.chat, world.addChat(), world.addChat()];
		const first = await ask('?page_size=2');
		const { page_token: token, has_more: more } = first.json.data as Record<string, string>;
		expect(more).toBe(true);
		const rest = await ask(`?page_size=2&page_token=${encodeURIComponent(token ?? '')}`);
		expect([...idsOf(first), ...idsOf(rest)]).toEqual(ids(...chats));
		const other = await ask(
			`?sort_type=ByActiveTimeDesc&page_token=${encodeURIComponent(token ?? '')}`,
		);
		expect(other.json.msg).toMatch(
			/ext=the request parameters have changed, page_token is invalid$/,
		);
	});

	test.each([
		['?page_size=101', 'The page_size exceeds the limit'],
		['?page_size=0', 'invalid page_size'],
		['?page_token=nonsense', 'invalid page_token'],
		['?sort_type=ByName', 'invalid sort_type'],
	])('%s is refused (232001)', async (query, ext) => {
		expect((await ask(query)).json).toMatchObject({
			code: 232001,
			msg: `Your request contains an invalid request parameter, ext=${ext}`,
		});
	});

	test('of a person has the groups of that person', async () => {
		const { world } = used;
		const own = world.addChat({ botIn: false, members: [world.user] });
		const { accessToken } = world.authorize();
		expect(idsOf(await ask('', accessToken))).toEqual(ids(world.chat, own));
	});
});

describe('a search', () => {
	test('finds groups by their names and members, in any case', async () => {
		const { world } = used;
		const plans = world.addChat({ name: 'Sales Plans', members: [world.addUser({ name: 'Tom' })] });
		world.addChat({ name: 'Other', botIn: false });
		expect(idsOf(await search('sales'))).toEqual(ids(plans));
		expect(idsOf(await search('tom'))).toEqual(ids(plans));
		expect(idsOf(await search('nothing'))).toEqual([]);
	});

	test('finds public groups that the bot is not in', async () => {
		const open = used.world.addChat({ name: 'Open', botIn: false, isPublic: true });
		expect(idsOf(await search('open'))).toEqual(ids(open));
		expect((await used.send(undefined, { to: open.id })).json.code).toBe(230002);
	});

	test('finds nothing without words, and a hyphen only in quotes', async () => {
		const chat = used.world.addChat({ name: 'Example-0' });
		expect(idsOf(await search(''))).toEqual([]);
		expect(idsOf(await search('Example-0'))).toEqual([]);
		expect(idsOf(await search('"Example-0"'))).toEqual(ids(chat));
	});

	test('of more than 64 letters finds nothing, or is refused', async () => {
		const name = '群'.repeat(65);
		const chat = used.world.addChat({ name });
		expect(idsOf(await search('群'.repeat(64)))).toEqual(ids(chat));
		expect(idsOf(await search(name))).toEqual([]);
		used.feishu.settings.longChatSearch = 'refused';
		expect((await search(name)).json.code).toBe(232001);
	});

	test('has pages', async () => {
		const chats = Array.from({ length: 3 }, () => used.world.addChat({ name: 'Team' }));
		const first = await search('team', '&page_size=2');
		const { page_token: token } = first.json.data as Record<string, string>;
		const rest = await search('team', `&page_token=${encodeURIComponent(token ?? '')}`);
		expect([...idsOf(first), ...idsOf(rest)]).toEqual(ids(...chats));
	});
});

describe('one chat', () => {
	test('has all its fields for those who are in it', async () => {
		const { world } = used;
		const chat = world.addChat({ name: 'News', mode: 'topic', admins: [world.user, world.app] });
		expect((await ask(`/${chat.id}`)).json.data).toMatchObject({
			name: 'News',
			owner_id: world.owner.openId,
			user_manager_id_list: [world.user.openId],
			bot_manager_id_list: [world.app.id],
			chat_mode: 'topic',
			chat_type: 'private',
			user_count: '1',
			bot_count: '1',
			tenant_key: world.tenant.key,
			chat_status: 'normal',
		});
		const p2p = await ask(`/${world.p2pChat(world.user).id}`);
		expect(p2p.json.data).toMatchObject({ chat_mode: 'p2p' });
		expect(p2p.json.data).not.toHaveProperty('chat_type');
	});

	test('has few for others, or none', async () => {
		const { id } = used.world.addChat({ botIn: false, name: 'News' });
		const { json } = await ask(`/${id}`);
		expect(Object.keys(json.data as object).sort()).toEqual([
			'avatar',
			'bot_count',
			'chat_status',
			'name',
			'user_count',
		]);
		used.feishu.settings.chatFromOutside = 'refused';
		expect((await ask(`/${id}`)).json).toMatchObject({
			code: 232011,
			msg: 'Operator can NOT be out of the chat.',
		});
	});

	test.each([
		[232006, () => 'oc_nobody'],
		[232010, () => used.world.addChat({ tenant: used.world.addTenant() }).id],
		[232033, () => used.world.addChat({ external: true }).id],
	])('is refused with %i', async (code, id) => {
		const { status, json } = await ask(`/${id()}`);
		expect({ status, code: json.code }).toEqual({ status: 400, code });
	});
});

test.each(['', '/search?query=x', '/oc_1'])(
	'without the bot ability, %s answers 232025',
	async (query) => {
		used.world.app.botEnabled = false;
		expect((await ask(query)).json).toMatchObject({
			code: 232025,
			msg: 'Bot ability is not activated.',
		});
	},
);

test('without a scope, all are refused', async () => {
	used.world.app.scopes = [];
	for (const query of ['', '/search?query=x', '/oc_1']) {
		expect((await ask(query)).json.code).toBe(99991672);
	}
});
