import { NodeOperationError } from 'n8n-workflow';

import { systemClock } from '../nodes/Feishu/client/clock';
import type { Request } from '../nodes/Feishu/events/receive';
import { FeishuTrigger } from '../nodes/Feishu/FeishuTrigger.node';
import { refuses, says } from './client/scriptedHttp';
import {
	challenge,
	encrypted,
	key as encryptKey,
	message,
	plain,
	signed,
	v1,
	v2,
} from './events/sent';
import { aTrigger } from './execution/webhook';

const type = new FeishuTrigger();
const { create, checkExists, delete: remove } = type.webhookMethods.default;

type Trigger = ReturnType<typeof aTrigger>;

/** Posts a request and returns its answer, and the items that start the workflow. */
async function post(trigger: Trigger, request: Partial<Request>, changed: object = {}) {
	const { context, answered } = trigger.webhook({ headers: {}, ...request }, changed);
	const { workflowData, ...rest } = await type.webhook.call(context);
	expect(rest).toEqual({ noWebhookResponse: true });
	expect(answered).toEqual([{ ...answered[0], ended: true }]);
	return { status: answered[0]?.status, body: answered[0]?.body, items: workflowData };
}

const refused = { status: 401, body: {}, items: undefined };
const ignored = { status: 200, body: {}, items: undefined };
const ran = {
	status: 200,
	body: {},
	items: [[{ json: expect.objectContaining({ message_id: 'om_1' }) }]],
};

describe('a request', () => {
	test('with a challenge is echoed, and starts nothing', async () => {
		const echo = { status: 200, body: { challenge: 'c1' }, items: undefined };
		expect(await post(aTrigger(), plain(challenge))).toEqual(echo);
		const credential = { encryptKey };
		expect(await post(aTrigger({ credential }), encrypted(challenge))).toEqual(echo);
	});

	test('with an event is answered, starts the workflow, and starts it once', async () => {
		const trigger = aTrigger();
		expect(await post(trigger, plain(v2(message())))).toEqual(ran);
		expect(await post(trigger, plain(v2(message())))).toEqual(ignored);
		expect(trigger.logged).toEqual([]);
		expect(trigger.heard).toEqual([]);
	});

	test('that is signed is held against the clock of this machine', async () => {
		const trigger = aTrigger({ credential: { encryptKey } });
		const at = (ms: number) =>
			signed(encrypted(v2(message())), {
				timestamp: String(Math.floor((systemClock.now() - ms) / 1_000)),
			});
		expect(await post(trigger, at(9 * 3_600_000))).toEqual(refused);
		expect(await post(trigger, at(0))).toEqual(ran);
	});

	test.each([9, -9])(
		'is held against that clock also when it was put right by %d hours',
		async (hours) => {
			const trigger = aTrigger({ credential: { encryptKey } });
			const event = () =>
				signed(encrypted(v2(message())), { timestamp: String(Math.floor(Date.now() / 1_000)) });
			const before = event();
			const real = Date.now;
			jest.spyOn(Date, 'now').mockImplementation(() => real() + hours * 3_600_000);
			expect(await post(trigger, before)).toEqual(refused);
			expect(await post(trigger, event())).toEqual(ran);
			expect(await post(trigger, event())).toEqual(ignored);
			jest.restoreAllMocks();
		},
	);

	test('with a card action is answered with the toast', async () => {
		const trigger = aTrigger({
			parameters: { events: ['cardAction'], options: { toast: 'Got it' } },
		});
		const body = v2({}, { event_type: 'card.action.trigger' });
		expect(await post(trigger, plain(body))).toMatchObject({
			status: 200,
			body: { toast: { type: 'info', content: 'Got it' } },
			items: [[{ json: { event_id: 'e1' } }]],
		});
	});

	test('with an event that nobody asked for is answered, and starts nothing', async () => {
		expect(await post(aTrigger(), plain(v1({})))).toEqual(ignored);
	});

	test('of a stranger is refused without a word; why stands in n8n’s log', async () => {
		const trigger = aTrigger();
		expect(await post(trigger, plain(v2(message(), { token: 'guessed' })))).toEqual(refused);
		expect(trigger.logged).toEqual([
			"Feishu Trigger refused a request: its Verification Token is not the credential's",
		]);
	});

	test('without bytes, as a form leaves none, is refused', async () => {
		const trigger = aTrigger();
		expect(await post(trigger, {})).toEqual(refused);
		expect(trigger.logged.join()).toContain('no JSON object');
	});
});

test('what one trigger has had is new to another, and a test does not use up what is live', async () => {
	const trigger = aTrigger();
	expect(await post(trigger, plain(v2(message())))).toEqual(ran);
	expect(await post(trigger, plain(v2(message())), { getMode: () => 'manual' })).toEqual(ran);
	expect(await post(aTrigger(), plain(v2(message())))).toEqual(ran);
	expect(await post(trigger, plain(v2(message())))).toEqual(ignored);
});

describe('what is wrong on this side', () => {
	const fails = (name: string) => ({
		[name]: () => {
			throw new Error('the-details');
		},
	});

	test.each(['getCredentials', 'getNodeParameter', 'getRequestObject', 'getHeaderData'])(
		'%s that fails does not throw: each stranger would start the error workflow',
		async (name) => {
			const trigger = aTrigger();
			expect(await post(trigger, plain(v2(message())), fails(name))).toEqual(refused);
			expect(trigger.logged.join()).toContain('the-details');
		},
	);

	test.each([
		[{ credential: { verificationToken: '' } }, 'no Verification Token'],
		[{ parameters: { options: { chatIds: '' } } }, "'Chat IDs'"],
		[{ parameters: { options: { onlyWhenMentioned: true } } }, "app's bot"],
	])('%j lets nothing in, and the log says why', async (given, why) => {
		const trigger = aTrigger(given);
		expect(await post(trigger, plain(v2(message())))).toEqual(refused);
		expect(trigger.logged.join()).toContain(why);
	});
});

describe('activating, and listening for a test event', () => {
	const whyNot = async (trigger: Trigger) =>
		await create.call(trigger.hook).then(
			() => 'activated',
			(error: unknown) => (error instanceof NodeOperationError ? error.message : 'another error'),
		);

	test('asks nothing of Feishu where it does not matter who the bot is', async () => {
		const trigger = aTrigger();
		// n8n calls `create`, which looks at the credential, for what does not exist.
		expect(await checkExists.call(trigger.hook)).toBe(false);
		expect(await whyNot(trigger)).toBe('activated');
		expect(await remove.call(trigger.hook)).toBe(true);
		expect(trigger.heard).toEqual([]);
	});

	test('says which field is missing, and where it stands in the console', async () => {
		const trigger = aTrigger({ credential: { verificationToken: ' ' } });
		expect(await whyNot(trigger)).toBe(
			'The credential has no Verification Token. Copy the Verification Token in the Developer Console under Events & Callbacks > Encryption Strategy, and enter it in the credential.',
		);
	});

	test('says which field of the panel cannot be used', async () => {
		const trigger = aTrigger({ parameters: { events: [] } });
		expect(await whyNot(trigger)).toBe(
			"The field 'Events' does not hold at least one event. Set 'Events' to at least one event.",
		);
	});
});

describe('only when the bot is mentioned', () => {
	const parameters = { options: { onlyWhenMentioned: true } };

	test('the bot is asked for once, and known from then on', async () => {
		const trigger = aTrigger({ parameters });
		await create.call(trigger.hook);
		await create.call(trigger.hook);
		expect(trigger.heard.filter(({ path }) => path === '/open-apis/bot/v3/info')).toHaveLength(1);
		expect(trigger.staticData).toEqual({ bot: { appId: 'cli_1', openId: 'ou_bot' } });
		expect(await post(trigger, plain(v2(message({ mentions: [] }))))).toEqual(ignored);
		expect(await post(trigger, plain(v2(message())))).toEqual(ran);
	});

	test.each([undefined, {}, { appId: 'cli_2', openId: 'ou_bot' }, { appId: 'cli_1', openId: 7 }])(
		'%j is not the bot of this app, and so nothing is let in',
		async (bot) => {
			const trigger = aTrigger({ parameters });
			Object.assign(trigger.staticData, { bot });
			expect(await post(trigger, plain(v2(message())))).toEqual(refused);
			await create.call(trigger.hook);
			expect(await post(trigger, plain(v2(message())))).toEqual(ran);
		},
	);

	describe('of a store app that has no ticket yet', () => {
		const storeApp = (more: object = {}) => {
			const credential = { appType: 'store', appTicket: '', tenantKey: '', ...more };
			const events = ['messageReceived', 'other'];
			const given = { ...parameters, events, otherEvents: 'app_ticket' };
			return { credential, trigger: aTrigger({ credential, parameters: given }) };
		};
		const forTheBot = plain(v2(message()));

		test.each([{}, { tenantKey: 't1' }, { appTicket: 'ticket' }])(
			'it is activated (%j), lets in the ticket, and asks for the bot when a message needs it',
			async (more) => {
				const { credential, trigger } = storeApp(more);
				await create.call(trigger.hook);
				expect(await post(trigger, plain(v1({ app_ticket: 'ticket' })))).toMatchObject({
					status: 200,
					items: [[{ json: { event: { app_ticket: 'ticket' } } }]],
				});
				const p2p = message({ message_id: 'om_2', chat_type: 'p2p', mentions: [] });
				expect(await post(trigger, plain(v2(p2p)))).toMatchObject({ status: 200, items: [[{}]] });
				const nobody = message({ message_id: 'om_3', mentions: [] });
				expect(await post(trigger, plain(v2(nobody)))).toEqual(ignored);
				expect(trigger.heard).toEqual([]);

				credential.appTicket = 'ticket';
				let asked: number | undefined;
				const { context, answered } = trigger.webhook(forTheBot);
				context.getResponseObject = new Proxy(context.getResponseObject, {
					apply: (target, self, all) => {
						asked = trigger.heard.length;
						return Reflect.apply(target, self, all) as ReturnType<typeof target>;
					},
				});
				expect(await type.webhook.call(context)).toEqual({ noWebhookResponse: true });
				expect([answered, asked]).toEqual([[{ status: 401, body: {}, ended: true }], 0]);
				expect(trigger.staticData).toEqual({ bot: { appId: 'cli_1', openId: 'ou_bot' } });
				expect(await post(trigger, forTheBot)).toEqual(ran);
				expect(await post(trigger, forTheBot)).toEqual(ignored);
			},
		);

		test('a message that comes before the ticket is refused, and the log says why', async () => {
			const { trigger } = storeApp();
			expect(await post(trigger, forTheBot)).toEqual(refused);
			expect(trigger.logged).toEqual([
				expect.stringMatching(/does not know the app's bot yet.*sends the event again/),
				expect.stringMatching(/does not know the app's bot yet: .*no App Ticket/),
			]);
			expect(trigger.heard).toEqual([]);
		});

		test.each([{ appSecret: '' }, { region: 'moon', appTicket: 't', tenantKey: 't' }])(
			'it is not activated where more is missing (%j)',
			async (more) => {
				await expect(create.call(storeApp(more).trigger.hook)).rejects.toThrow(/credential/);
			},
		);
	});

	test.each([
		['Feishu refuses', refuses(10014), {}, /10014/],
		['there is no bot', says(200, { code: 0, msg: 'ok' }), {}, /bot is off/],
		['the App Secret is missing', undefined, { appSecret: '' }, /no App Secret/],
	])('is not activated where %s', async (_, bot, credential, why) => {
		const trigger = aTrigger({ parameters, bot, credential });
		await expect(create.call(trigger.hook)).rejects.toThrow(why);
		expect(trigger.staticData).toEqual({});
	});
});

describe('its face', () => {
	const { description } = type;

	test('is that of a trigger with one URL', () => {
		expect(description).toMatchObject({
			name: 'feishuTrigger',
			displayName: 'Feishu Trigger',
			group: ['trigger'],
			inputs: [],
			credentials: [{ name: 'feishuApi', required: true }],
		});
		expect(description.webhooks).toEqual([
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		]);
		expect(description.usableAsTool).toBeUndefined();
	});

	const field = (name: string) => description.properties.find((each) => each.name === name);
	const names = (name: string) =>
		(field(name)?.options ?? []).map((option) => ('value' in option ? option.value : option.name));

	test('has the fields of the contract, with its defaults', () => {
		expect(names('events')).toEqual(['cardAction', 'messageRecalled', 'messageReceived', 'other']);
		expect(field('events')?.default).toEqual(['messageReceived']);
		expect(field('otherEvents')?.displayOptions).toEqual({ show: { events: ['other'] } });
		expect(field('simplify')?.default).toBe(true);
		const initial = (field('options')?.options ?? []).map((option) => [
			option.name,
			'default' in option ? option.default : undefined,
		]);
		expect(initial).toEqual([
			['chatIds', ''],
			['ignoreBots', true],
			['messageTypes', []],
			['onlyWhenMentioned', false],
			['toast', ''],
		]);
	});

	test('says in order what to do in the console', () => {
		const order = ['Encryption Strategy', 'Activate', 'Webhook URL', 'events', 'scopes', 'Release'];
		const text = field('notice')?.displayName ?? '';
		const places = order.map((word) => text.indexOf(word));
		expect(places).toEqual([...places].sort((one, other) => one - other));
		expect(places).not.toContain(-1);
		expect(text).toMatch(/one URL for an app.*Without an Encrypt Key/);
		// n8n 2.x takes out every other tag, and with it a break between two steps.
		expect(text.replace(/<\/?(ul|li)>/g, '')).not.toMatch(/<\w/);
	});
});
