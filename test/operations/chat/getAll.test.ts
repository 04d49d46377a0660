import schema from '../../../nodes/Feishu/__schema__/v1.0.0/chat/getAll.json';
import type { Call } from '../../../nodes/Feishu/client/Api';
import type { Answer } from '../../../nodes/Feishu/client/http/Answer';
import { failed, failure } from '../../../nodes/Feishu/errors/Failure';
import { getAll } from '../../../nodes/Feishu/operations/chat/getAll';
import { anItem } from '../anItem';
import { allOf } from '../ran';

const chat = {
	chat_id: 'oc_1',
	avatar: 'https://…',
	name: 'Lunch',
	description: '',
	owner_id: 'ou_1',
	owner_id_type: 'open_id',
	external: false,
	tenant_key: 't',
	chat_status: 'normal',
};

/** 250 chats, a hundred a page. */
function pages(_: unknown, { query }: Call): Answer {
	const from = Number(query?.page_token ?? 0);
	const ids = Array.from({ length: Math.min(100, 250 - from) }, (__, index) => from + index);
	const data = {
		items: ids.map((id) => ({ ...chat, chat_id: `oc_${id}` })),
		has_more: from + 100 < 250,
		page_token: `${from + 100}`,
	};
	return { ok: true, body: { code: 0, data }, attempts: 1 };
}

const got = async (parameters: object = {}) =>
	await allOf(getAll, anItem({ ...parameters }), pages);

test('a chat leaves with Feishu’s own fields', async () => {
	const { outcomes, asked } = await got({ limit: 1 });
	expect(outcomes).toEqual([{ ok: true, json: { ...chat, chat_id: 'oc_0' } }]);
	expect(Object.keys(schema.properties)).toEqual(Object.keys(chat));
	expect(asked).toMatchObject([
		[
			{ id: 'im.chat.list' },
			{
				path: '/open-apis/im/v1/chats',
				query: { sort_type: 'ByCreateTimeAsc', page_size: 100 },
				requestsPerSecond: 50,
			},
		],
	]);
});

test.each([
	[{}, 50, 1],
	[{ limit: 101 }, 101, 2],
	[{ limit: 1, returnAll: true }, 250, 3],
])('with %j there are %d, of %d pages', async (parameters, chats, requests) => {
	const { outcomes, asked } = await got(parameters);
	expect(outcomes).toHaveLength(chats);
	expect(new Set(outcomes.map((each) => each.ok && each.json.chat_id)).size).toBe(chats);
	expect(asked).toHaveLength(requests);
});

test.each([
	['Release', 'Release'],
	[' on-call ', '"on-call"'],
	[2026, '2026'],
	['长'.repeat(64), '长'.repeat(64)],
])('%j is searched for as %j', async (search, query) => {
	const { asked } = await got({ search, limit: 1 });
	expect(asked).toMatchObject([
		[{ id: 'im.chat.search' }, { path: '/open-apis/im/v1/chats/search', query: { query } }],
	]);
});

test.each(['', '   ', undefined])('a search for %j lists all', async (search) => {
	const { asked } = await got({ search });
	expect(asked).toMatchObject([[{ id: 'im.chat.list' }, {}]]);
});

test.each([
	{ search: 'x'.repeat(65) },
	{ search: {} },
	{ limit: 0 },
	{ limit: 'many' },
	{ returnAll: 'yes' },
	{ options: { requestsPerSecond: 0 } },
])('%j is refused before anything is asked', async (parameters) => {
	const { outcomes, asked } = await got(parameters);
	expect(outcomes).toMatchObject([{ failure: { reason: 'invalid_request', sent: false } }]);
	expect(asked).toEqual([]);
});

test('a page that is refused is a failure, and nothing of the pages before it is handed on', async () => {
	const { outcomes, subject } = await allOf(getAll, anItem({ returnAll: true }), (api, call) =>
		call.query?.page_token === undefined ? pages(api, call) : failed(failure('bot_not_enabled')),
	);
	expect(outcomes).toMatchObject([{ ok: false, failure: { reason: 'bot_not_enabled' } }]);
	expect(subject).toEqual({ id: '', name: 'The list of chats' });
});
