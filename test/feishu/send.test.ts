import { dataOf, useStandIn } from './useStandIn';

const used = useStandIn();
const { send, reply, forward } = used;
const stranger = 'ou_0123456789abcdef0123456789abcdef';

describe('sending', () => {
	test('gives the whole message, and it is in the chat', async () => {
		const { world } = used;
		const { status, json } = await send({ text: 'hello' });
		expect(status).toBe(200);
		expect(json).toMatchObject({
			code: 0,
			data: {
				message_id: expect.stringMatching(/^om_x100b/),
				msg_type: 'text',
				create_time: expect.stringMatching(/^\d{13}$/),
				deleted: false,
				updated: false,
				chat_id: world.chat.id,
				sender: {
					id: world.app.id,
					id_type: 'app_id',
					sender_type: 'app',
					tenant_key: world.tenant.key,
				},
				body: { content: '{"text":"hello"}' },
			},
		});
		expect(world.chat.messages.map(({ content }) => content)).toEqual(['{"text":"hello"}']);
		expect(world.sends).toMatchObject([{ chatId: world.chat.id }]);
	});

	test.each(['open_id', 'union_id', 'user_id', 'email'])('reaches a person by %s', async (as) => {
		const { world } = used;
		const { openId, unionId, userId, email } = world.user;
		const ids: Record<string, string> = {
			open_id: openId,
			union_id: unionId,
			user_id: userId,
			email,
		};
		const { json } = await send(undefined, { to: ids[as], as });
		expect(json).toMatchObject({ code: 0, data: { chat_id: world.p2pChat(world.user).id } });
	});

	test('as a person, reaches another one', async () => {
		const { world } = used;
		const { accessToken: token } = world.authorize();
		const { json } = await send(undefined, { to: world.owner.openId, as: 'open_id', token });
		const chat = world.p2pChat(world.user, world.owner);
		expect(json).toMatchObject({
			code: 0,
			data: { chat_id: chat.id, sender: { id: world.user.openId, sender_type: 'user' } },
		});
	});

	const receivers: Array<[why: string, code: number, to: () => string, as: string, msg: RegExp]> = [
		['an unknown chat', 230001, () => 'oc_nobody', 'chat_id', /, ext=invalid receive_id\.$/],
		[
			'a chat of another tenant',
			230001,
			() => used.world.addChat({ tenant: used.world.addTenant() }).id,
			'chat_id',
			/, ext=invalid receive_id\.$/,
		],
		['a chat as a person', 230001, () => used.world.chat.id, 'open_id', /ext=invalid receive_id/],
		['a person as a chat', 230001, () => used.world.user.openId, 'chat_id', /invalid receive_id/],
		['an unknown person', 230001, () => stranger, 'open_id', /invalid receive_id/],
		['an unknown address', 230001, () => 'no@example.com', 'email', /invalid receive_id/],
		['an unknown user id', 99992360, () => 'test', 'user_id', /^these ids not existed: \[test\]$/],
		['no id at all', 99992351, () => 'group:oc_1', 'open_id', /^The request you send is not/],
		['a thread', 99992402, () => 'omt_1', 'thread_id', /^field validation failed$/],
		['nobody', 99992402, () => '', 'chat_id', /^field validation failed$/],
		[
			'a chat without the bot',
			230002,
			() => used.world.addChat({ botIn: false }).id,
			'chat_id',
			/can NOT be out of the chat/,
		],
		[
			'a dissolved chat',
			232009,
			() => used.world.addChat({ dissolved: true }).id,
			'chat_id',
			/already been dissolved/,
		],
		[
			'someone outside the availability',
			230013,
			() => used.world.addUser({ available: false }).openId,
			'open_id',
			/NO availability to this user/,
		],
		[
			'someone who has left',
			230013,
			() => used.world.addUser({ resigned: true }).openId,
			'open_id',
			/NO availability to this user/,
		],
		[
			'someone who has stopped bots',
			230053,
			() => used.world.addUser({ hasStoppedBots: true }).openId,
			'open_id',
			/has stopped the bot from sending messages/,
		],
	];

	test.each(receivers)('to %s is refused (%i)', async (_why, code, to, as, msg) => {
		const { status, json } = await send(undefined, { to: to(), as });
		expect({ status, code: json.code }).toEqual({ status: 400, code });
		expect(json.msg).toMatch(msg);
		expect(used.world.messages.size).toBe(0);
	});

	test.each([230018, 230035, 230036, 230038, 230054, 230075])(
		'in a chat that does not allow it is refused with %i and the words of sending',
		async (code) => {
			const { id } = used.world.addChat({ speakingRefusal: code });
			const { json } = await send(undefined, { to: id });
			expect(json.code).toBe(code);
			if (code === 230054) expect(json.msg).toMatch(/unavailable in the connection group/);
			if (code === 230075) expect(json.msg).toMatch(/^Sending encrypted messages/);
		},
	);

	test('may answer other codes, where the documents know two', async () => {
		Object.assign(used.feishu.settings, { unknownReceiverCode: 230034, resignedUserCode: 230029 });
		expect((await send(undefined, { to: 'oc_nobody' })).json).toMatchObject({
			code: 230034,
			msg: 'The receive_id is invalid.',
		});
		const to = used.world.addUser({ resigned: true }).openId;
		expect((await send(undefined, { to, as: 'open_id' })).json.code).toBe(230029);
	});
});

describe('replying', () => {
	test('hangs on the message and its root', async () => {
		const { world } = used;
		const root = world.sendMessage();
		const first = dataOf(await reply(root)).message_id ?? '';
		const { json } = await reply(first);
		expect(json.data).toMatchObject({ root_id: root, parent_id: first });
		expect(json.data).not.toHaveProperty('thread_id');
	});

	test('in a thread, everything answers the root, with or without asking for it', async () => {
		const root = used.world.sendMessage();
		const first = dataOf(await reply(root, { reply_in_thread: true })).message_id ?? '';
		const { json } = await reply(first);
		const { threadId } = used.world.message(root) ?? {};
		expect(threadId).toMatch(/^omt_/);
		expect(json.data).toMatchObject({ root_id: root, parent_id: root, thread_id: threadId });
	});

	test('is refused for what is recalled, hidden, or no message to answer', async () => {
		const { world, client } = used;
		const gone = world.sendMessage();
		await client.recall(gone);
		expect((await reply(gone)).json).toMatchObject({
			code: 230011,
			msg: 'The message was withdrawn.',
		});
		const hidden = world.sendMessage({ sender: world.user, hiddenFrom: [world.app] });
		expect((await reply(hidden)).json.code).toBe(230050);
		expect((await reply(world.sendMessage({ type: 'system' }))).json.code).toBe(230054);
		expect((await reply('om_unknown')).json.code).toBe(99992354);
	});

	test('is refused in a thread where the group has none, in the words of replying', async () => {
		const chat = used.world.addChat({ threadsAllowed: false });
		const { json } = await reply(used.world.sendMessage({ chat }), { reply_in_thread: true });
		expect(json.code).toBe(230071);
		expect(json.msg).toMatch(/does not support reply in thread/);
	});
});

describe('forwarding', () => {
	test('gives a new message of the bot, wherever it goes', async () => {
		const { world } = used;
		const original = world.sendMessage({ sender: world.user, content: '{"text":"news"}' });
		const other = world.addChat();
		const { json } = await forward(original, other.id);
		expect(json.data).toMatchObject({
			chat_id: other.id,
			sender: { id: world.app.id },
			body: { content: '{"text":"news"}' },
		});
		expect((json.data as { message_id: string }).message_id).not.toBe(original);
		const toPerson = await forward(original, world.user.email, 'email');
		expect(toPerson.json.data).toMatchObject({ chat_id: world.p2pChat(world.user).id });
	});

	test('into a thread', async () => {
		const { world } = used;
		const root = world.sendMessage({ inThread: true });
		const threadId = world.message(root)?.threadId ?? '';
		const { json } = await forward(world.sendMessage(), threadId, 'thread_id');
		expect(json.data).toMatchObject({ thread_id: threadId, root_id: root });
		const unknown = await forward(root, 'omt_unknown', 'thread_id');
		expect(unknown.json).toMatchObject({ code: 230019, msg: 'The thread does NOT exist.' });
	});

	test('is refused for some types, for parts of a merged forward, and where it is forbidden', async () => {
		const { world } = used;
		const to = world.addChat().id;
		const upper = world.add({ type: 'merge_forward' });
		const refused: Array<[number, string]> = [
			[230061, world.sendMessage({ type: 'audio' })],
			[230061, world.sendMessage({ type: 'system' })],
			[230061, world.sendMessage({ upper })],
			[230070, world.sendMessage({ chat: world.addChat({ restricted: true }) })],
		];
		for (const [code, id] of refused) expect((await forward(id, to)).json.code).toBe(code);
		expect((await forward(world.sendMessage(), 'oc_nobody')).json.code).toBe(230063);
	});

	test.each([230065, 230110, 230064] as const)('a recalled message answers %i', async (code) => {
		used.feishu.settings.recalledForwardCode = code;
		const id = used.world.sendMessage();
		await used.client.recall(id);
		expect((await forward(id, used.world.chat.id)).json.code).toBe(code);
	});
});
