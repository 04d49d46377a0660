import { failed, failure } from '../../../nodes/Feishu/errors/Failure';
import { edit } from '../../../nodes/Feishu/operations/message/edit';
import type { Item } from '../../../nodes/Feishu/operations/Operation';
import { anItem } from '../anItem';
import { ran } from '../ran';
import { aMessage, messageItem } from './aMessage';

const edited = async (
	parameters: Item['parameters'],
	more: Partial<Item> = {},
	answer = aMessage,
) =>
	await ran(
		edit,
		anItem({ messageId: 'om_1', messageType: 'text', text: 'Hi', ...parameters }, more),
		answer,
	);

test('a text replaces the one that was there, and the message comes back', async () => {
	const { outcome, asked, inOrderOf } = await edited({});
	expect(outcome).toEqual({ ok: true, json: messageItem });
	expect(inOrderOf).toBe('om_1');
	expect(asked).toMatchObject([
		[
			{ id: 'im.message.update', method: 'PUT' },
			{
				path: '/open-apis/im/v1/messages/om_1',
				body: { msg_type: 'text', content: '{"text":"Hi"}' },
				limits: [{ key: 'messages om_1' }],
			},
		],
	]);
});

test('a message is edited once in a pass, whatever becomes of what is said', async () => {
	const keyOf = async (...given: Parameters<typeof edited>) =>
		(await edited(...given)).asked[0]![1].requestKey;
	const key = await keyOf({});
	expect(await keyOf({ text: 'Ho' })).toBe(key);
	expect(await keyOf({}, { pass: 'another' })).not.toBe(key);
});

test('people are mentioned in front', async () => {
	const { asked } = await edited({ options: { mention: 'ou_1' } });
	expect(asked[0]![1].body).toMatchObject({
		content: JSON.stringify({ text: '<at user_id="ou_1"></at> Hi' }),
	});
});

test.each([
	['interactive', /a card/, /'Update Card'/],
	['image', /is an image, file/, /Recall it, and send a new one/],
])('%s is told to be no text before anything is asked', async (msg_type, cause, nextStep) => {
	const json = { message_id: 'om_1', msg_type };
	const { outcome, asked } = await edited({}, { json });
	expect(outcome).toMatchObject({
		ok: false,
		failure: {
			reason: 'not_editable',
			sent: false,
			cause: expect.stringMatching(cause) as string,
			nextStep: expect.stringMatching(nextStep) as string,
		},
	});
	expect(asked).toEqual([]);
});

test.each([
	{ message_id: 'om_1', msg_type: 'text' },
	{ message_id: 'om_1', msg_type: 'post' },
	{ message_id: 'om_1', msg_type: 7 },
	// The item is another message's.
	{ message_id: 'om_2', msg_type: 'interactive' },
])('the message of %j may be a text, and Feishu is asked', async (json) => {
	expect((await edited({}, { json })).asked).toHaveLength(1);
});

test("without Simplify, Feishu's own object comes back; a refusal is what comes of it", async () => {
	const { outcome } = await edited({ simplify: false });
	expect(outcome).toEqual({ ok: true, json: aMessage.ok && aMessage.body.data });
	const refusal = failed(failure('not_editable'));
	expect((await edited({}, {}, refusal)).outcome).toEqual(refusal);
});

test.each<[Item['parameters'], string]>([
	[{ messageId: 'oc_1' }, 'invalid_message_id'],
	[{ text: '' }, 'content_invalid'],
	[{ simplify: 1 }, 'invalid_request'],
	[{ options: { mention: 'Tom' } }, 'invalid_request'],
])('%j is refused before anything is asked', async (parameters, reason) => {
	const { outcome, asked } = await edited(parameters);
	expect(outcome).toMatchObject({ ok: false, failure: { reason, sent: false } });
	expect(asked).toEqual([]);
});
