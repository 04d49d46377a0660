import { failed, failure } from '../../../nodes/Feishu/errors/Failure';
import { reply } from '../../../nodes/Feishu/operations/message/reply';
import type { Item } from '../../../nodes/Feishu/operations/Operation';
import { anItem } from '../anItem';
import { ran } from '../ran';
import { aMessage, files, messageItem } from './aMessage';

const replied = async (
	parameters: Item['parameters'],
	more: Partial<Item> = {},
	answer = aMessage,
) =>
	await ran(
		reply,
		anItem({ messageId: 'om_1', messageType: 'text', text: 'Hi', ...parameters }, more),
		answer,
	);

test('a reply goes to its message, and comes back as a message', async () => {
	const { outcome, asked } = await replied({});
	expect(outcome).toEqual({ ok: true, json: messageItem });
	expect(asked).toHaveLength(1);
	const [api, call] = asked[0]!;
	expect(api.id).toBe('im.message.reply');
	expect(call).toMatchObject({
		path: '/open-apis/im/v1/messages/om_1/reply',
		body: {
			msg_type: 'text',
			content: '{"text":"Hi"}',
			reply_in_thread: false,
			uuid: call.idempotencyKey,
		},
	});
});

test('a reply is in a thread where that is asked for, and has the same key in either case', async () => {
	const calls = [];
	for (const replyInThread of [true, false]) {
		calls.push((await replied({ options: { replyInThread } })).asked[0]![1]);
	}
	expect(calls.map(({ body }) => (body as { reply_in_thread: unknown }).reply_in_thread)).toEqual([
		true,
		false,
	]);
	expect(calls[0]?.idempotencyKey).toBe(calls[1]?.idempotencyKey);
});

test('it keeps the order and the limit of the chat where the item tells it, else of the message', async () => {
	const json = { message_id: 'om_1', chat_id: 'oc_1' };
	const known = await replied({}, { json });
	expect([known.inOrderOf, known.asked[0]![1].limits?.[0]?.key]).toEqual(['oc_1', 'messages oc_1']);
	const withoutChat = await replied({}, { json: { ...json, chat_id: 7 } });
	expect(withoutChat.inOrderOf).toBe('om_1');
	const ofAnother = await replied({}, { json: { ...json, message_id: 'om_2' } });
	expect([ofAnother.inOrderOf, ofAnother.asked[0]![1].limits?.[0]?.key]).toEqual([
		'om_1',
		'messages om_1',
	]);
});

const located = { message_id: 'om_1', chat_id: 'oc_1' };

test.each<[string, object, unknown]>([
	['a message item', located, 'om_1'],
	["Feishu's answer", { data: located }, 'om_1'],
	['an answer to merge forward', { data: { message: located } }, 'om_1'],
	['a list', { data: { items: [{ message_id: 'om_2', chat_id: 'oc_2' }, located] } }, 'om_1'],
	['a receive event', { event: { message: located } }, 'om_1'],
	['an event', { event: located }, 'om_1'],
	['an event without its envelope', { message: located }, 'om_1'],
	['a receive event of a webhook', { body: { event: { message: located } } }, 'om_1'],
	['an event of a webhook', { body: { event: located } }, 'om_1'],
	['a message of a webhook', { body: { message: located } }, 'om_1'],
	['the field itself', {}, located],
	['a list in the field', {}, [{ event: { message: located } }]],
	['a list as text', {}, JSON.stringify([located])],
])('its chat is found in %s', async (_, json, messageId) => {
	const { inOrderOf, asked } = await replied({ messageId }, { json: json as Item['json'] });
	expect([inOrderOf, asked[0]![1].limits?.[0]?.key]).toEqual(['oc_1', 'messages oc_1']);
});

test('a file that Feishu does not take is not answered with', async () => {
	const refused = failed(failure('file_refused'));
	const file = { messageType: 'file', binaryPropertyName: 'data' };
	const { outcome, asked } = await replied(file, { files: files({ data: 'x' }) }, refused);
	expect(outcome).toEqual(refused);
	expect(asked.map(([{ id }]) => id)).toEqual(['im.file.create']);
});

test("without Simplify, Feishu's own object comes back; a refusal is what comes of it", async () => {
	const { outcome } = await replied({ simplify: false });
	expect(outcome).toEqual({ ok: true, json: aMessage.ok && aMessage.body.data });
	const refusal = failed(failure('message_recalled'));
	expect((await replied({}, {}, refusal)).outcome).toEqual(refusal);
});

test.each<[Item['parameters'], string]>([
	[{ messageId: 'oc_1' }, 'invalid_message_id'],
	[{ text: '' }, 'content_invalid'],
	[{ options: { replyInThread: 'yes' } }, 'invalid_request'],
	[{ options: { idempotencyKey: true } }, 'invalid_request'],
])('%j is refused before anything is asked', async (parameters, reason) => {
	const { outcome, asked } = await replied(parameters);
	expect(outcome).toMatchObject({ ok: false, failure: { reason, sent: false } });
	expect(asked).toEqual([]);
});
