import { anything, constantFrom, oneof, record, string, tuple, type Arbitrary } from 'fast-check';

import { operationNamed } from '../../nodes/Feishu/operations';
import { anItem } from '../operations/anItem';
import { feishuThat } from '../operations/ran';
import { holdsFor } from './hostile';

/** A client that says yes to everything, and what it was asked. */
const feishuThatAgrees = () =>
	feishuThat(() => ({
		ok: true,
		attempts: 1,
		body: { data: { image_key: 'img_1', file_key: 'file_1' } },
	}));

const file = (bytes: string) => ({
	id: () => '',
	name: bytes,
	mimeType: bytes,
	size: async () => bytes.length,
	read: async () => Buffer.from(bytes),
});

const text = string({ unit: 'binary', maxLength: 200 });
const texts = oneof(text, string({ unit: 'grapheme' }), constantFrom('', '__proto__', '{"a":1}'));
const value = oneof(texts, anything());
const id = oneof(
	constantFrom('oc_1', 'ou_1', 'om_1', 'cli_1', 'a@b.cc', '../chats/oc_1', 'oc_1/../x', 'on_1?x'),
	value,
);
const mode = oneof(
	constantFrom('list', 'chatId', 'openId', 'userId', 'unionId', 'email', 'threadId'),
	value,
);

const hostile: Arbitrary<Record<string, unknown>> = record(
	{
		messageId: id,
		receiver: oneof(id, record({ mode, value: id })),
		messageType: oneof(
			constantFrom('text', 'markdown', 'card', 'image', 'file', 'audio', 'video', 'other'),
			value,
		),
		text: value,
		title: value,
		markdown: value,
		cardSource: oneof(constantFrom('json', 'template'), value),
		cardJson: value,
		templateId: value,
		templateVersion: value,
		templateVariables: value,
		fileSource: oneof(constantFrom('binary', 'key'), value),
		binaryPropertyName: oneof(constantFrom('data', '__proto__', 'constructor'), value),
		fileKey: value,
		otherType: value,
		otherContent: value,
		simplify: value,
		options: oneof(
			record({
				mention: value,
				mentionEveryone: value,
				idempotencyKey: value,
				replyInThread: value,
				coverKey: value,
			}),
			value,
		),
	},
	{ requiredKeys: [] },
);

const known = {
	receiver: /^(?:o[cun]_[\w-]+|omt_[\w-]+|[^\s@/\\]+@[^\s@/\\]+|[\w-]+)$/,
	path: /^\/open-apis\/im\/v1\/(?:images|files|messages(?:\/om_[\w-]+(?:\/reply|\/forward)?)?)$/,
};

test.each(['send', 'reply', 'forward', 'edit', 'updateCard'])(
	'whatever stands in the fields of %s, nothing throws, and nothing but a message is asked for',
	async (name) => {
		const operation = operationNamed('message', name);
		await holdsFor(300, tuple(hostile, texts), async ([parameters, bytes]) => {
			const item = anItem(parameters, { files: { data: file(bytes) } });
			const { feishu, asked } = feishuThatAgrees();
			for (const task of operation.tasks(item).slice(0, 20)) {
				if ('refused' in task) {
					expect(task.refused).toMatchObject({ sent: false, attempts: 0 });
					expect(task.refused.cause).not.toMatch(/[\n\r]/);
					continue;
				}
				const outcomes = await task.run(feishu);
				expect(outcomes).toHaveLength(1);
			}
			for (const [, { path, query, body, idempotencyKey }] of asked) {
				expect(path).toMatch(known.path);
				if (body instanceof FormData) continue;
				const { receive_id: receiver = 'oc_1', content = '{}' } = body as Record<string, string>;
				expect(receiver).toMatch(known.receiver);
				expect(typeof JSON.parse(content)).toBe('object');
				expect(Array.from(idempotencyKey ?? '').length).toBeLessThanOrEqual(50);
				expect(query?.receive_id_type ?? 'chat_id').toMatch(/^(?:\w+_id|email)$/);
			}
		});
	},
);

test('a text arrives exactly as it was written', async () => {
	const send = operationNamed('message', 'send');
	await holdsFor(500, texts, async (written) => {
		const { feishu, asked } = feishuThatAgrees();
		const parameters = { receiver: 'oc_1', messageType: 'text', text: written };
		const [task] = send.tasks(anItem(parameters));
		if (!task || 'refused' in task) {
			expect(written.trim()).toBe('');
			return;
		}
		await task.run(feishu);
		const body = asked[0]?.[1].body;
		expect(JSON.parse((body as Record<string, string>).content ?? '')).toEqual({ text: written });
	});
});
