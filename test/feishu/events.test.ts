import type { App } from './index';
import { startReceiver } from './TestReceiver';
import type { Reaction, TestReceiver } from './TestReceiver';
import { useStandIn } from './useStandIn';

const used = useStandIn();

/** Longer than on any busy machine, for tests in which time does not matter. */
const patient = { answerWithinMs: 60_000, challengeWithinMs: 60_000 };
const impatient = { answerWithinMs: 50, challengeWithinMs: 50 };
const wait = (limits: typeof patient) => void Object.assign(used.feishu.settings, limits);
beforeEach(() => wait(patient));

const receivers: TestReceiver[] = [];

afterEach(async () => {
	await Promise.all(receivers.splice(0).map(async (receiver) => await receiver.close()));
});

/** A server of an app whose URL is saved. */
async function aReceiver(app: App = used.world.app, encryptKey = '') {
	const receiver = Object.assign(await startReceiver(), { encryptKey });
	receivers.push(receiver);
	for (const tab of ['events', 'callbacks'] as const) {
		const why = await used.world.events.saveUrl(app, { url: receiver.url, tab, encryptKey });
		expect(why).toBeUndefined();
	}
	receiver.received.length = 0;
	return receiver;
}

const settled = async () => await used.world.events.deliveries.settled();
const list = () => used.world.events.deliveries.list;

describe('saving the URL', () => {
	test.each([
		['in plain text', ''],
		['encrypted with an Encrypt Key', 'a key'],
	])('sends a challenge %s, and unsigned', async (_how, encryptKey) => {
		const receiver = Object.assign(await startReceiver(), { encryptKey });
		receivers.push(receiver);
		const { app, events } = used.world;
		expect(await events.saveUrl(app, { url: receiver.url, encryptKey })).toBeUndefined();
		expect(app.eventUrl).toBe(receiver.url);
		const [{ headers, content, text }] = receiver.received as [TestReceiver['received'][0]];
		expect(content).toEqual({
			challenge: expect.any(String),
			token: app.verificationToken,
			type: 'url_verification',
		});
		expect(Object.keys(headers).filter((name) => name.startsWith('x-lark'))).toEqual([]);
		expect(text.startsWith('{"encrypt":')).toBe(encryptKey !== '');
		expect(list()).toMatchObject([{ type: 'url_verification', attempts: [{ status: 200 }] }]);
	});

	test.each<[string, Reaction, RegExp]>([
		['something else', { body: { challenge: 'mine' } }, /not the challenge/],
		['no JSON', { body: 'ok' }, /not valid JSON/],
		['401', { status: 401 }, /401/],
		['nothing in time', { silent: true }, /no answer in time/],
	])('is refused where the answer is %s, and leaves the old one', async (_what, reaction, why) => {
		const receiver = await aReceiver();
		receiver.react = () => reaction;
		if (reaction.silent) wait(impatient);
		const url = `${receiver.url}/new`;
		expect(await used.world.events.saveUrl(used.world.app, { url })).toMatch(why);
		expect(used.world.app.eventUrl).toBe(receiver.url);
	});
});

test('a challenge is waited for one second, any other answer three', async () => {
	used.feishu.reset();
	const { answerWithinMs, challengeWithinMs } = used.feishu.settings;
	expect([challengeWithinMs, answerWithinMs]).toEqual([1_000, 3_000]);
});

describe('an app is told', () => {
	test('what a person says in its chat', async () => {
		const { world } = used;
		const { app, user, chat } = world;
		const { received } = await aReceiver();
		const text = `<at user_id="${app.botOpenId}"></at> hello`;
		const message = world.say({ content: JSON.stringify({ text }) });
		await settled();
		const ids = { open_id: user.openId, union_id: user.unionId, user_id: null };
		expect(received.map(({ content }) => content)).toEqual([
			{
				schema: '2.0',
				header: {
					event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
					event_type: 'im.message.receive_v1',
					create_time: expect.stringMatching(/^\d{13}$/),
					token: app.verificationToken,
					app_id: app.id,
					tenant_key: world.tenant.key,
				},
				event: {
					sender: { sender_id: ids, sender_type: 'user', tenant_key: world.tenant.key },
					message: {
						message_id: message.id,
						create_time: String(message.createdAt),
						update_time: String(message.updatedAt),
						chat_id: chat.id,
						chat_type: 'group',
						message_type: 'text',
						content: '{"text":"@_user_1 hello"}',
						mentions: [
							{
								key: '@_user_1',
								id: { open_id: app.botOpenId, union_id: '', user_id: '' },
								mentioned_type: 'bot',
								name: app.name,
								tenant_key: world.tenant.key,
							},
						],
					},
				},
			},
		]);
	});

	test('what was said, by the scopes that it has', async () => {
		const { world } = used;
		const [app, bot] = [world.addApp(), world.addApp()];
		const chat = world.addChat({ botIn: [app, bot] });
		const p2p = world.p2pChat(world.user, app);
		const { received } = await aReceiver(app);
		const mention = JSON.stringify({ text: `<at user_id="${app.botOpenId}"></at>` });
		const heardWith = async (...scopes: string[]) => {
			app.scopes = scopes;
			received.length = 0;
			const said = {
				mention: world.say({ chat, content: mention }),
				group: world.say({ chat }),
				p2p: world.say({ chat: p2p }),
				bot: world.say({ chat, sender: bot, content: mention }),
				own: world.say({ chat, sender: app }),
			};
			await settled();
			const heard = JSON.stringify(received.map(({ content }) => content));
			return Object.entries(said).flatMap(([name, { id }]) => (heard.includes(id) ? [name] : []));
		};
		expect(await heardWith('im:message')).toEqual([]);
		expect(await heardWith('im:message.group_at_msg')).toEqual(['mention']);
		expect(await heardWith('im:message.group_msg')).toEqual(['mention', 'group']);
		expect(await heardWith('im:message.p2p_msg:readonly')).toEqual(['p2p']);
		const withBots = await heardWith('im:message.group_at_msg.include_bot:readonly');
		expect(withBots).toEqual(['mention', 'bot']);
		used.feishu.settings.ownMessagesComeBack = true;
		expect(await heardWith()).toEqual(['own']);
	});

	test('what was recalled, by whose right, and of its own recalls too unless set otherwise', async () => {
		const { world } = used;
		const { received } = await aReceiver();
		const recall = async (sender: 'user' | 'owner' | 'app', by: 'user' | 'owner' | 'admin') => {
			const id = world.sendMessage({ sender: world[sender] });
			const message = world.message(id)!;
			const who = by === 'admin' ? 'ou_admin' : world[by].openId;
			world.recall(message, { type: 'user', id: who });
			await settled();
			const { event } = received.at(-1)?.content ?? {};
			expect(event).toMatchObject({
				message_id: id,
				chat_id: world.chat.id,
				recall_time: expect.stringMatching(/^\d{13}$/),
			});
			return (event as { recall_type: string }).recall_type;
		};
		expect(await recall('user', 'user')).toBe('message_owner');
		expect(await recall('user', 'owner')).toBe('group_owner');
		expect(await recall('user', 'admin')).toBe('enterprise_manager');
		world.chat.adminIds.push(world.user.openId);
		expect(await recall('owner', 'user')).toBe('group_manager');

		received.length = 0;
		await used.client.recall(world.sendMessage());
		used.feishu.settings.ownRecallsComeBack = false;
		await used.client.recall(world.sendMessage());
		await settled();
		expect(received).toHaveLength(1);
	});

	test('anything else by its type, in the old envelope where asked for', async () => {
		const { app, events, tenant } = used.world;
		const { received } = await aReceiver();
		events.tell(app, {
			type: 'leave_approval',
			tenantKey: tenant.key,
			version: 1,
			event: { a: 1 },
		});
		await settled();
		expect(received[0]?.content).toEqual({
			ts: expect.stringMatching(/^\d{10}\.\d{6}$/),
			uuid: expect.any(String),
			token: app.verificationToken,
			type: 'event_callback',
			event: { app_id: app.id, tenant_key: tenant.key, type: 'leave_approval', a: 1 },
		});
	});

	test('the ticket of a store app, when it asks for it', async () => {
		const app = used.world.addApp({ kind: 'store' });
		const { received } = await aReceiver(app);
		const body = { app_id: app.id, app_secret: app.secret };
		await used.client.ask('/open-apis/auth/v3/app_ticket/resend', { method: 'POST', body });
		await settled();
		const event = { app_id: app.id, type: 'app_ticket', app_ticket: app.ticket };
		expect(received[0]?.content).toMatchObject({ type: 'event_callback', event });
	});
});

describe('an event', () => {
	const retries = [15_000, 300_000, 3_600_000, 21_600_000];

	test.each([
		['signed anew', true, 5],
		['as it was signed first', false, 1],
	])('is sent again four times, %s, and then given up', async (_how, anew, signatures) => {
		used.feishu.settings.retriesSignedAnew = anew;
		const receiver = await aReceiver(used.world.app, 'a key');
		receiver.react = () => ({ status: 500 });
		used.world.say();
		for (const ms of retries) {
			await settled();
			expect(list().at(-1)?.state).toBe('waiting');
			used.world.clock.advance({ ms });
		}
		await settled();
		const { attempts = [], state } = list().at(-1) ?? {};
		expect(state).toBe('given up');
		const gaps = attempts.slice(1).map(({ at }, index) => at - (attempts[index]?.at ?? 0));
		gaps.forEach((gap, index) => expect(gap).toBeCloseTo(retries[index] ?? 0, -3.5));
		expect(new Set(receiver.received.map(({ text }) => text)).size).toBe(1);
		const signed = receiver.received.map(({ headers }) => headers['x-lark-signature']);
		expect(new Set(signed).size).toBe(signatures);
		used.world.clock.advance({ days: 1 });
		await settled();
		expect(receiver.received).toHaveLength(5);
	});

	test('is no more sent again once it was answered with 200, nor before its time', async () => {
		const receiver = await aReceiver();
		receiver.react = () => ({ silent: true });
		wait(impatient);
		used.world.say();
		await settled();
		wait(patient);
		expect(list().at(-1)?.attempts).toMatchObject([{ failure: 'no answer in time' }]);
		receiver.react = () => ({});
		used.world.clock.advance({ seconds: 10 });
		await settled();
		expect(receiver.received).toHaveLength(1);
		used.world.clock.advance({ hours: 8 });
		await settled();
		expect(receiver.received).toHaveLength(2);
		expect(list().at(-1)).toMatchObject({ state: 'delivered', attempts: [{}, { status: 200 }] });
	});

	test('of one app does not wait for that of another', async () => {
		const { world } = used;
		const other = world.addApp();
		const chat = world.addChat({ botIn: [world.app, other] });
		const [stuck, well] = [await aReceiver(), await aReceiver(other, 'their key')];
		stuck.react = () => ({ status: 503 });
		world.say({ chat });
		await settled();
		const states = list().map(({ app, type, state }) => [app === other, type, state]);
		expect(states.slice(-2)).toEqual([
			[false, 'im.message.receive_v1', 'waiting'],
			[true, 'im.message.receive_v1', 'delivered'],
		]);
		const header = { app_id: other.id, token: other.verificationToken };
		expect(well.received).toMatchObject([{ content: { header } }]);
	});

	test('comes twice, under the same ID or another one, and out of order', async () => {
		const { world } = used;
		const { events } = world;
		const { received } = await aReceiver();
		events.deliveries.hold();
		const ids = [world.say().id, world.say().id];
		const [, , first] = list();
		if (!first) throw new Error('Nothing is held');
		events.repeat(first);
		events.repeat(first, true);
		await settled();
		expect(received).toHaveLength(0);
		await events.deliveries.release((held) => held.reverse());
		const came = received.map(({ content }) => {
			const { header, event } = content as {
				header: { event_id: string };
				event: { message: { message_id: string } };
			};
			return [header.event_id === first.eventId, ids.indexOf(event.message.message_id)];
		});
		expect(came).toEqual([
			[false, 0],
			[true, 0],
			[false, 1],
			[true, 0],
		]);
	});
});

describe('whoever clicks on a card sees', () => {
	const toast = { type: 'info', content: 'Got it' };
	const card = { type: 'raw', data: {} };

	test.each<[unknown, Reaction]>([
		[{}, {}],
		[{ toast, card }, { body: { toast, card } }],
		[{ code: 200341 }, { silent: true }],
		[{ code: 200671 }, { status: 302 }],
		[{ code: 200672 }, { body: 'ok' }],
		[{ code: 200672 }, { body: { message: 'Workflow was started' } }],
		[{ code: 200672 }, { body: { toast: { type: 'loud', content: '' } } }],
		[{ code: 200673 }, { body: { card: { type: 'raw' } } }],
	])('%j', async (seen, reaction) => {
		const { world } = used;
		const receiver = await aReceiver();
		receiver.react = () => reaction;
		if (reaction.silent) wait(impatient);
		const message = world.add({ type: 'interactive' });
		expect(await world.events.act(message, world.user, { value: { row: 1 } })).toEqual(seen);
		world.clock.advance({ hours: 8 });
		await settled();
		expect(receiver.received).toHaveLength(1);
		expect(receiver.received[0]?.content).toMatchObject({
			header: { event_type: 'card.action.trigger', create_time: expect.stringMatching(/^\d{16}$/) },
			event: {
				operator: { open_id: world.user.openId },
				token: expect.stringMatching(/^c-/),
				action: { tag: 'button', value: { row: 1 } },
				context: { open_message_id: message.id, open_chat_id: world.chat.id },
			},
		});
		expect(list().at(-1)).toMatchObject({ seen });
	});

	test('an error where there is no URL, and where nobody listens', async () => {
		const { world } = used;
		const message = world.add({ type: 'interactive' });
		expect(await world.events.act(message, world.user)).toEqual({ code: 200340 });
		const receiver = await aReceiver();
		await receiver.close();
		expect(await world.events.act(message, world.user)).toEqual({ code: 200342 });
	});
});

test('another process makes all of that happen, and reads the journal', async () => {
	const { world, client } = used;
	const receiver = await aReceiver();
	const ask = async (path: string, body: unknown = {}, method: 'POST' | 'PUT' = 'POST') =>
		(await client.ask(`/_standin${path}`, { method, body })).json;
	const app = `/apps/${world.app.id}`;
	const save = async (url: string) =>
		await ask(`${app}/request-url`, { url, encryptKey: receiver.encryptKey }, 'PUT');
	receiver.encryptKey = 'a key';
	expect(await save(receiver.url)).toEqual({ kept: true });
	expect(await save('http://127.0.0.1:1/')).toEqual({ kept: false, why: 'no connection' });
	await ask('/deliveries/hold');
	const { id } = await ask(`/chats/${world.chat.id}/say`, { content: '{"text":"hi"}' });
	await ask(`/messages/${String(id)}/recall`, { by: 'owner' });
	await ask(`${app}/events`, { type: 'im.chat.updated_v1', event: { chat_id: 'oc_1' } });
	await ask('/deliveries/release', { reversed: true });
	const [card] = world.sendMessages(1, { type: 'interactive' });
	receiver.react = () => ({ body: { toast: { type: 'info', content: 'Got it' } } });
	expect(await ask(`/messages/${card}/act`)).toMatchObject({ toast: { content: 'Got it' } });
	const { id: last } = world.events.deliveries.list.at(-2) ?? {};
	await ask(`/deliveries/${last}/repeat`, { underAnotherId: true });
	await ask('/ticket');
	const typeOf = ({ content }: { content: Record<string, unknown> }) =>
		(content.header as { event_type?: string } | undefined)?.event_type ?? content.type;
	await ask('/deliveries/settled');
	const { text } = await client.ask('/_standin/deliveries');
	const journal = JSON.parse(text) as unknown[];
	expect(receiver.received.map(typeOf)).toEqual([
		'url_verification',
		'im.chat.updated_v1',
		'im.message.recalled_v1',
		'im.message.receive_v1',
		'card.action.trigger',
		'im.chat.updated_v1',
		'event_callback',
	]);
	expect(journal.slice(-3)).toMatchObject([
		{ type: 'card.action.trigger', appId: world.app.id, seen: { toast: {} } },
		{ type: 'im.chat.updated_v1', attempts: [{ status: 200 }], state: 'delivered' },
		{ type: 'app_ticket', attempts: [{ url: receiver.url }] },
	]);
});
