import { useStandIn } from './useStandIn';

const used = useStandIn();

const send = async (body: object) =>
	await used.client.api('/message/v4/batch_send/', { method: 'POST', body });
const recall = async (id: string, token?: string) =>
	await used.client.api(`/im/v1/batch_messages/${id}`, { method: 'DELETE', token });
const progress = async (id: string) =>
	(await used.client.api(`/im/v1/batch_messages/${id}/get_progress`)).json.data;

test('a batch goes to several people and names those it could not find', async () => {
	const { json } = await send({
		open_ids: [used.world.user.openId, 'ou_nobody'],
		msg_type: 'text',
		content: { text: 'all' },
	});
	expect(json).toMatchObject({
		code: 0,
		msg: 'ok',
		data: {
			message_id: expect.stringMatching(/^bm-[0-9a-f]{32}$/),
			invalid_open_ids: ['ou_nobody'],
		},
	});
});

test('sending says no with HTTP 200', async () => {
	const { status, json } = await send({ open_ids: [], msg_type: 'text', content: {} });
	expect({ status, code: json.code }).toEqual({ status: 200, code: 10003 });
});

test('a recall is accepted at once and done step by step', async () => {
	used.feishu.settings.batchRecallSteps = 2;
	const { id } = used.world.addBatch({ validCount: 5, successCount: 4 });
	expect(await progress(id)).toMatchObject({
		batch_message_send_progress: { valid_user_ids_count: 5, success_user_ids_count: 4 },
		batch_message_recall_progress: { recall: false, recall_count: 0 },
	});
	const { status, json } = await recall(id);
	expect({ status, json }).toEqual({ status: 200, json: { code: 0, msg: 'ok', data: {} } });
	const counts = [];
	for (let i = 0; i < 3; i++) counts.push(await progress(id));
	expect(counts).toMatchObject(
		[0, 2, 4].map((recall_count) => ({
			batch_message_recall_progress: { recall: true, recall_count },
		})),
	);
});

test('a recall may take time', async () => {
	used.feishu.settings.batchRecallSteps = 0;
	used.feishu.settings.batchRecallMs = 60_000;
	const { id } = used.world.addBatch({ successCount: 4 });
	await recall(id);
	used.world.clock.advance({ seconds: 31 });
	expect(await progress(id)).toMatchObject({ batch_message_recall_progress: { recall_count: 2 } });
	used.world.clock.advance({ seconds: 30 });
	expect(await progress(id)).toMatchObject({ batch_message_recall_progress: { recall_count: 4 } });
});

test.each([
	['an unknown batch', 230030, () => 'bm-unknown'],
	[
		'a batch of another app',
		230026,
		() => used.world.addBatch({ appId: used.world.addApp().id }).id,
	],
	['a batch after the window', 230009, () => used.world.addBatch({ ageHours: 25 }).id],
	['an id too short', 230001, () => 'bm'],
	[
		'any batch while the bot is off',
		230006,
		() => {
			used.world.app.botEnabled = false;
			return used.world.addBatch().id;
		},
	],
	[
		'any batch without its own scope',
		99991672,
		() => {
			used.world.app.scopes = ['im:message'];
			return used.world.addBatch().id;
		},
	],
])('recalling %s is refused (%i)', async (_what, code, id) => {
	const { status, json } = await recall(id());
	expect({ status, code: json.code }).toEqual({ status: 400, code });
});

test('a person cannot recall a batch', async () => {
	const { json } = await recall(used.world.addBatch().id, used.world.authorize().accessToken);
	expect(json).toMatchObject({ code: 99991668, msg: 'user access token not support' });
});

test('progress of another app is not shown, and after 30 days nobody knows it', async () => {
	const path = (id: string) => `/im/v1/batch_messages/${id}/get_progress`;
	const other = used.world.addBatch({ appId: used.world.addApp().id });
	expect((await used.client.api(path(other.id))).json.code).toBe(230012);
	const old = used.world.addBatch({ ageHours: 31 * 24 });
	expect((await used.client.api(path(old.id))).json.code).toBe(230030);
});
