import type { IDataObject } from 'n8n-workflow';

import { challenge, encrypted, key, message, plain, signed, token, v2 } from '../events/sent';
import { triggerWorkflow } from './triggerWorkflow';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const aWorkflow = (parameters: IDataObject, secrets: Record<string, string> = {}) =>
	triggerWorkflow(parameters, { verificationToken: token, ...secrets, ...used.credential() });

const forThisApp = () => v2(message(), { app_id: used.feishu.world.app.id });

test('untouched, it echoes the challenge, starts with a message, and starts once', async () => {
	const workflow = aWorkflow({});
	await workflow.activate();
	expect(await workflow.post(plain(challenge))).toEqual([[200, { challenge: 'c1' }], undefined]);
	const item = expect.objectContaining({ message_id: 'om_1', text: '@Announcer hello' }) as unknown;
	expect(await workflow.post(plain(forThisApp()))).toEqual([[200, {}], item]);
	expect(await workflow.post(plain(forThisApp()))).toEqual([[200, {}], undefined]);
});

test('with an Encrypt Key, it takes what is encrypted and signed', async () => {
	const workflow = aWorkflow({}, { encryptKey: key });
	const timestamp = String(Math.floor(Date.now() / 1_000));
	expect(await workflow.post(plain(forThisApp()))).toEqual([[401, {}], undefined]);
	expect(await workflow.post(encrypted(forThisApp()))).toEqual([[401, {}], undefined]);
	const item = expect.objectContaining({ message_id: 'om_1' }) as unknown;
	const sent = signed(encrypted(forThisApp()), { timestamp });
	expect(await workflow.post(sent)).toEqual([[200, {}], item]);
});

test('a machine whose clock was nine hours wrong takes what is signed now', async () => {
	const workflow = aWorkflow({}, { encryptKey: key });
	used.time.jump(9 * 3_600_000);
	const timestamp = String(Math.floor(used.time.now() / 1_000));
	const sent = signed(encrypted(forThisApp()), { timestamp });
	expect(await workflow.post(sent)).toMatchObject([[200, {}], { message_id: 'om_1' }]);
});

test('it is not activated without a Verification Token, nor tried out', async () => {
	const workflow = aWorkflow({}, { verificationToken: '' });
	await expect(workflow.activate()).rejects.toThrow(/no Verification Token.*Encryption Strategy/);
	await expect(workflow.activate('manual')).rejects.toThrow(/no Verification Token/);
});

test.each(['webhook', 'manual'] as const)(
	'it knows the bot from the activation, also where it is tried out (%s)',
	async (mode) => {
		const workflow = aWorkflow({ options: { onlyWhenMentioned: true } });
		const body = plain(forThisApp());
		expect(await workflow.post(body, mode)).toEqual([[401, {}], undefined]);
		// n8n lets requests in a moment before the activation is done, and Feishu asks once.
		expect(await workflow.post(plain(challenge), mode)).toMatchObject([[200, {}], undefined]);
		await workflow.activate(mode === 'webhook' ? 'trigger' : 'manual');
		expect(await workflow.post(body, mode)).toEqual([[200, {}], undefined]);
	},
);

test('of a store app without a ticket yet, it is activated, and finds the bot when there is one', async () => {
	const { world } = used.feishu;
	const app = world.addApp({ kind: 'store' });
	const credential = {
		...used.credential({ appId: app.id, appSecret: app.secret }),
		appType: 'store',
		appTicket: '',
		tenantKey: '',
		verificationToken: token,
	};
	const workflow = triggerWorkflow({ options: { onlyWhenMentioned: true } }, credential);
	await workflow.activate();
	const tenant = { app_id: app.id, tenant_key: app.tenantKeys[0] };
	const body = plain(v2(message(), tenant));
	expect(await workflow.post(body)).toEqual([[401, {}], undefined]);
	credential.appTicket = app.ticket ?? '';
	// Refused once more, and asked for behind the answer; the message mentions somebody else.
	expect(await workflow.post(body)).toEqual([[401, {}], undefined]);
	expect(await workflow.post(body)).toEqual([[200, {}], undefined]);
});

test.each(['={{ null }}', '={{ [] }}', '=chatIds'])(
	'options that one expression stands for, and that are none, let nothing in: %s',
	async (options) => {
		const workflow = aWorkflow({ options });
		expect(await workflow.post(plain(forThisApp()))).toEqual([[401, {}], undefined]);
	},
);

test('an expression that fails lets nothing in, and throws nothing', async () => {
	const workflow = aWorkflow({ options: { toast: "={{ $('Nobody').item.json.text }}" } });
	expect(await workflow.post(plain(forThisApp()))).toEqual([[401, {}], undefined]);
});
