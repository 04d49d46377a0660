import { failed, failure, succeeded, type Result } from '../errors/Failure';
import type { Call } from './Api';
import type { Answer } from './http/Answer';
import { asRecord } from './http/record';

/** The entries to keep of a list. */
export interface Wanted<T> {
	/** The key of an entry's ID. An entry that an earlier page had is left out. */
	idKey: string;
	/** The most entries that are kept; no page after the last of them is asked for. */
	atMost: number;
	/** The value that is kept of an entry, or undefined where the entry does not count. */
	keep(entry: Readonly<Record<string, unknown>>): T | undefined;
}

/** The most pages beyond the number of entries: a host may hand out new page tokens forever. */
const mostPagesForNothing = 10;

/** Follows the pages of a list, no page twice. A list that comes to no end fails, since it may not be whole. */
export async function listPages<T>(
	ask: (query: Call['query']) => Promise<Answer>,
	query: Call['query'],
	{ idKey, atMost, keep }: Wanted<T>,
): Promise<Result<T[]>> {
	const kept: T[] = [];
	const ids = new Set<unknown>();
	const tokens = new Set<unknown>();
	let token: unknown;
	for (let pages = 1; kept.length < atMost; pages++) {
		const answer = await ask({ ...query, ...(typeof token === 'string' && { page_token: token }) });
		if (!answer.ok) return answer;
		const data = asRecord(answer.body.data);
		for (const each of Array.isArray(data?.items) ? (data.items as unknown[]) : []) {
			const entry = asRecord(each);
			const id = entry?.[idKey];
			if (entry === undefined || ids.has(id)) continue;
			if (id !== undefined) ids.add(id);
			const wanted = kept.length < atMost ? keep(entry) : undefined;
			if (wanted !== undefined) kept.push(wanted);
		}
		if (!hasMore(data)) break;
		token = data?.page_token;
		const isNoPage = typeof token !== 'string' || token === '' || tokens.has(token);
		if (kept.length < atMost && (isNoPage || pages >= ids.size + mostPagesForNothing)) {
			return failed(endless);
		}
		tokens.add(token);
	}
	return succeeded(kept);
}

/** Where Feishu does not say whether more follows, a token for it does. */
export function hasMore(data: Readonly<Record<string, unknown>> | undefined): boolean {
	const { has_more: says, page_token: token } = data ?? {};
	return typeof says === 'boolean' ? says : typeof token === 'string' && token !== '';
}

const endless = failure('unreadable_answer', {
	cause:
		'the list came to no end: a page that was to follow was missing, empty, or one from before',
	nextStep: 'Run it again later.',
	hint: "Nothing of an incomplete list is used. If it stays, report it to Feishu support; behind a proxy or with a 'Base URL' of one's own, check what answers there.",
});
