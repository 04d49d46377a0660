import { failed, failure } from '../../../nodes/Feishu/errors/Failure';
import { forward } from '../../../nodes/Feishu/operations/message/forward';
import type { Item } from '../../../nodes/Feishu/operations/Operation';
import { anItem } from '../anItem';
import { located } from '../located';
import { ran } from '../ran';
import { aMessage, messageItem } from './aMessage';

const to = (mode: string, value: string) => ({ receiver: located(mode, value) });

const forwarded = async (
	parameters: Item['parameters'],
	more: Partial<Item> = {},
	answer = aMessage,
) =>
	await ran(
		forward,
		anItem({ messageId: 'om_1', ...to('chatId', 'oc_2'), ...parameters }, more),
		answer,
	);

const callOf = async (...given: Parameters<typeof forwarded>) =>
	(await forwarded(...given)).asked[0]![1];

test('a message goes on to its receiver, and the new one comes back', async () => {
	const { outcome, asked, inOrderOf } = await forwarded({});
	expect(outcome).toEqual({ ok: true, json: messageItem });
	expect(inOrderOf).toBe('oc_2');
	expect(asked).toHaveLength(1);
	const [api, call] = asked[0]!;
	expect(api.id).toBe('im.message.forward');
	expect(call).toMatchObject({
		path: '/open-apis/im/v1/messages/om_1/forward',
		query: { receive_id_type: 'chat_id', uuid: call.idempotencyKey },
		body: { receive_id: 'oc_2' },
	});
	expect(call.limits?.[0]?.key).toBe('messages oc_2');
});

test('a thread can be the receiver', async () => {
	expect(await callOf(to('threadId', 'omt_1'))).toMatchObject({
		query: { receive_id_type: 'thread_id' },
		body: { receive_id: 'omt_1' },
	});
});

test('its key is another for each message and pass', async () => {
	const keys = [
		await callOf({}),
		await callOf({}),
		await callOf(to('chatId', 'oc_3')),
		await callOf({ messageId: 'om_2' }),
		await callOf({}, { pass: 'another' }),
	].map(({ idempotencyKey }) => idempotencyKey);
	expect(new Set(keys).size).toBe(3);
	expect(new Set(keys.slice(0, 3)).size).toBe(1);
});

test('a key of a person counts for each receiver by itself, as Feishu counts it', async () => {
	const options = { idempotencyKey: 'order 7' };
	const [one, two] = [
		await callOf({ options }),
		await callOf({ options, ...to('chatId', 'oc_3') }),
	];
	expect([one.idempotencyKey, two.idempotencyKey]).toEqual(['order 7', 'order 7']);
	expect([one.keyScope, two.keyScope]).toEqual(['oc_2', 'oc_3']);
});

test("without Simplify, Feishu's own object comes back; a refusal is what comes of it", async () => {
	const { outcome } = await forwarded({ simplify: false });
	expect(outcome).toEqual({ ok: true, json: aMessage.ok && aMessage.body.data });
	const refusal = failed(failure('not_forwardable'));
	expect((await forwarded({}, {}, refusal)).outcome).toEqual(refusal);
});

test.each<[Item['parameters'], string]>([
	[{ messageId: 'oc_1' }, 'invalid_message_id'],
	[to('chatId', 'om_2'), 'invalid_receiver'],
	[{ simplify: 1 }, 'invalid_request'],
	[{ options: { idempotencyKey: 'x'.repeat(51) } }, 'invalid_request'],
])('%j is refused before anything is asked', async (parameters, reason) => {
	const { outcome, asked } = await forwarded(parameters);
	expect(outcome).toMatchObject({ ok: false, failure: { reason, sent: false } });
	expect(asked).toEqual([]);
});
