import { dataOf, useStandIn } from './useStandIn';

const used = useStandIn();
const { send, reply, forward } = used;
const idOf = async (asked: ReturnType<typeof send>) => dataOf(await asked).message_id ?? '';

describe('an idempotency key', () => {
	test('sends once an hour, and gives the same message again', async () => {
		const uuid = 'same';
		const first = await idOf(send({ text: 'one' }, { uuid }));
		expect(await idOf(send({ text: 'two' }, { uuid }))).toBe(first);
		expect(used.world.chat.messages).toHaveLength(1);
		used.world.clock.advance({ minutes: 61 });
		expect(await idOf(send({ text: 'three' }, { uuid }))).not.toBe(first);
	});

	test('counts for one app, whatever the chat', async () => {
		const { world } = used;
		const uuid = 'same';
		const other = world.addApp();
		world.chat.members.add(other.id);
		const first = await idOf(send(undefined, { uuid }));
		expect(await idOf(send(undefined, { uuid, to: world.addChat().id }))).toBe(first);
		const token = await used.client.tenantToken(other);
		expect(await idOf(send(undefined, { uuid, token }))).not.toBe(first);
	});

	test('may or may not be shared with replies', async () => {
		const id = used.world.sendMessage();
		const sent = await idOf(send(undefined, { uuid: 'same' }));
		expect(await idOf(reply(id, { uuid: 'same' }))).toBe(sent);
		used.feishu.settings.uuidCountsPer = 'api';
		const other = await idOf(reply(id, { uuid: 'same' }));
		expect(other).not.toBe(sent);
		expect(await idOf(reply(id, { uuid: 'same' }))).toBe(other);
	});

	test('counts for each target of a forward', async () => {
		const { world } = used;
		const id = world.sendMessage();
		const [one, two] = [world.addChat().id, world.addChat().id];
		const first = await idOf(forward(id, one, 'chat_id', 'same'));
		expect(await idOf(forward(id, one, 'chat_id', 'same'))).toBe(first);
		expect(await idOf(forward(id, two, 'chat_id', 'same'))).not.toBe(first);
	});

	test('has 50 characters at most', async () => {
		expect((await send(undefined, { uuid: '字'.repeat(50) })).json.code).toBe(0);
		const { json } = await send(undefined, { uuid: 'x'.repeat(51) });
		expect(json).toMatchObject({
			code: 99992402,
			error: { field_violations: [{ field: 'uuid', description: 'the max len is 50' }] },
		});
		const forwarded = await forward(used.world.sendMessage(), 'oc_1', 'chat_id', 'x'.repeat(51));
		expect(forwarded.json.code).toBe(99992402);
	});

	test('hears 230049 while the first request is at work, and then its message', async () => {
		used.feishu.settings.stillSendingMs = 2000;
		const uuid = 'same';
		const first = await idOf(send(undefined, { uuid }));
		expect((await send(undefined, { uuid })).json).toMatchObject({
			code: 230049,
			msg: 'The message is being sent.',
		});
		used.world.clock.advance({ seconds: 2 });
		expect(await idOf(send(undefined, { uuid }))).toBe(first);
	});

	test('keeps one message one, when its answer is lost', async () => {
		used.feishu.script({ route: 'send', kind: 'dropAfter' });
		await expect(send(undefined, { uuid: 'same' })).rejects.toThrow();
		expect((await send(undefined, { uuid: 'same' })).json.code).toBe(0);
		expect(used.world.chat.messages).toHaveLength(1);
	});
});

describe('trouble', () => {
	const content = '{"config":{"update_multi":true},"elements":[]}';
	const asked: Array<['send' | 'reply' | 'forward' | 'edit' | 'patch', () => Promise<unknown>]> = [
		['send', async () => await send()],
		['reply', async () => await reply(used.world.sendMessage())],
		['forward', async () => await forward(used.world.sendMessage(), used.world.chat.id)],
		['edit', async () => await used.edit(used.world.sendMessage())],
		[
			'patch',
			async () => await used.patch(used.world.sendMessage({ type: 'interactive' }), content),
		],
	];

	test.each(asked)('strikes %s as it strikes a recall', async (route, ask) => {
		const count = () => used.world.sends.length;
		const changed = () => [...used.world.messages.values()].filter(({ updated }) => updated).length;
		const done = () => count() + changed();
		used.feishu.script({ route, kind: 'dropBefore' });
		await expect(ask()).rejects.toThrow();
		used.feishu.script({ route, kind: 'status', httpStatus: 503 });
		expect(await ask()).toMatchObject({ status: 503 });
		used.feishu.script({ route, kind: 'code', code: 99991400 });
		expect(await ask()).toMatchObject({ status: 429, json: { code: 99991400 } });
		used.feishu.script({ route, kind: 'staleToken' });
		expect(await ask()).toMatchObject({ status: 400, json: { code: 99991663 } });
		expect(done()).toBe(0);
		used.client.forgetToken();
		used.feishu.script({ route, kind: 'dropAfter' });
		await expect(ask()).rejects.toThrow();
		expect(done()).toBe(1);
	});
});

describe('five a second', () => {
	beforeEach(() => {
		used.feishu.settings.chatPerSecond = 5;
	});

	test('for one chat, whichever bot sends, and whatever other chats do', async () => {
		const { world } = used;
		const other = world.addApp();
		world.chat.members.add(other.id);
		const token = await used.client.tenantToken(other);
		const id = world.sendMessage();
		for (let i = 0; i < 2; i++) await send();
		for (let i = 0; i < 2; i++) await send(undefined, { token });
		await reply(id);
		const { status, json } = await send();
		expect({ status, code: json.code }).toEqual({ status: 400, code: 230020 });
		expect(json.msg).toBe('This operation triggers the frequency limit.');
		expect((await forward(id, world.chat.id)).json.code).toBe(230020);
		expect((await send(undefined, { to: world.addChat().id })).json.code).toBe(0);
		world.clock.advance({ seconds: 1 });
		expect((await send()).json.code).toBe(0);
	});

	test('for one person', async () => {
		const to = used.world.user.openId;
		for (let i = 0; i < 5; i++) await send(undefined, { to, as: 'open_id' });
		expect((await send(undefined, { to, as: 'open_id' })).json.code).toBe(230020);
	});

	test('for one card that is updated', async () => {
		const content = '{"config":{"update_multi":true},"elements":[]}';
		const id = used.world.sendMessage({ type: 'interactive' });
		for (let i = 0; i < 5; i++) expect((await used.patch(id, content)).json.code).toBe(0);
		expect((await used.patch(id, content)).json.code).toBe(230020);
		const other = used.world.sendMessage({ type: 'interactive' });
		expect((await used.patch(other, content)).json.code).toBe(0);
	});
});
