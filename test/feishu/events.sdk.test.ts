import {
	adaptDefault,
	AESCipher,
	CardActionHandler,
	Client,
	EventDispatcher,
	generateChallenge,
	LoggerLevel,
} from '@larksuiteoapi/node-sdk';

import { encrypt } from './events/encrypt';
import { bodyFor } from './events/envelope';
import { challengeFor } from './events/requestUrl';
import { listening } from './TestReceiver';
import { useStandIn } from './useStandIn';

const used = useStandIn();
// Longer than on any busy machine.
beforeEach(() => {
	used.feishu.settings.challengeWithinMs = 60_000;
	used.feishu.settings.answerWithinMs = 60_000;
});

const silent = () => undefined;
const logger = { error: silent, warn: silent, info: silent, debug: silent, trace: silent };

test("the cipher's documented vector", () => {
	const blob = 'P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=';
	expect(encrypt('hello world', 'test key', Buffer.from(blob, 'base64').subarray(0, 16))).toBe(
		blob,
	);
	expect(new AESCipher('test key').decrypt(encrypt('你好', 'test key'))).toBe('你好');
});

describe.each([
	['without an Encrypt Key', ''],
	['with an Encrypt Key', 'a key'],
])('the official SDK, %s,', (_how, encryptKey) => {
	let heard: Array<[string, Record<string, unknown>]> = [];
	beforeEach(() => {
		heard = [];
	});

	/** The SDK's own server code behind the URL of an app. */
	async function listen(handler: EventDispatcher | CardActionHandler) {
		return await listening(
			(request, response) =>
				void adaptDefault('/events', handler, { autoChallenge: true })(request, response),
		);
	}

	const dispatcher = (key = encryptKey) => {
		const note = (type: string) => (data: Record<string, unknown>) => {
			heard.push([type, data]);
			return {};
		};
		return new EventDispatcher({ encryptKey: key, logger }).register({
			'im.message.receive_v1': note('received'),
			'im.message.recalled_v1': note('recalled'),
			leave_approval: note('old'),
			app_ticket: note('ticket'),
		});
	};

	test('echoes the challenge, and takes events of both envelopes', async () => {
		const { world } = used;
		const { app, events } = world;
		const server = await listen(dispatcher());
		expect(await events.saveUrl(app, { url: server.url, encryptKey })).toBeUndefined();
		const message = world.say({ content: '{"text":"hello"}' });
		world.recall(message, { type: 'user', id: world.user.openId });
		events.tell(app, { type: 'leave_approval', version: 1, event: { a: 1 } });
		world.deliverTicket();
		await events.deliveries.settled();
		await server.close();
		const of = (type: string) => heard.find(([name]) => name === type)?.[1];
		const received = { message_id: message.id, content: '{"text":"hello"}' };
		expect(of('received')).toMatchObject({ app_id: app.id, message: received });
		expect(of('recalled')).toMatchObject({ message_id: message.id, recall_type: 'message_owner' });
		expect(of('old')).toMatchObject({ a: 1, token: app.verificationToken });
		expect(of('ticket')).toMatchObject({ app_ticket: app.ticket });
		expect(heard).toHaveLength(4);
	});

	test('reads the challenge', () => {
		const { app } = used.world;
		app.encryptKey = encryptKey;
		const content = challengeFor(app);
		const body = JSON.parse(bodyFor(app, content)) as object;
		expect(generateChallenge(body, { encryptKey })).toEqual({
			isChallenge: true,
			challenge: { challenge: content.challenge },
		});
	});

	test('answers a click with what the person then sees', async () => {
		const { app, events, user } = used.world;
		const toast = { type: 'success', content: 'Done' };
		const clicked: unknown[] = [];
		const handler = new CardActionHandler({ encryptKey, logger }, (data: unknown) => {
			clicked.push(data);
			return { toast };
		});
		const server = await listen(handler);
		await events.saveUrl(app, { url: server.url, tab: 'callbacks', encryptKey });
		const message = used.world.add({ type: 'interactive' });
		expect(await events.act(message, user, { value: { row: 1 } })).toEqual({ toast });
		await server.close();
		const context = { open_message_id: message.id };
		expect(clicked).toMatchObject([{ action: { value: { row: 1 } }, context }]);
	});
});

test('the official SDK takes nothing that is signed with another key', async () => {
	const { app, events } = used.world;
	let heard = 0;
	const other = new EventDispatcher({ encryptKey: 'another key', logger }).register({
		'im.message.receive_v1': () => void heard++,
	});
	const server = await listening(
		(request, response) => void adaptDefault('/events', other)(request, response),
	);
	Object.assign(app, { eventUrl: server.url, encryptKey: 'a key' });
	used.world.say();
	await events.deliveries.settled();
	await server.close();
	expect(events.deliveries.list).toHaveLength(1);
	expect(heard).toBe(0);
});

test('the official SDK lists where events come from, given the scope', async () => {
	const { app } = used.world;
	const { url: domain } = used.feishu;
	const config = { appId: app.id, appSecret: app.secret, domain, logger };
	const client = new Client({ ...config, loggerLevel: LoggerLevel.fatal });
	const path = '/event/v1/outbound_ip';
	expect((await used.client.api(path)).json.code).toBe(99991672);
	app.scopes.push('event:ip_list');
	const seen: string[] = [];
	const pages = await client.event.outboundIp.listWithIterator({ params: { page_size: 2 } });
	for await (const page of pages) seen.push(...(page?.ip_list ?? []));
	expect(seen).toHaveLength(3);
	expect(seen[0]).toBe('127.0.0.1');
});
