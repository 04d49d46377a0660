import type { IDataObject } from 'n8n-workflow';

import { runNode } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

/** A store app that two organizations have installed, and two messages that it sent in the first one. */
function storeApp() {
	const { world, url } = used.feishu;
	const app = world.addApp({ kind: 'store', tenantKeys: [world.tenant.key, 'tenant_two'] });
	const chat = world.addChat({ botIn: app });
	const ids = world.sendMessages(2, { chat, sender: app });
	const credential = {
		region: 'custom',
		baseUrl: url,
		appType: 'store',
		appId: app.id,
		appSecret: app.secret,
		appTicket: app.ticket!,
		tenantKey: '={{ $json.tenant_key }}',
	};
	return { app, chat, ids, credential, tenant: world.tenant.key };
}

test('a store app asks for each item as the tenant that the item names', async () => {
	const { ids, credential, tenant } = storeApp();
	const result = await runNode({
		items: [
			{ tenant_key: 'tenant_two', message_id: 'om_unknown_there' },
			{ tenant_key: tenant, message_id: ids[0] },
			{ tenant_key: tenant, message_id: ids[1] },
		],
		credential,
	});
	expect(result.success.map(({ message_id }) => message_id)).toEqual(ids);
	expect(result.failure).toMatchObject([{ message_id: 'om_unknown_there' }]);
	expect(used.feishu.log.count('storeTenantToken')).toBe(2);
	expect(used.feishu.log.count('storeAppToken')).toBe(1);
	expect(result.databaseReads).toBe(3);
});

test('an item without a tenant fails alone, be it the first', async () => {
	const { ids, credential, tenant } = storeApp();
	const result = await runNode({
		items: [{ message_id: ids[0] }, { tenant_key: tenant, message_id: ids[1] }],
		credential,
	});
	expect(result.success.map(({ message_id }) => message_id)).toEqual([ids[1]]);
	expect((result.failure[0]?.error as IDataObject).message).toContain('Tenant Key');
	expect(used.feishu.world.isRecalled(ids[0]!)).toBe(false);
});

test("Recall Many leaves the messages of the app's bot in another tenant", async () => {
	const { chat, ids, credential, tenant } = storeApp();
	chat.messages.find(({ id }) => id === ids[1])!.tenantKey = 'tenant_two';
	const { success, failure } = await runNode({
		items: [{ tenant_key: tenant }],
		credential,
		parameters: {
			resource: 'message',
			operation: 'recallMany',
			chat: { __rl: true, mode: 'chatId', value: chat.id },
			sentAfter: new Date(used.feishu.world.clock.now() - 3_600_000).toISOString(),
		},
	});
	expect(failure).toEqual([]);
	expect(success.map(({ message_id }) => message_id)).toEqual([ids[0]]);
	expect(ids.map((id) => used.feishu.world.isRecalled(id))).toEqual([true, false]);
});

test('custom apps that the items name act each for its own, and the first for no other', async () => {
	const { world } = used.feishu;
	const apps = [world.app, world.addApp()];
	const sent = [0, 1, 0].map((place) => {
		const app = apps[place]!;
		const [id] = world.sendMessages(1, { chat: world.addChat({ botIn: app }), sender: app });
		return { app: app.id, secret: app.secret, message_id: id };
	});
	const result = await runNode({
		items: sent,
		credential: used.credential({ appId: '={{ $json.app }}', appSecret: '={{ $json.secret }}' }),
	});
	expect(result.success.map(({ message_id }) => message_id)).toEqual(
		sent.map(({ message_id }) => message_id),
	);
	expect(used.feishu.log.count('token')).toBe(2);
});
