import { mentioned, type Mention } from './mentions';

/** The attributes of a tag of Markdown by their names, which are in small letters. */
export type Attributes = ReadonlyMap<string, string>;

/** One person or several, by their IDs or addresses, or by the keys that Feishu adds when it hands out the card. */
export function mentionsIn(
	attributes: Attributes,
	words: string,
	mentions: readonly Mention[],
): string {
	const listed = (names: string[]) =>
		names.flatMap((name) => (attributes.get(name)?.split(/[,;]/) ?? []).map((each) => each.trim()));
	const ids = listed(['id', 'ids', 'user_id', 'open_id', 'email', 'emails']);
	const keys = listed(['mention_key', 'mentions_key']);
	const name = words.replace(/^@/, '');
	const people = Array.from({ length: Math.max(ids.length, keys.length) }, (_, at) => {
		const isKnown = mentions.some(({ key, name }) => key === keys[at] && name !== undefined);
		const id = isKnown ? keys[at] : ids[at] || keys[at];
		return mentioned({ user_id: id, ...(ids.length < 2 && { user_name: name }) }, mentions);
	});
	return people.filter((each) => each !== '@').join(' ') || (name && `@${name}`);
}

export function attributesIn(text: string): Attributes {
	const found = text
		.replace(/\/$/, '')
		.matchAll(/\b([\w-]{1,30})\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s"']+))/g);
	return new Map(
		[...found].map(([, name = '', double, single, bare]) => [
			name.toLowerCase(),
			(double ?? single ?? bare ?? '').trim(),
		]),
	);
}
