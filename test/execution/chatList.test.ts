import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { chatList } from '../../nodes/Feishu/execution/chatList';
import { VirtualClock } from '../client/virtualClock';
import { issues, refuses, says, scriptedHttp, type Said } from '../client/scriptedHttp';

/** The editor, with a Feishu that answers everything but the token like this. */
function editorAt(said: Said, credential: Record<string, string> = {}) {
	const { http, heard } = scriptedHttp(new VirtualClock(), ({ path }) =>
		path.startsWith('/open-apis/auth/') ? issues('t-1') : said,
	);
	const context = {
		getCurrentNodeParameter: () => 'feishuApi',
		getNode: () => ({}),
		getCredentials: async () => ({
			region: 'feishu',
			appId: 'cli_1',
			appSecret: `secret ${Math.random()}`,
			...credential,
		}),
		helpers: { httpRequest: http },
	} as unknown as ILoadOptionsFunctions;
	const asked = () =>
		heard
			.filter(({ method }) => method === 'GET')
			.map(({ path, options }) => [path, options.qs as unknown]);
	return { context, asked };
}

const page = (items: unknown[], more: object = {}) =>
	says(200, { code: 0, data: { items, has_more: false, ...more } });

test('without words, all chats are listed by their names, page by page', async () => {
	const items = [
		{ chat_id: 'oc_1', name: 'Lunch' },
		{ chat_id: 'oc_2', name: '' },
	];
	const { context, asked } = editorAt(page(items, { has_more: true, page_token: 'next' }));
	expect(await chatList(context, '', 'this')).toEqual({
		ok: true,
		value: {
			results: [
				{ name: 'Lunch', value: 'oc_1' },
				{ name: 'oc_2', value: 'oc_2' },
			],
			paginationToken: 'next',
		},
	});
	expect(asked()).toEqual([
		[
			'/open-apis/im/v1/chats',
			{ sort_type: 'ByCreateTimeAsc', page_size: 100, page_token: 'this' },
		],
	]);
});

test.each([
	['Release', 'Release'],
	['  on-call  ', '"on-call"'],
	['"on-call"', '"on-call"'],
	['x'.repeat(70), 'x'.repeat(64)],
])('%j is searched for as %j', async (words, query) => {
	const { context, asked } = editorAt(page([]));
	await chatList(context, words);
	expect(asked()).toEqual([['/open-apis/im/v1/chats/search', { query, page_size: 100 }]]);
});

test('a last page has no next one, whatever stands beside', async () => {
	const { context } = editorAt(page([], { page_token: 'again' }));
	expect(await chatList(context)).toMatchObject({ value: { paginationToken: undefined } });
});

test('a refusal comes back with its reason after one try, and so does a wrong credential', async () => {
	const { context, asked } = editorAt(refuses(232025));
	expect(await chatList(context)).toMatchObject({ failure: { reason: 'bot_not_enabled' } });
	expect(asked()).toHaveLength(1);
	const without = editorAt(page([]), { appId: '' });
	expect(await chatList(without.context)).toMatchObject({
		failure: { reason: 'credentials_rejected', sent: false },
	});
});
