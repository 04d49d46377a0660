import schema from '../../../nodes/Feishu/__schema__/v1.0.0/message/recallMany.json';
import type { Api, Call } from '../../../nodes/Feishu/client/Api';
import type { Answer } from '../../../nodes/Feishu/client/http/Answer';
import { failed, failure, refusal } from '../../../nodes/Feishu/errors/Failure';
import type { Outcome } from '../../../nodes/Feishu/operations/Operation';
import { recallMany } from '../../../nodes/Feishu/operations/message/recallMany';
import { anItem } from '../anItem';
import { allOf } from '../ran';

const start = Date.parse('2026-11-24T10:00:00Z');
const bot = { id: 'cli_1', id_type: 'app_id', sender_type: 'app', tenant_key: 't' };

const message = (id: string, at: number, more: object = {}) => ({
	message_id: id,
	chat_id: 'oc_1',
	msg_type: 'text',
	create_time: String(start + at),
	deleted: false,
	sender: bot,
	body: { content: '{"text":"Hello"}' },
	...more,
});

const page = (items: unknown[], more: object = {}): Answer => ({
	ok: true,
	body: { code: 0, data: { items, has_more: false, ...more } },
	attempts: 1,
});

const yes: Answer = { ok: true, body: {}, attempts: 1, logId: '2026log' };

/** A Feishu with these messages in the chat, and those in threads, that says this to each recall. */
function feishuWith(
	items: unknown[],
	recall: (id: string) => Answer = () => yes,
	threads: Record<string, unknown[]> = {},
) {
	return ({ id: api }: Api, { path, query }: Call): Answer => {
		if (api === 'im.message.delete') return recall(path.split('/').at(-1) ?? '');
		if (query?.container_id_type === 'thread') {
			return page(threads[`${query.container_id as string}`] ?? []);
		}
		const from = Number(query?.page_token ?? 0);
		return page(items.slice(from, from + 50), {
			has_more: from + 50 < items.length,
			page_token: String(from + 50),
		});
	};
}

const given = { chat: 'oc_1', sentAfter: '2026-11-24T10:00:00Z' };

async function ran(
	parameters: object,
	reaction: (api: Api, call: Call) => Answer = feishuWith([message('om_1', 0)]),
) {
	const all = await allOf(recallMany, anItem({ ...given, ...parameters }), reaction);
	const recalls = all.asked.filter(([{ id }]) => id === 'im.message.delete');
	return {
		...all,
		recalled: recalls.map(([, { path }]) => path.split('/').at(-1)),
		summary: recallMany.summary?.([], all.outcomes),
	};
}

test('the chat is listed for the time that is meant, which ends when the run began', async () => {
	const { asked } = await ran({});
	expect(asked[0]).toEqual([
		expect.objectContaining({ id: 'im.message.list' }),
		{
			path: '/open-apis/im/v1/messages',
			query: {
				container_id_type: 'chat',
				container_id: 'oc_1',
				start_time: String(start / 1000 - 1),
				// The item of these tests begins at 12:00.
				end_time: String(start / 1000 + 2 * 3600 + 2),
				sort_type: 'ByCreateTimeDesc',
				page_size: 50,
				card_msg_content_type: 'user_card_content',
			},
			requestsPerSecond: 50,
			timeoutMs: 10_000,
		},
	]);
});

test('each message is an item of its own, the newest first', async () => {
	const { outcomes, recalled, summary } = await ran(
		{},
		feishuWith([message('om_1', 1), message('om_2', 2)]),
	);
	expect(recalled).toEqual(['om_2', 'om_1']);
	expect(outcomes).toEqual([
		{
			ok: true,
			counts: { listed: 2, matched: 2 },
			json: {
				message_id: 'om_2',
				deleted: true,
				already_recalled: false,
				chat_id: 'oc_1',
				msg_type: 'text',
				text: 'Hello',
				create_time: '2026-11-24T10:00:00.002Z',
				log_id: '2026log',
			},
		},
		expect.objectContaining({ json: expect.objectContaining({ message_id: 'om_1' }) }),
	]);
	const keys = outcomes.flatMap((each) => (each.ok ? Object.keys(each.json) : []));
	expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(keys));
	expect(summary).toBe('2 messages listed, 2 matched, 2 recalled, 0 gone before.');
});

test.each([
	['of another app', message('om_x', 0, { sender: { ...bot, id: 'cli_2' } })],
	[
		'of a person',
		message('om_x', 0, { sender: { id: 'ou_1', id_type: 'open_id', sender_type: 'user' } }),
	],
	[
		'of a bot that is named by its open ID',
		message('om_x', 0, { sender: { ...bot, id_type: 'open_id' } }),
	],
	['of nobody', message('om_x', 0, { sender: undefined })],
	['a millisecond too early', message('om_x', -1)],
	['a millisecond too late', message('om_x', 2 * 3_600_000 + 1)],
	['of no time', message('om_x', 0, { create_time: 'now' })],
	['that is gone', message('om_x', 0, { deleted: true })],
	["of the system's", message('om_x', 0, { msg_type: 'system' })],
	['of another chat', message('om_x', 0, { chat_id: 'oc_2' })],
	['without an ID', message('', 0)],
	['with an ID that is none', message('../x', 0)],
	['with an ID behind something', message('../om_2', 0)],
	['with something behind its ID', message('om_2/..', 0)],
])('a message %s stays', async (_, other) => {
	const { recalled, summary } = await ran({}, feishuWith([message('om_1', 0), other]));
	expect(recalled).toEqual(['om_1']);
	expect(summary).toMatch(/^2 messages listed, 1 matched, 1 recalled/);
});

test('a message that is listed twice is one, and At Most may be 1', async () => {
	const twice = feishuWith([message('om_1', 0), message('om_1', 0)]);
	const { recalled, summary } = await ran({ atMost: 1 }, twice);
	expect(recalled).toEqual(['om_1']);
	expect(summary).toBe('1 message listed, 1 matched, 1 recalled, 0 gone before.');
});

test('the options narrow it down', async () => {
	const all = feishuWith([
		message('om_1', 0, { body: { content: '{"text":"Bye"}' } }),
		message('om_2', 0, { msg_type: 'image', body: { content: '{}' } }),
		message('om_3', 0),
		message('om_4', 0, { sender: { id: 'ou_1', id_type: 'open_id', sender_type: 'user' } }),
		message('om_5', 0, { msg_type: 'general_calendar', body: { content: '{}' } }),
	]);
	const of = async (options: object) => (await ran({ options }, all)).recalled;
	expect(await of({ contains: 'Bye' })).toEqual(['om_1']);
	expect(await of({ contains: 'image' })).toEqual([]);
	expect(await of({ types: ['image'] })).toEqual(['om_2']);
	expect(await of({ types: ['image'], contains: 'Bye' })).toEqual([]);
	expect(await of({ types: ['share_calendar_event'] })).toEqual(['om_5']);
	expect(await of({ sender: 'anyone', contains: 'Hello' })).toEqual(['om_3', 'om_4']);
});

test('the window ends where it is said to', async () => {
	const { recalled } = await ran(
		{ sentBefore: '2026-11-24T10:00:00.001Z' },
		feishuWith([message('om_2', 2), message('om_1', 1)]),
	);
	expect(recalled).toEqual(['om_1']);
});

test('the whole list is read before the first recall', async () => {
	const items = Array.from({ length: 120 }, (_, at) => message(`om_${at}`, -at, {}));
	const { asked } = await ran({ sentAfter: '2026-11-24T09:00:00Z' }, feishuWith(items));
	const apis = asked.map(([{ id }]) => id);
	expect(apis.lastIndexOf('im.message.list')).toBe(2);
	expect(apis.indexOf('im.message.delete')).toBe(3);
	expect(apis).toHaveLength(123);
});

test('a page that fails leaves everything as it is, and says so about the chat', async () => {
	const items = Array.from({ length: 120 }, (_, at) => message(`om_${at}`, 0));
	const reaction = feishuWith(items);
	const { outcomes, recalled, subject, summary } = await ran({}, (api, call) =>
		call.query?.page_token === '100' ? failed(failure('feishu_unavailable')) : reaction(api, call),
	);
	expect(recalled).toEqual([]);
	expect(subject).toEqual({ id: 'oc_1', name: 'Chat oc_1', idKey: 'chat_id' });
	expect(outcomes).toMatchObject([
		{
			failure: {
				reason: 'feishu_unavailable',
				effect: 'none',
				speaksOf: 'target',
				cause: 'is left as it is, because Feishu could not handle the request',
			},
		},
	]);
	expect(summary).toBeUndefined();
	const notThere = failed(failure('bot_not_in_chat'));
	expect((await ran({}, () => notThere)).outcomes).toEqual([notThere]);
});

test('a list without an end leaves everything as it is', async () => {
	const { outcomes, recalled } = await ran({}, () =>
		page([message('om_1', 0)], { has_more: true, page_token: 'p' }),
	);
	expect(outcomes).toMatchObject([{ failure: { reason: 'unreadable_answer' } }]);
	expect(recalled).toEqual([]);
});

test.each([true, false])(
	'more than At Most: none is recalled or listed, and their number is told (Only List %j)',
	async (onlyList) => {
		const items = Array.from({ length: 201 }, (_, at) => message(`om_${at}`, 0));
		const { outcomes, recalled, summary } = await ran({ onlyList }, feishuWith(items));
		expect(recalled).toEqual([]);
		expect(outcomes).toMatchObject([
			{
				failure: {
					reason: 'too_many_matches',
					cause: expect.stringMatching(/201 messages that match.* 200 /),
				},
			},
		]);
		expect(summary).toBe('201 messages listed, 201 matched, 0 recalled, 0 gone before.');
		expect((await ran({ atMost: 201 }, feishuWith(items))).recalled).toHaveLength(201);
	},
);

test('Only List recalls nothing, and shows what would go', async () => {
	const { outcomes, recalled, summary } = await ran({ onlyList: true });
	expect(recalled).toEqual([]);
	expect(outcomes).toEqual([
		{
			ok: true,
			effect: 'none',
			counts: { listed: 1, matched: 1 },
			json: {
				message_id: 'om_1',
				deleted: false,
				would_recall: true,
				chat_id: 'oc_1',
				msg_type: 'text',
				text: 'Hello',
				create_time: '2026-11-24T10:00:00.000Z',
			},
		},
	]);
	expect(summary).toBe('1 message listed, 1 matched, 0 recalled, 0 gone before.');
});

test('nothing to recall is one item', async () => {
	const { outcomes, summary } = await ran({}, feishuWith([message('om_1', -1)]));
	expect(outcomes).toEqual([
		{
			ok: true,
			effect: 'none',
			counts: { listed: 1, matched: 0 },
			json: { chat_id: 'oc_1', matched: 0 },
		},
	]);
	expect(summary).toBe('1 message listed, 0 matched, 0 recalled, 0 gone before.');
});

test('a recall that fails is that message’s failure, and the others go on', async () => {
	const answers: Record<string, Answer> = {
		om_1: failed(failure('recall_window_passed')),
		om_2: failed(failure('already_recalled')),
		om_3: failed(refusal('execution_stopped')),
	};
	const items = ['om_1', 'om_2', 'om_3', 'om_4'].map((id) => message(id, 0));
	const react = feishuWith(items, (id) => answers[id] ?? yes);
	const { outcomes, summary } = await ran({}, react);
	const aboutIt = (reason: string, id: string) => ({
		ok: false,
		failure: { reason },
		subject: { id, name: `Message ${id}` },
	});
	expect(outcomes).toMatchObject([
		aboutIt('recall_window_passed', 'om_1'),
		{ ok: true, effect: 'none', json: { message_id: 'om_2', already_recalled: true } },
		aboutIt('execution_stopped', 'om_3'),
		{ ok: true, json: { message_id: 'om_4', deleted: true } },
	]);
	expect(summary).toBe(
		'4 messages listed, 4 matched, 1 recalled, 1 gone before, 1 failed with recall_window_passed, 1 failed with execution_stopped.',
	);
	const options = { whenAlreadyRecalled: 'fail' };
	expect((await ran({ options }, react)).outcomes[1]).toMatchObject(
		aboutIt('already_recalled', 'om_2'),
	);
});

describe('replies in threads', () => {
	const people = { sender: { id: 'ou_1', id_type: 'open_id', sender_type: 'user' } };
	const threads = {
		omt_1: [
			message('om_root', -5, { ...people, thread_id: 'omt_1' }),
			message('om_reply', 5, { thread_id: 'omt_1' }),
			message('om_older', -1, { thread_id: 'omt_1' }),
		],
	};
	const roots = [message('om_root', -5, { ...people, thread_id: 'omt_1' }), message('om_1', 1)];

	test('are recalled on demand, also below the old message of a person', async () => {
		const options = { includeThreadReplies: true };
		const { recalled, asked } = await ran({ options }, feishuWith(roots, undefined, threads));
		expect(recalled).toEqual(['om_reply', 'om_1']);
		expect(asked[0]?.[1].query).not.toHaveProperty('start_time');
		expect(asked.map(([, { query }]) => query?.container_id).slice(0, -2)).toEqual([
			'oc_1',
			'omt_1',
		]);
	});

	test('stay otherwise', async () => {
		const { recalled, asked } = await ran({}, feishuWith(roots, undefined, threads));
		expect(recalled).toEqual(['om_1']);
		expect(asked).toHaveLength(2);
	});

	test('of a thread that cannot be read leave everything as it is; one that is gone does not matter', async () => {
		const options = { includeThreadReplies: true };
		const whenThread = (answer: Answer) => (api: Api, call: Call) =>
			call.query?.container_id_type === 'thread' ? answer : feishuWith(roots)(api, call);
		const unreadable = await ran({ options }, whenThread(failed(failure('not_readable'))));
		expect(unreadable.recalled).toEqual([]);
		expect(unreadable.outcomes).toMatchObject([{ failure: { reason: 'not_readable' } }]);
		const gone = await ran({ options }, whenThread(failed(failure('message_recalled'))));
		expect(gone.recalled).toEqual(['om_1']);
	});
});

test.each([
	{ chat: 'omt_1' },
	{ chat: { mode: 'list', value: '' } },
	{ chat: 'om_1' },
	{ sentAfter: 'ten o’clock' },
	{ sentBefore: 'soon' },
	{ sentBefore: undefined },
	{ sentBefore: null },
	{ sentBefore: '2026-11-24T09:59:59Z' },
	{ onlyList: 'false' },
	{ onlyList: undefined },
	{ atMost: 0 },
	{ atMost: 'all' },
	{ options: { sender: 'people' } },
	{ options: { sender: undefined } },
	{ options: { contains: '' } },
	{ options: { contains: undefined } },
	{ options: { types: [] } },
	{ options: { includeThreadReplies: 'no' } },
	{ options: { whenAlreadyRecalled: 'maybe' } },
	{ options: { verify: 'yes' } },
	{ options: { timeout: 0 } },
	...[undefined, null].flatMap((nothing) => [
		{ atMost: nothing },
		{ onlyList: nothing },
		{ sentBefore: nothing },
		{ options: nothing },
		...['contains', 'types', 'sender', 'includeThreadReplies', 'verify', 'whenAlreadyRecalled'].map(
			(option) => ({ options: { [option]: nothing } }),
		),
	]),
	{ atMost: 'Infinity' },
	{ atMost: true },
	{ options: { types: '{"types": "text"}' } },
])('%p is refused before anything is asked', async (parameters) => {
	const { outcomes, asked, subject } = await ran(parameters);
	expect(outcomes).toMatchObject([{ failure: { sent: false, speaksOf: 'target' } }]);
	expect(subject.idKey).toBe('chat_id');
	expect(asked).toEqual([]);
});

test.each([
	[{ sentAfter: '' }, "is left as it is, because the field 'Sent After' is empty"],
	[{ sentAfter: undefined }, "is left as it is, because the field 'Sent After' is empty"],
	[
		{ sentAfter: '2026-11-24T12:00:00.001Z' },
		"is left as it is, because the time in 'Sent After' has not come yet",
	],
	[
		{ sentAfter: '2026-11-24T12:00:00.002Z', sentBefore: '2026-11-24T12:00:00.001Z' },
		expect.not.stringContaining('has not come yet'),
	],
])('of %p is said what is wrong with it', async (parameters, cause) => {
	const { outcomes, asked } = await ran(parameters);
	expect(outcomes).toMatchObject([{ failure: { reason: 'invalid_request', cause } }]);
	expect(asked).toEqual([]);
});

test('types may be a text, with separators of either width', async () => {
	const all = feishuWith([message('om_1', 0), message('om_2', 0, { msg_type: 'image' })]);
	const { recalled } = await ran({ options: { types: 'text； file，audio' } }, all);
	expect(recalled).toEqual(['om_1']);
});

test('the window may begin as the run does', async () => {
	expect((await ran({ sentAfter: '2026-11-24T12:00:00Z' })).outcomes).toMatchObject([
		{ ok: true, json: { matched: 0 } },
	]);
});

test('the summary adds up what several items have seen', () => {
	const outcome = (counts?: Outcome['counts']): Outcome => ({
		ok: true,
		json: { deleted: true, already_recalled: false },
		...(counts && { counts }),
	});
	const outcomes = [
		outcome({ listed: 7, matched: 2 }),
		outcome(),
		outcome({ listed: 3, matched: 1 }),
	];
	expect(recallMany.summary?.([], outcomes)).toBe(
		'10 messages listed, 3 matched, 3 recalled, 0 gone before.',
	);
	expect(recallMany.summary?.([], [])).toBeUndefined();
});

test('as a tool of an agent it only lists, unless a person turns that off', () => {
	const field = recallMany.fields.find(({ name }) => name === 'onlyList');
	expect(field).toMatchObject({ default: false, asTool: { default: true } });
});
