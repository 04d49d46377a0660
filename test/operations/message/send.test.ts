import { send } from '../../../nodes/Feishu/operations/message/send';
import type { Item } from '../../../nodes/Feishu/operations/Operation';
import { failed, failure } from '../../../nodes/Feishu/errors/Failure';
import { anItem } from '../anItem';
import { located } from '../located';
import { ran, type Asked } from '../ran';
import { aMessage, files, messageItem } from './aMessage';

const receiver = located('chatId', 'oc_1');

const sent = async (parameters: Item['parameters'], more: Partial<Item> = {}, answer = aMessage) =>
	await ran(
		send,
		anItem({ receiver, messageType: 'text', text: 'Hi', ...parameters }, more),
		answer,
	);

const only = (asked: Asked) => {
	expect(asked).toHaveLength(1);
	return asked[0]![1];
};

const keyOf = async (...given: Parameters<typeof sent>) =>
	(await sent(...given)).asked.at(-1)?.[1].idempotencyKey;

test('a text goes to its receiver, and the message comes back', async () => {
	const { outcome, asked, subject } = await sent({
		options: { requestsPerSecond: 7, timeout: 500 },
	});
	expect(outcome).toEqual({ ok: true, json: messageItem });
	expect(subject).toEqual({ id: 'oc_1', name: 'The message to oc_1' });
	const call = only(asked);
	expect(asked[0]![0].id).toBe('im.message.create');
	expect(call).toMatchObject({
		path: '/open-apis/im/v1/messages',
		query: { receive_id_type: 'chat_id' },
		body: {
			receive_id: 'oc_1',
			msg_type: 'text',
			content: '{"text":"Hi"}',
			uuid: call.idempotencyKey,
		},
		requestsPerSecond: 7,
		timeoutMs: 500,
	});
	expect(call.limits).toEqual([
		{ key: 'messages oc_1', windows: [{ requests: 5, ms: 1_000, fromAnswer: true }] },
	]);
});

test("without Simplify, Feishu's own object comes back", async () => {
	const { outcome } = await sent({ simplify: false });
	expect(outcome).toEqual({ ok: true, json: aMessage.ok && aMessage.body.data });
});

test('what Feishu says is what comes of it', async () => {
	const refusal = failed(failure('receiver_refuses'));
	expect((await sent({}, {}, refusal)).outcome).toEqual(refusal);
});

test('messages to one chat are in the order of the items', async () => {
	expect((await sent({})).inOrderOf).toBe('oc_1');
});

describe('the key', () => {
	test('follows from the item and the pass, and not from what is said: that may be another in each try', async () => {
		const key = await keyOf({});
		expect(key).toMatch(/^[\da-f]{40}$/);
		const file = { messageType: 'file', binaryPropertyName: 'data' };
		const same = [
			await keyOf({ text: 'Ho' }),
			await keyOf({ receiver: { ...receiver, value: 'oc_2' } }),
			await keyOf({ messageType: 'markdown', markdown: 'Hi' }),
			await keyOf(file, { files: files({ data: 'one' }) }, uploaded),
		];
		expect(new Set([key, ...same]).size).toBe(1);
		expect(await keyOf({}, { pass: 'another' })).not.toBe(key);
	});

	test('of a person is sent as it is, with what tells other messages under it from this one', async () => {
		const options = { idempotencyKey: 'order 7' };
		const call = async (...given: Parameters<typeof sent>) =>
			(await sent(...given)).asked.at(-1)![1];
		const first = await call({ options });
		expect(first).toMatchObject({ idempotencyKey: 'order 7', body: { uuid: 'order 7' } });
		const again = await call({ options }, { pass: 'another' });
		expect(again.requestKey).not.toBe(first.requestKey);
		expect(again.said).toBe(first.said);
		expect((await call({ options, text: 'Ho' })).said).not.toBe(first.said);
		const withFile = async (bytes: string) =>
			await call(
				{ options, messageType: 'file', binaryPropertyName: 'data' },
				{ files: files({ data: bytes }) },
				uploaded,
			);
		const one = await withFile('one');
		expect((await withFile('one')).said).toBe(one.said);
		expect((await withFile('two')).said).not.toBe(one.said);
	});
});

const uploaded = {
	...aMessage,
	body: { data: { file_key: 'file_1', image_key: 'img_1' } },
} as typeof aMessage;

describe('a file', () => {
	const video = '\0\0\0\x18ftypisom';

	test('is uploaded before its message is sent', async () => {
		const { asked } = await sent(
			{ messageType: 'video', binaryPropertyName: 'data', options: { coverKey: 'img_2' } },
			{ files: files({ data: video }) },
			uploaded,
		);
		expect(asked.map(([{ id }]) => id)).toEqual(['im.file.create', 'im.message.create']);
		expect(asked[1]![1].body).toMatchObject({
			msg_type: 'media',
			content: '{"file_key":"file_1","image_key":"img_2"}',
		});
	});

	test('that cannot be uploaded is not sent', async () => {
		const refusal = failed(failure('file_refused'));
		const { outcome, asked } = await sent(
			{ messageType: 'file', binaryPropertyName: 'data' },
			{ files: files({ data: 'x' }) },
			refusal,
		);
		expect(outcome).toEqual(refusal);
		expect(asked).toHaveLength(1);
	});

	test('can be one that was uploaded before', async () => {
		const { asked } = await sent({ messageType: 'file', fileSource: 'key', fileKey: 'file_7' });
		expect(only(asked).body).toMatchObject({ msg_type: 'file', content: '{"file_key":"file_7"}' });
	});
});

// The panel hides an option of another type and keeps what it holds.
test.each([
	['a cover key of a video', { coverKey: 'none' }, { messageType: 'text' }],
	['a mention in a text', { mention: 'Tom', mentionEveryone: 'yes' }, cardOf('{}')],
])('%s that is left behind does not matter elsewhere', async (_, options, parameters) => {
	const { outcome } = await sent({ ...parameters, options });
	expect(outcome.ok).toBe(true);
});

function cardOf(cardJson: string) {
	return { messageType: 'card', cardJson };
}

test('a receiver that is none is told as it stands there', async () => {
	const { subject } = await sent({ receiver: { ...receiver, value: ' om_1 ' } });
	expect(subject).toEqual({ id: 'om_1', name: 'The message' });
});

test.each<[string, Item['parameters'], string]>([
	['no receiver', { receiver: { ...receiver, value: '' } }, 'invalid_receiver'],
	['nothing to say', { text: ' ' }, 'content_invalid'],
	['no such file', { messageType: 'file', binaryPropertyName: 'none' }, 'content_invalid'],
	[
		'no cover',
		{
			...{ messageType: 'video', fileSource: 'key', fileKey: 'file_1' },
			options: { coverKey: 'file_2' },
		},
		'content_invalid',
	],
	['nobody to mention', { options: { mention: 'Tom' } }, 'invalid_request'],
	['too long a key', { options: { idempotencyKey: 'x'.repeat(51) } }, 'invalid_request'],
	['no yes or no', { simplify: 'yes' }, 'invalid_request'],
])('%s is refused before anything is asked: %j', async (_, parameters, reason) => {
	const { outcome, asked } = await sent(parameters);
	expect(outcome).toMatchObject({ ok: false, failure: { reason, sent: false } });
	expect(asked).toEqual([]);
});
