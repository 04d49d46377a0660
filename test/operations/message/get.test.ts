import schema from '../../../nodes/Feishu/__schema__/v1.0.0/message/get.json';
import type { Answer } from '../../../nodes/Feishu/client/http/Answer';
import { failed, failure } from '../../../nodes/Feishu/errors/Failure';
import type { Reason } from '../../../nodes/Feishu/errors/reasons';
import { get } from '../../../nodes/Feishu/operations/message/get';
import { anItem } from '../anItem';
import { allOf, ran } from '../ran';

const message = {
	message_id: 'om_1',
	thread_id: 'omt_1',
	root_id: 'om_0',
	parent_id: 'om_0',
	chat_id: 'oc_1',
	msg_type: 'text',
	create_time: '1764000000123',
	update_time: '1764000000123',
	deleted: false,
	updated: false,
	sender: { id: 'ou_1', id_type: 'open_id', sender_type: 'user', tenant_key: 't' },
	mentions: [{ key: '@_user_1', id: 'ou_2', name: 'Tom' }],
	body: { content: '{"text":"Hello @_user_1"}' },
};

const answered = (...items: unknown[]): Answer => ({
	ok: true,
	body: { code: 0, data: { items } },
	attempts: 1,
	logId: '2026log',
});
const no = (reason: Reason): Answer => failed(failure(reason, { logId: '2026log' }));

const got = async (answer: Answer, more: object = {}) =>
	await ran(get, anItem({ messageId: 'om_1', ...more }), answer);

test('Feishu is asked for the message, and for a card as it was sent', async () => {
	const { asked } = await got(answered(message), { options: { requestsPerSecond: 5 } });
	expect(asked).toEqual([
		[
			expect.objectContaining({ method: 'GET', repeat: 'safe' }),
			{
				path: '/open-apis/im/v1/messages/om_1',
				query: { card_msg_content_type: 'user_card_content' },
				requestsPerSecond: 5,
				timeoutMs: 10_000,
			},
		],
	]);
});

test('the message leaves with everything at the top, and with what a person reads', async () => {
	const { outcome } = await got(answered(message));
	if (!outcome.ok) throw new Error(outcome.failure.cause);
	expect(outcome.json).toMatchObject({
		message_id: 'om_1',
		text: 'Hello @Tom',
		create_time: '2025-11-24T16:00:00.123Z',
		log_id: '2026log',
	});
	expect(Object.keys(schema.properties)).toEqual(Object.keys(outcome.json));
});

test('a merged forward has the texts that it holds, those of a merged forward in it further to the right', async () => {
	const text = (id: string, upper: string, words: string) => ({
		message_id: id,
		upper_message_id: upper,
		msg_type: 'text',
		body: { content: JSON.stringify({ text: words }) },
	});
	const merged = { msg_type: 'merge_forward', body: { content: 'Merged and Forwarded Message' } };
	const { outcome } = await got(
		answered(
			{ ...merged, message_id: 'om_1' },
			text('om_2', 'om_1', 'One'),
			{ ...merged, message_id: 'om_3', upper_message_id: 'om_1' },
			text('om_4', 'om_3', 'Two\nThree'),
			text('om_5', 'om_1', 'Four'),
		),
	);
	expect(outcome).toMatchObject({
		ok: true,
		json: {
			message_id: 'om_1',
			text: 'One\n  Two\n  Three\nFour',
			messages: [
				{ message_id: 'om_2' },
				{ message_id: 'om_3' },
				{ message_id: 'om_4', text: 'Two\nThree' },
				{ message_id: 'om_5' },
			],
		},
	});
});

test('messages that hold one another are written once', async () => {
	const inside = (id: string, upper: string) => ({ message_id: id, upper_message_id: upper });
	const { outcome } = await got(
		answered({ message_id: 'om_1' }, inside('om_2', 'om_1'), inside('om_1', 'om_2')),
	);
	expect(outcome.ok).toBe(true);
});

test('without simplifying, all that Feishu says leaves as it is', async () => {
	const part = { message_id: 'om_2', upper_message_id: 'om_1' };
	const item = anItem({ messageId: 'om_1', simplify: false });
	const { outcomes } = await allOf(get, item, answered(message, part));
	expect(outcomes).toEqual([
		{ ok: true, json: message },
		{ ok: true, json: part },
	]);
});

test('a message that is gone is marked as deleted, whether Feishu still shows it or not', async () => {
	expect((await got(answered({ ...message, deleted: true, body: {} }))).outcome).toMatchObject({
		json: { message_id: 'om_1', deleted: true, text: '' },
	});
	expect((await got(no('message_recalled'))).outcome).toEqual({
		ok: true,
		json: { message_id: 'om_1', text: '', deleted: true, log_id: '2026log' },
	});
});

test.each<Reason>(['bot_not_in_chat', 'permission_missing', 'message_not_visible'])(
	'%s is a failure',
	async (reason) => {
		expect((await got(no(reason))).outcome).toMatchObject({ ok: false, failure: { reason } });
	},
);

test('an answer without a message says that Feishu does not know it', async () => {
	for (const body of [{ data: { items: [] } }, { data: null }]) {
		expect((await got({ ok: true, body, attempts: 2, logId: '2026log' })).outcome).toMatchObject({
			failure: { reason: 'message_not_found', attempts: 2, logId: '2026log' },
		});
	}
});

test.each([{ simplify: 'maybe' }, { options: { timeout: 'x' } }])(
	'%j is refused before anything is asked',
	async (more) => {
		const { outcome, asked } = await got(answered(message), more);
		expect(outcome).toMatchObject({ failure: { reason: 'invalid_request', sent: false } });
		expect(asked).toEqual([]);
	},
);
