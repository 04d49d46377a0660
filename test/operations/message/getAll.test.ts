import schema from '../../../nodes/Feishu/__schema__/v1.0.0/message/getAll.json';
import type { Api, Call } from '../../../nodes/Feishu/client/Api';
import type { Answer } from '../../../nodes/Feishu/client/http/Answer';
import { failed, failure } from '../../../nodes/Feishu/errors/Failure';
import type { Reason } from '../../../nodes/Feishu/errors/reasons';
import { getAll } from '../../../nodes/Feishu/operations/message/getAll';
import { anItem } from '../anItem';
import { allOf } from '../ran';

const time = Date.parse('2026-11-24T10:00:00.500Z');
const bot = { id: 'cli_1', id_type: 'app_id', sender_type: 'app', tenant_key: 't' };
const person = { id: 'ou_1', id_type: 'open_id', sender_type: 'user', tenant_key: 't' };

const message = (id: string, more: object = {}) => ({
	message_id: id,
	chat_id: 'oc_1',
	msg_type: 'text',
	create_time: String(time),
	update_time: String(time),
	deleted: false,
	updated: false,
	sender: person,
	body: { content: '{"text":"Hello"}' },
	...more,
});

const answered = (items: unknown[], more: object = {}): Answer => ({
	ok: true,
	body: { code: 0, data: { items, has_more: false, ...more } },
	attempts: 1,
});

const got = async (
	parameters: object,
	reaction: Answer | ((api: Api, call: Call) => Answer) = answered([message('om_1')]),
) => await allOf(getAll, anItem({ chat: 'oc_1', ...parameters }), reaction);

/** The IDs that are handed on of a list of these. */
async function idsOf(items: unknown[], filters: object) {
	const { outcomes } = await got({ filters, returnAll: true }, answered(items));
	return outcomes.map((each) => (each.ok ? each.json.message_id : each.failure.reason));
}

test('Feishu is asked for the newest messages of the chat', async () => {
	const { asked, outcomes } = await got({});
	expect(asked).toEqual([
		[
			expect.objectContaining({ id: 'im.message.list', method: 'GET', repeat: 'safe' }),
			{
				path: '/open-apis/im/v1/messages',
				query: {
					container_id_type: 'chat',
					container_id: 'oc_1',
					sort_type: 'ByCreateTimeDesc',
					page_size: 50,
					card_msg_content_type: 'user_card_content',
				},
				requestsPerSecond: 50,
				timeoutMs: 10_000,
			},
		],
	]);
	expect(outcomes).toMatchObject([{ ok: true, json: { message_id: 'om_1', text: 'Hello' } }]);
	const [outcome] = outcomes;
	const keys = Object.keys(schema.properties);
	expect(keys).toEqual(expect.arrayContaining(Object.keys(outcome?.ok ? outcome.json : {})));
});

test('without simplifying, a message leaves as Feishu has it', async () => {
	const { outcomes } = await got({ simplify: false });
	expect(outcomes).toEqual([{ ok: true, json: message('om_1') }]);
});

test('the time is asked for with a second more on both sides, and kept to the millisecond', async () => {
	const filters = { sentAfter: '2026-11-24T10:00:00.500Z', sentBefore: '2026-11-24T10:00:01Z' };
	const { asked } = await got({ filters });
	const second = Math.floor(time / 1000);
	expect(asked[0]?.[1].query).toMatchObject({
		start_time: String(second - 1),
		end_time: String(second + 3),
	});
	const at = (id: string, ms: number) => message(id, { create_time: String(time + ms) });
	const messages = [
		at('om_after', 501),
		at('om_last', 500),
		at('om_first', 0),
		at('om_before', -1),
		message('om_never', { create_time: '' }),
	];
	expect(await idsOf(messages, filters)).toEqual(['om_last', 'om_first']);
});

test('a thread is asked for without times, which Feishu does not take there', async () => {
	const filters = { sentAfter: '2026-11-24T10:00:00.500Z' };
	const { asked, subject } = await got({ chat: { mode: 'threadId', value: 'omt_1' }, filters });
	expect(asked[0]?.[1].query).toMatchObject({
		container_id_type: 'thread',
		container_id: 'omt_1',
	});
	expect(asked[0]?.[1].query).not.toHaveProperty('start_time');
	expect(subject).toEqual({ id: 'omt_1', name: 'Thread omt_1', idKey: 'thread_id' });
});

test.each([
	['anyone', ['om_bot', 'om_other', 'om_person']],
	['thisApp', ['om_bot']],
	['people', ['om_person']],
])('of %s there are %j', async (sender, ids) => {
	const messages = [
		message('om_bot', { sender: bot }),
		message('om_other', { sender: { ...bot, id: 'cli_2' } }),
		message('om_person'),
	];
	expect(await idsOf(messages, { sender })).toEqual(ids);
});

test('types and words are as asked for; the words are those that a person reads', async () => {
	const mention = {
		body: { content: '{"text":"Hi @_user_1"}' },
		mentions: [{ key: '@_user_1', name: 'Tom' }],
	};
	const messages = [
		message('om_1', mention),
		message('om_2', { msg_type: 'image' }),
		message('om_3'),
	];
	expect(await idsOf(messages, { contains: '@Tom' })).toEqual(['om_1']);
	expect(await idsOf(messages, { contains: '@tom' })).toEqual([]);
	expect(await idsOf(messages, { types: ['image', 'file'] })).toEqual(['om_2']);
	expect(await idsOf(messages, { types: 'text, image', contains: 'Hello' })).toEqual(['om_3']);
});

test('an event is one, whether it was shared or sent by the calendar', async () => {
	const all = ['share_calendar_event', 'calendar', 'general_calendar', 'vote'];
	const messages = all.map((type, at) => message(`om_${at}`, { msg_type: type }));
	const types = ['share_calendar_event'];
	expect(await idsOf(messages, { types })).toEqual(['om_0', 'om_1', 'om_2']);
});

const image = { tag: 'img', img_key: 'i', image_key: 'i' };

test.each<[type: string, content: object | string, written: string[], own: string[]]>([
	['text', { text: '[image] of me' }, ['[image]'], []],
	['image', { image_key: 'i' }, [], ['image', '[', ']']],
	['file', { file_name: 'May.pdf' }, ['May.pdf'], ['file', ': ', ']']],
	['media', { file_name: 'a.mp4' }, ['a.mp4'], ['video']],
	['audio', { duration: 2_000 }, [], ['audio', '2 s']],
	['share_chat', { chat_id: 'oc_2' }, [], ['chat']],
	['vote', { topic: 'Lunch', options: ['12'] }, ['Lunch', '12'], ['vote']],
	['share_calendar_event', { summary: 'Party' }, ['Party'], ['event']],
	['post', { content: [[image, { tag: 'text', text: 'a photo' }]] }, ['a photo'], ['image']],
	['interactive', { elements: [image, { tag: 'markdown', content: 'a' }] }, ['a'], ['image']],
	['interactive', { type: 'template', data: { template_id: 'AAq1' } }, [], ['card']],
	// Feishu lists so much of it.
	['merge_forward', 'Merged and Forwarded Message', [], ['Merged']],
])('of a message of the type %s, words are found that people wrote: %j', async (...each) => {
	const [type, given, written, own] = each;
	const content = typeof given === 'string' ? given : JSON.stringify(given);
	const messages = [message('om_1', { msg_type: type, body: { content } })];
	const found = async (words: string[]) =>
		await Promise.all(words.map(async (contains) => await idsOf(messages, { contains })));
	expect(await found(written)).toEqual(written.map(() => ['om_1']));
	expect(await found(own)).toEqual(own.map(() => []));
});

test('what was recalled comes only where it is asked for', async () => {
	const messages = [message('om_1', { deleted: true }), message('om_2')];
	expect(await idsOf(messages, {})).toEqual(['om_2']);
	expect(await idsOf(messages, { includeRecalled: true })).toEqual(['om_1', 'om_2']);
});

test('the limit counts what is handed on, and no page is asked for that is not needed', async () => {
	const pages = (_: unknown, { query }: Call) => {
		const from = Number(query?.page_token ?? 0);
		const items = [message(`om_${from}`), message(`om_${from + 1}`, { deleted: true })];
		return answered(items, { has_more: true, page_token: String(from + 2) });
	};
	const { outcomes, asked } = await got({ limit: 3 }, pages);
	expect(outcomes.map((each) => each.ok && each.json.message_id)).toEqual(['om_0', 'om_2', 'om_4']);
	expect(asked).toHaveLength(3);
});

test('a merged forward is handed on with what it holds, which takes a request', async () => {
	const merged = message('om_1', {
		msg_type: 'merge_forward',
		body: { content: 'Merged and Forwarded Message' },
	});
	const inside = message('om_2', { upper_message_id: 'om_1' });
	const react = ({ id }: Api) => answered(id === 'im.message.get' ? [merged, inside] : [merged]);
	const { outcomes, asked } = await got({}, react);
	expect(outcomes).toMatchObject([{ json: { text: 'Hello', messages: [{ message_id: 'om_2' }] } }]);
	expect(asked).toHaveLength(2);
	expect((await got({ simplify: false }, react)).asked).toHaveLength(1);
	const gone = answered([{ ...merged, deleted: true }]);
	const filters = { includeRecalled: true };
	expect((await got({ filters }, () => gone)).asked).toHaveLength(1);
});

test('a merged forward that may not be read is a failure of its own, and one that is gone is gone', async () => {
	const merged = message('om_1', { msg_type: 'merge_forward' });
	const reading = (reason: Reason) => (asked: Api) =>
		asked.id === 'im.message.get' ? failed(failure(reason)) : answered([merged, message('om_2')]);
	expect((await got({}, reading('message_not_visible'))).outcomes).toMatchObject([
		{
			ok: false,
			failure: { reason: 'message_not_visible' },
			subject: { id: 'om_1', name: 'Message om_1', idKey: 'message_id' },
		},
		{ ok: true, json: { message_id: 'om_2' } },
	]);
	const recalled = reading('message_recalled');
	expect((await got({}, recalled)).outcomes).toMatchObject([{ json: { message_id: 'om_2' } }]);
	expect((await got({ filters: { includeRecalled: true } }, recalled)).outcomes).toMatchObject([
		{ ok: true, json: { message_id: 'om_1', deleted: true, text: '' } },
		{ ok: true, json: { message_id: 'om_2' } },
	]);
});

test('a page that fails is a failure, and nothing of the pages before it is handed on', async () => {
	const { outcomes } = await got({ returnAll: true }, (_, { query }) =>
		query?.page_token === undefined
			? answered([message('om_1')], { has_more: true, page_token: 'p-2' })
			: failed(failure('permission_missing')),
	);
	expect(outcomes).toMatchObject([{ ok: false, failure: { reason: 'permission_missing' } }]);
});

test.each([
	[{ chat: 'om_1' }, 'invalid_chat'],
	[{ chat: '' }, 'invalid_chat'],
	[{ chat: { mode: 'chatId', value: 'omt_1' } }, 'invalid_chat'],
	[{ chat: { mode: 'threadId', value: 'oc_1' } }, 'invalid_chat'],
	[{ chat: 7 }, 'invalid_chat'],
	[{ limit: 0 }, 'invalid_request'],
	[{ simplify: 1 }, 'invalid_request'],
	[{ options: { timeout: 0 } }, 'invalid_request'],
	[{ filters: { sentAfter: 'soon' } }, 'invalid_request'],
	[{ filters: { sentBefore: 'soon' } }, 'invalid_request'],
	[{ filters: { sentAfter: '2026-11-24', sentBefore: '2026-11-23' } }, 'invalid_request'],
	[{ filters: { sender: 'me' } }, 'invalid_request'],
	[{ filters: { includeRecalled: 'yes' } }, 'invalid_request'],
	[{ filters: { contains: '' } }, 'invalid_request'],
	[{ filters: { contains: undefined } }, 'invalid_request'],
	[{ filters: { contains: 7 } }, 'invalid_request'],
	[{ filters: { types: [] } }, 'invalid_request'],
	[{ filters: { types: [''] } }, 'invalid_request'],
	[{ filters: { types: 7 } }, 'invalid_request'],
	[{ filters: 'all' }, 'invalid_request'],
	...[undefined, null].flatMap(
		(nothing): Array<[object, string]> => [
			[{ filters: nothing }, 'invalid_request'],
			[{ limit: nothing }, 'invalid_request'],
			[{ filters: { sentAfter: nothing } }, 'invalid_request'],
			[{ filters: { sentBefore: nothing } }, 'invalid_request'],
			[{ filters: { sender: nothing } }, 'invalid_request'],
			[{ filters: { types: nothing } }, 'invalid_request'],
		],
	),
	[{ filters: { sentAfter: ' ' } }, 'invalid_request'],
])('%j is refused before anything is asked', async (parameters, reason) => {
	const { outcomes, asked } = await got(parameters);
	expect(outcomes).toMatchObject([{ failure: { reason, sent: false } }]);
	expect(asked).toEqual([]);
});

test.each(['oc_1', ' "oc_1" ', { mode: 'list', value: 'oc_1' }, { mode: 'chatId', value: 'oc_1' }])(
	'%j is a chat',
	async (chat) => {
		expect((await got({ chat })).subject).toEqual({ id: 'oc_1', name: 'Chat oc_1' });
	},
);
