import type { Answer } from '../../../nodes/Feishu/client/http/Answer';
import { failed, failure } from '../../../nodes/Feishu/errors/Failure';
import { updateCard } from '../../../nodes/Feishu/operations/message/updateCard';
import type { Item } from '../../../nodes/Feishu/operations/Operation';
import { anItem } from '../anItem';
import { ran } from '../ran';

const yes: Answer = { ok: true, attempts: 1, body: { code: 0, data: {} }, logId: '2026log' };

const updated = async (
	parameters: Item['parameters'],
	more: Partial<Item> = {},
	answer: Answer = yes,
) =>
	await ran(
		updateCard,
		anItem({ messageId: 'om_1', cardJson: { elements: [] }, ...parameters }, more),
		answer,
	);

test('a card replaces the one that was there', async () => {
	const { outcome, asked, inOrderOf } = await updated({});
	expect(outcome).toEqual({
		ok: true,
		json: { message_id: 'om_1', updated: true, log_id: '2026log' },
	});
	expect(inOrderOf).toBe('om_1');
	expect(asked).toMatchObject([
		[
			{ id: 'im.message.patch', method: 'PATCH' },
			{
				path: '/open-apis/im/v1/messages/om_1',
				body: { content: '{"elements":[],"config":{"update_multi":true}}' },
				limits: [{ key: 'messages om_1' }],
			},
		],
	]);
});

test('without a log ID there is none', async () => {
	const { outcome } = await updated({}, {}, { ok: true, attempts: 1, body: {} });
	expect(outcome).toEqual({ ok: true, json: { message_id: 'om_1', updated: true } });
});

test('a template can be the card', async () => {
	const { asked } = await updated({ cardSource: 'template', templateId: 'AAq1' });
	expect(asked[0]![1].body).toEqual({
		content: '{"type":"template","data":{"template_id":"AAq1","template_variable":{}}}',
	});
});

test('a message is updated once in a pass, whatever becomes of what is said', async () => {
	const keyOf = async (...given: Parameters<typeof updated>) =>
		(await updated(...given)).asked[0]![1].requestKey;
	const key = await keyOf({});
	expect(await keyOf({ cardJson: '{}' })).toBe(key);
	expect(await keyOf({}, { pass: 'another' })).not.toBe(key);
});

test('what Feishu says is what comes of it', async () => {
	const refusal = failed(failure('not_editable'));
	expect((await updated({}, {}, refusal)).outcome).toEqual(refusal);
});

test.each<[Item['parameters'], string]>([
	[{ messageId: 'oc_1' }, 'invalid_message_id'],
	[{ cardJson: '{' }, 'content_invalid'],
	[{ cardJson: JSON.stringify({ elements: ['x'.repeat(40_000)] }) }, 'content_invalid'],
	[{ options: { timeout: 0 } }, 'invalid_request'],
])('%j is refused before anything is asked', async (parameters, reason) => {
	const { outcome, asked } = await updated(parameters);
	expect(outcome).toMatchObject({ ok: false, failure: { reason, sent: false } });
	expect(asked).toEqual([]);
});
