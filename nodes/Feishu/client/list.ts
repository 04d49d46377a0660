import { succeeded, type Result } from '../errors/Failure';
import type { Call } from './Api';
import type { Answer } from './http/Answer';
import { asRecord } from './http/record';

export interface List {
	items: unknown[];
	/** Whether there is more than was asked for. */
	hasMore: boolean;
}

/** A host that hands out ever new tokens with nothing on the pages is not asked forever. */
const mostEmptyPages = 10;

/** Follows the pages of a list: `atMost` items of it, and no page twice. */
export async function listPages(
	ask: (query: Call['query']) => Promise<Answer>,
	query: Call['query'],
	atMost: number,
): Promise<Result<List>> {
	const items: unknown[] = [];
	const seen = new Set<unknown>();
	let token: unknown;
	for (let pages = 1; ; pages++) {
		const answer = await ask({ ...query, ...(typeof token === 'string' && { page_token: token }) });
		if (!answer.ok) return answer;
		const data = asRecord(answer.body.data);
		if (Array.isArray(data?.items)) for (const each of data.items as unknown[]) items.push(each);
		token = data?.page_token;
		const isOver = data?.has_more !== true || typeof token !== 'string' || seen.has(token);
		seen.add(token);
		const isEndless = pages > items.length + mostEmptyPages;
		if (isOver || isEndless || items.length > atMost) {
			return succeeded({
				items: items.slice(0, atMost),
				hasMore: !isOver || items.length > atMost,
			});
		}
	}
}
