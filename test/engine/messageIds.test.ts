import type { IDataObject } from 'n8n-workflow';

import { runNode } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

async function run(items: IDataObject[], parameters: IDataObject = {}) {
	return await runNode({
		items,
		credential: used.credential(),
		parameters,
	});
}

describe('untouched, the field finds the ID behind', () => {
	const history = (ids: string[]) => ({
		code: 0,
		data: { has_more: false, items: ids.map((id) => ({ message_id: id, msg_type: 'text' })) },
	});
	test.each<[upstream: string, item: (id: string) => IDataObject]>([
		[
			"Feishu's answer to send, reply, edit, forward",
			(id) => ({ code: 0, data: { message_id: id } }),
		],
		["a merged forward's answer", (id) => ({ data: { message: { message_id: id } } })],
		['a node that hands on the data', (id) => ({ message_id: id, msg_type: 'text' })],
		['a receive event', (id) => ({ schema: '2.0', event: { message: { message_id: id } } })],
		['the inside of a receive event', (id) => ({ message: { message_id: id } })],
		['another event', (id) => ({ schema: '2.0', event: { message_id: id } })],
		['a Webhook node', (id) => ({ headers: {}, body: { event: { message: { message_id: id } } } })],
		['a Webhook node with another event', (id) => ({ body: { event: { message_id: id } } })],
		['a Webhook node with the inside', (id) => ({ body: { message: { message_id: id } } })],
		['the history list', (id) => history([id])],
	])('%s', async (_, item) => {
		const id = used.feishu.world.sendMessage();
		const result = await run([item(id)]);
		expect(result.success).toMatchObject([{ message_id: id, deleted: true }]);
	});

	test('every message of a history list, one item each, paired to the list', async () => {
		const ids = used.feishu.world.sendMessages(3);
		const result = await run([{ note: 'first' }, history(ids)]);
		expect(result.success.map((item) => item.message_id)).toEqual(ids);
		expect(result.failure).toMatchObject([
			{ note: 'first', error: { reason: 'invalid_message_id' } },
		]);
	});

	test('and in a history list, no children of a merged forward', async () => {
		const [id = '', child = ''] = used.feishu.world.sendMessages(2);
		const items = [{ message_id: id }, { message_id: child, upper_message_id: id }];
		const result = await run([{ data: { items } }]);
		expect(result.success).toMatchObject([{ message_id: id, deleted: true }]);
		expect(result.failure).toEqual([]);
		expect(used.feishu.world.isRecalled(child)).toBe(false);
	});
});

describe('an empty list names nothing, and is a success of nothing', () => {
	test.each<[unknown]>([
		[[]],
		['[]'],
		[{ code: 0, data: { has_more: false, items: [] } }],
		[{ data: { items: [{ message_id: 'om_1', upper_message_id: 'om_0' }] } }],
		// Recall Many hands on one where nothing matched.
		[{ chat_id: 'oc_1', matched: 0 }],
	])('%j', async (given) => {
		const result = await run([{ given: given as IDataObject }], {
			messageId: '={{ $json.given }}',
		});
		expect(result.failure).toEqual([]);
		expect(result.success).toEqual([{ deleted: false, matched: 0 }]);
		expect(used.feishu.log.total).toBe(0);
	});
});

describe('the field takes', () => {
	test.each<[string, (ids: string[]) => unknown]>([
		['an array', (ids) => ids],
		['an array as JSON text', (ids) => JSON.stringify(ids)],
		['an array of what other nodes hand on', (ids) => ids.map((id) => ({ message_id: id }))],
		['several IDs with commas', (ids) => ids.join(', ')],
		['several IDs with semicolons', (ids) => ids.join(';')],
		['several IDs with spaces', (ids) => ids.join(' ')],
		['one ID a line', (ids) => `\n${ids.join('\r\n')}\n`],
		['blanks and quotes around them', (ids) => ids.map((id) => ` "${id}" `).join(',')],
		['hidden characters around them', (ids) => ids.map((id) => `\u200b${id}\ufeff`).join(', ')],
	])('%s', async (_, write) => {
		const ids = used.feishu.world.sendMessages(3);
		const result = await run([{ given: write(ids) as IDataObject }], {
			messageId: '={{ $json.given }}',
		});
		expect(result.success.map((item) => item.message_id)).toEqual(ids);
		expect(result.failure).toEqual([]);
	});

	test('the same ID several times: asked for once, and every item has the outcome', async () => {
		const id = used.feishu.world.sendMessage();
		const foreign = used.feishu.world.sendMessage({ sender: used.feishu.world.user });
		const items = [id, foreign, id, foreign].map((message_id) => ({ message_id }));
		const result = await run(items);
		expect(result.success.map((item) => item.message_id)).toEqual([id, id]);
		expect(result.failure.map((item) => (item.error as IDataObject).reason)).toEqual([
			'not_allowed_to_recall',
			'not_allowed_to_recall',
		]);
		expect(used.feishu.log.count('recall')).toBe(2);
	});
});

describe('what is no message ID never reaches the network', () => {
	test.each<[value: unknown, says: RegExp]>([
		['', /is empty/],
		['   ', /is empty/],
		[null, /is empty/],
		[[''], /is empty/],
		['oc_84983ff6516d731e5b5f68d4ea2e1da5', /ID of a chat/],
		['omt_d4be107c616aed9c1da8ed8068570a9f', /ID of a thread/],
		['ou_7d8a6e6df7621556ce0d21922b676706', /ID of a user/],
		['on_cad4860e7af114fb4ff6c5d496d1dd76', /ID of a user/],
		['cli_a1b2c3', /ID of an app/],
		['bm-dc13264520392913993dd051dba21dcf', /'Batch Message'/],
		['om_', /complete message ID/],
		['om_abc/../../chats/oc_victim', /complete message ID/],
		['../chats/oc_victim', /not a message ID/],
		['om_%2e%2e', /complete message ID/],
		['om_撤回', /complete message ID/],
		['hello', /not a message ID/],
		[42, /holds a number/],
		[true, /holds a boolean/],
		['om_1.', /^"om_1\." is not a complete message ID/],
		['om_1\u200b2', /^"om_1\\u\{200b\}2" is not a complete message ID/],
		[{ id: 'om_inside' }, /holds an object/],
		[{ error: { message_id: 'om_inside' } }, /holds an object/],
	])('%j', async (value, says) => {
		const result = await run([{ given: value as IDataObject }], {
			messageId: '={{ $json.given }}',
		});
		expect(result.success).toEqual([]);
		expect(result.failure).toHaveLength(1);
		expect(result.failure[0]?.error).toMatchObject({
			reason: 'invalid_message_id',
			message: expect.stringMatching(says),
			attempts: 0,
		});
		expect(used.feishu.log.total).toBe(0);
	});

	const event = (own: string, root: string) => ({ message: { root_id: root, message_id: own } });
	test.each<[string, (own: string, root: string) => string]>([
		['indented JSON', (own, root) => JSON.stringify(event(own, root), null, 2)],
		['JSON that is cut off', (own, root) => JSON.stringify(event(own, root), null, 1).slice(0, -3)],
		['Python', (own, root) => `{'message_id': '${own}', 'root_id': '${root}'}`],
		['YAML', (own, root) => `message_id: ${own}\nroot_id: ${root}`],
	])('an object as %s is refused whole, whatever a failure does to the run', async (_, write) => {
		const [own = '', root = ''] = used.feishu.world.sendMessages(2);
		const options = {
			items: [{ given: write(own, root) }],
			credential: used.credential(),
			parameters: { messageId: '={{ $json.given }}' },
		};
		for (const onError of ['continueErrorOutput', 'continueRegularOutput'] as const) {
			const { success, failure } = await runNode({ ...options, onError });
			expect([...success, ...failure]).toMatchObject([{ error: { reason: 'invalid_message_id' } }]);
		}
		const { error } = await runNode({ ...options, onError: 'stopWorkflow' });
		expect(error?.message).toContain('is not a message ID');
		expect(used.feishu.log.total).toBe(0);
	});

	test('and an untouched field says where an ID was seen', async () => {
		const result = await run([{ my: { 'deep place': ['x', 'om_seen'] } }]);
		expect(result.failure[0]?.error).toMatchObject({
			message: expect.stringContaining('{{ $json.my["deep place"][1] }}'),
		});
	});

	test('while the good ones beside it are recalled', async () => {
		const [one, two] = used.feishu.world.sendMessages(2);
		const result = await run([{ given: `${one}, oc_chat, ${two}` }], {
			messageId: '={{ $json.given }}',
		});
		expect(result.success.map((item) => item.message_id)).toEqual([one, two]);
		expect(result.failure).toMatchObject([{ error: { message_id: 'oc_chat' } }]);
	});
});
