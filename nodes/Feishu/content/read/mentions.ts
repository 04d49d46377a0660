import { asRecord, textOf } from '../../client/http/record';

/** A person, a bot, or everyone, as a message mentions them. */
export interface Mention {
	/** The placeholder of the mention in the content: "@_user_1". */
	key: string;
	/** The open ID, or the App ID of a bot. */
	id?: string;
	name?: string;
}

/** Feishu's answers have an ID as a text, its events as an object with several. */
export function readMentions(given: unknown): Mention[] {
	if (!Array.isArray(given)) return [];
	return given.flatMap((entry) => {
		const mention = asRecord(entry) ?? {};
		const key = textOf(mention.key);
		if (key === '') return [];
		const id = textOf(mention.id) || textOf(asRecord(mention.id)?.open_id);
		const name = textOf(mention.name);
		return [{ key, ...(id && { id }), ...(name && { name }) }];
	});
}

/** A text with names in place of the keys. `@_user_1` is not the beginning of `@_user_10`. */
export function withNames(text: string, mentions: readonly Mention[]): string {
	const names = new Map(mentions.map(({ key, name }) => [key, name]));
	return text.replace(/@_user_\d+|@_all\b/g, (key) =>
		key === '@_all' ? everyone : nameOf(names.get(key), key),
	);
}

const everyone = '@Everyone';

function nameOf(name: string | undefined, key: string): string {
	return `@${(name ?? key).replace(/^@/, '')}`;
}

/** The name behind an element that mentions somebody. Its `user_id` is an ID, or the key of one of the mentions. */
export function mentioned(
	{ user_id: id, user_name: name }: Readonly<Record<string, unknown>>,
	mentions: readonly Mention[],
): string {
	const key = textOf(id);
	if (key === '@_all' || key === 'all') return everyone;
	return nameOf(known(key, mentions) ?? (textOf(name) || undefined), key);
}

/** A person by name, where a message that mentions the person says it; else by the ID. */
export function personNamed(id: string, mentions: readonly Mention[]): string {
	return known(id, mentions) ?? id;
}

function known(id: string, mentions: readonly Mention[]): string | undefined {
	return mentions.find((each) => each.key === id || each.id === id)?.name;
}
