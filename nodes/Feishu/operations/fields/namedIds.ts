import { split } from '../../content/list';
import { hasNames, isPlainList } from './plainList';

/** Places where a field of IDs finds them in an object. */
export interface IdPlaces {
	/** Where an object that other nodes hand on has its ID. The first place that holds anything counts. */
	places: ReadonlyArray<readonly string[]>;
	/** Where an object has a list of entries, and what each is known by there. */
	list?: { place: readonly string[]; id: string };
}

/**
 * The IDs that a field names: those of a text, of an object that has one where other nodes put it, or of a list of
 * these. Whatever stands in the place of one comes with them, to be refused. An empty list names nothing.
 */
export function idsNamedBy(value: unknown, field: IdPlaces): unknown[] {
	const given = typeof value === 'string' ? (jsonListIn(value) ?? value) : value;
	return Array.isArray(given) ? namedByList(given.flat(2), field) : namedBy(given, field);
}

/** The IDs of a list. Beside names of fields, an ID may be any message's, so the texts are refused as one. */
function namedByList(list: unknown[], field: IdPlaces): unknown[] {
	if (hasNames(list)) return [list.filter((entry) => typeof entry === 'string').join(', ')];
	return withoutChildren(list).flatMap((entry) => namedBy(entry, field));
}

export function jsonListIn(text: string): unknown[] | undefined {
	const bare = text.replace(/^[\s\p{Cf}]+|(?<![\s\p{Cf}])[\s\p{Cf}]+$/gu, '');
	if (!bare.startsWith('[')) return undefined;
	try {
		const list: unknown = JSON.parse(bare);
		return Array.isArray(list) ? list : undefined;
	} catch {
		return undefined;
	}
}

/** One entry of the field: its texts, or whatever stands in their place and will be refused. */
function namedBy(value: unknown, { places, list }: IdPlaces): unknown[] {
	if (typeof value === 'string') return idsIn(value);
	const id = places
		.map((place) => at(value, place))
		.find((held) => held !== undefined && held !== null);
	if (id !== undefined) return typeof id === 'string' ? idsIn(id) : [id];
	const entries = list && at(value, list.place);
	if (list === undefined || !Array.isArray(entries)) return isNothingMatched(value) ? [] : [value];
	return withoutChildren(entries).flatMap((entry) => {
		const named = at(entry, [list.id]);
		return typeof named === 'string' ? idsIn(named) : [entryWithout];
	});
}

/** Stands for an entry of a list that has no ID at its place; whatever else it holds is not taken for one. */
const entryWithout = {};

/** An item as the node itself hands it on where nothing matched. */
function isNothingMatched(value: unknown): boolean {
	return at(value, ['matched']) === 0;
}

export function at(value: unknown, place: readonly string[]): unknown {
	return place.reduce<unknown>(
		(inner, key) => (typeof inner === 'object' && inner !== null ? inner[key as never] : undefined),
		value,
	);
}

/** A list without the messages inside merged forwards, which Feishu lists although they are not in the chat. */
function withoutChildren(entries: unknown[]): unknown[] {
	return entries.filter((entry) => !at(entry, ['upper_message_id']));
}

/** The IDs that a text lists. Any other text stays whole, and is refused as such. */
function idsIn(text: string): string[] {
	const ids = split(text);
	if (ids.length === 0) return [''];
	return ids.length === 1 || isPlainList(text) ? ids : [text];
}
