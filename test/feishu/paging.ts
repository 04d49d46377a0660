import type { Refusal } from './answer';
import { text } from './call';
import type { Call } from './call';

interface Rules {
	most: number;
	/** A name that all pages of one list share: a token is good for no other list. */
	list: string;
	refuse: (ext: string) => Refusal;
}

interface Page<T> {
	items: T[];
	has_more: boolean;
	page_token?: string;
}

const tokenOf = (start: number, list: string) =>
	Buffer.from(JSON.stringify([start, list])).toString('base64');

/** The place that a token stands for, and in which list. */
function placeOf(token: string): [start: number, list: string] | undefined {
	try {
		const place = JSON.parse(Buffer.from(token, 'base64').toString()) as unknown;
		return Array.isArray(place) ? [Number(place[0]), String(place[1])] : undefined;
	} catch {
		return undefined;
	}
}

/** One page of all there is; a token comes along only where there is more. */
export function pageOf<T>(all: T[], { query }: Call, rules: Rules): Page<T> | Refusal {
	const size = text(query.page_size) ? Number(query.page_size) : 20;
	if (size > rules.most) return rules.refuse('The page_size exceeds the limit');
	if (!(size >= 1)) return rules.refuse('invalid page_size');
	const token = text(query.page_token);
	const place = token ? placeOf(token) : ([0, rules.list] as const);
	if (!place) return rules.refuse('invalid page_token');
	const [start, list] = place;
	if (list !== rules.list) {
		return rules.refuse('the request parameters have changed, page_token is invalid');
	}
	const next = start + size;
	const items = all.slice(start, next);
	if (next >= all.length) return { items, has_more: false };
	return { items, has_more: true, page_token: tokenOf(next, rules.list) };
}
