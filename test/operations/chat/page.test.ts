import type { Answer } from '../../../nodes/Feishu/client/http/Answer';
import { failed, failure } from '../../../nodes/Feishu/errors/Failure';
import { chatPage, searchFor } from '../../../nodes/Feishu/operations/chat/page';
import { settings } from '../../client/runs';
import { feishuThat } from '../ran';

const saying = (data: unknown): Answer => ({ ok: true, body: { code: 0, data }, attempts: 1 });

async function pageOf(data: unknown, words = '', from?: string) {
	const { feishu, asked } = feishuThat(() => saying(data));
	return { page: await chatPage(feishu, words, from, settings), asked };
}

const lunch = { chat_id: 'oc_1', name: 'Lunch' };

test.each([
	['there are more', { has_more: true, page_token: 'p2' }, { next: 'p2' }],
	['there is a token and no word of more', { page_token: 'p2' }, { next: 'p2' }],
	['it is the last one', { has_more: false, page_token: 'p2' }, {}],
	['the next one has no name', { has_more: true, page_token: '' }, {}],
	['the next one is not named', { has_more: true }, {}],
])('a page names the next one where %s', async (_name, more, next) => {
	const { page } = await pageOf({ items: [lunch], ...more });
	expect(page).toStrictEqual({ ok: true, value: { chats: [lunch], ...next } });
});

test.each([
	['no data', undefined],
	['no items', {}],
	['items that are no list', { items: 'oc_1' }],
	['items that are no chats', { items: ['oc_1', null, 7] }],
])('%s is a page without chats', async (_name, data) => {
	const { page } = await pageOf(data);
	expect(page).toStrictEqual({ ok: true, value: { chats: [] } });
});

test('it is asked for from where the page before it ended, of all chats or of those that are searched for', async () => {
	const all = await pageOf({}, ' ', 'p2');
	expect(all.asked).toMatchObject([
		[
			{ id: 'im.chat.list' },
			{ path: '/open-apis/im/v1/chats', query: { page_size: 100, page_token: 'p2' }, ...settings },
		],
	]);
	const { asked } = await pageOf({}, 'Lunch');
	expect(asked[0]?.[0].id).toBe('im.chat.search');
	expect(asked[0]?.[1].query).toStrictEqual({ query: 'Lunch', page_size: 100 });
});

test('a refused page is a failure', async () => {
	const { feishu } = feishuThat(() => failed(failure('bot_not_enabled')));
	const page = await chatPage(feishu, '', undefined, settings);
	expect(page).toMatchObject({ ok: false, failure: { reason: 'bot_not_enabled' } });
});

test.each([
	[' on-call ', '"on-call"'],
	['"on-call"', '"on-call"'],
	['x'.repeat(70), 'x'.repeat(64)],
	[`-${'长'.repeat(70)}`, `"-${'长'.repeat(61)}"`],
])('%j is asked for as %j, 64 characters at most', (words, query) => {
	expect(searchFor(words)).toBe(query);
});
