import type { Call } from '../../client/Api';
import type { Feishu } from '../../client/FeishuClient';
import { asRecord } from '../../client/http/record';
import { hasMore } from '../../client/list';
import { failed, succeeded, type Result } from '../../errors/Failure';
import type { RequestSettings } from '../fields/options';
import { listChats, searchChats } from './apis';

export interface ChatPage {
	chats: Array<Readonly<Record<string, unknown>>>;
	/** Where the next page begins, if there is one. */
	next?: string;
}

/** Feishu searches for so many characters at most. */
export const longestSearch = 64;

/** One page of the chats whose name holds the words, or of all of them where there are none. */
export async function chatPage(
	feishu: Feishu,
	words: string,
	from: string | undefined,
	settings: RequestSettings,
): Promise<Result<ChatPage>> {
	const { path, query } = queryFor(words);
	const answer = await feishu.request(words.trim() === '' ? listChats : searchChats, {
		path,
		query: { ...query, ...(from !== undefined && { page_token: from }) },
		...settings,
	});
	if (!answer.ok) return failed(answer.failure);
	const data = asRecord(answer.body.data);
	const items: unknown[] = Array.isArray(data?.items) ? data.items : [];
	const next = data?.page_token;
	return succeeded({
		chats: items.map(asRecord).filter((chat) => chat !== undefined),
		...(hasMore(data) && typeof next === 'string' && next !== '' && { next }),
	});
}

/** The request for a page. An empty search finds nothing at Feishu, and not everything, so that it lists instead. */
export function queryFor(words: string): Required<Pick<Call, 'path' | 'query'>> {
	const query = searchFor(words);
	return query === ''
		? {
				path: '/open-apis/im/v1/chats',
				query: { sort_type: 'ByCreateTimeAsc', page_size: 100 },
			}
		: { path: '/open-apis/im/v1/chats/search', query: { query, page_size: 100 } };
}

/** Feishu takes a word with a hyphen for two, unless it stands in quotes. */
export function searchFor(words: string): string {
	const bare = Array.from(words.trim()).slice(0, longestSearch).join('');
	return bare.includes('-') && !bare.includes('"')
		? `"${Array.from(bare)
				.slice(0, longestSearch - 2)
				.join('')}"`
		: bare;
}
