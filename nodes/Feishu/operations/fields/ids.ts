import { split } from '../../content/list';
import { refusal, type Failure } from '../../errors/Failure';
import { exactly } from '../../errors/sentence';
import type { Item, Read } from '../Operation';
import { findIdExpression } from './findIdExpression';
import { isPlainList } from './plainList';

/** What a field of IDs takes, and what it says of everything else. */
export interface IdField {
	/** The field's label. */
	label: string;
	/** How a sentence names a valid one: "Message om_…". */
	noun: string;
	/** "a message ID" */
	kind: string;
	valid: RegExp;
	/** Where an object that other nodes hand on has its ID. The first place that holds anything counts. */
	places: ReadonlyArray<readonly string[]>;
	/** Where an object has a list of entries, and what each is known by there. */
	list?: { place: readonly string[]; id: string };
	/** Feishu's other kinds of ID: what it is, and what to do. */
	others: ReadonlyArray<readonly [pattern: RegExp, cause: string, nextStep: string]>;
	/** What to do about an empty field, in words that a model can follow as well as a person. */
	ask: string;
	/** What to do about anything else, and where such an ID comes from. */
	nextStep: string;
	hint: string;
}

/**
 * What the field names, refused or not: text with one ID or several, an object that has one where other
 * nodes put it, or a list of these. An empty list names nothing, and anything else at least one.
 */
export function readIds(value: unknown, field: IdField, item: Item): Array<Read<{ id: string }>> {
	const given = typeof value === 'string' ? (jsonListIn(value) ?? value) : value;
	const named = Array.isArray(given)
		? withoutChildren(given.flat(2)).flatMap((entry) => namedBy(entry, field))
		: namedBy(given, field);
	// Looked for once, however many of them are none.
	const seen = named.every(isText) ? undefined : findIdExpression(item.json, field.valid);
	return named.map((id) => readId(id, field, seen));
}

function isText(value: unknown): boolean {
	return typeof value === 'string' && value !== '';
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
function namedBy(value: unknown, { places, list }: IdField): unknown[] {
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

/** What the node itself hands on where nothing matched. */
function isNothingMatched(value: unknown): boolean {
	return at(value, ['matched']) === 0;
}

export function at(value: unknown, place: readonly string[]): unknown {
	return place.reduce<unknown>(
		(inner, key) => (typeof inner === 'object' && inner !== null ? inner[key as never] : undefined),
		value,
	);
}

/** A list of Feishu's has the messages inside a merged forward, too, which are no messages of the chat. */
function withoutChildren(entries: unknown[]): unknown[] {
	return entries.filter((entry) => !at(entry, ['upper_message_id']));
}

/** The IDs that a text lists. Any other text stays whole, and is refused as such. */
function idsIn(text: string): string[] {
	const ids = split(text);
	if (ids.length === 0) return [''];
	return ids.length === 1 || isPlainList(text) ? ids : [text];
}

function readId(value: unknown, field: IdField, seen: string | undefined): Read<{ id: string }> {
	if (value === undefined || value === null || value === '') return empty(field, seen);
	if (typeof value === 'object') {
		const holds = "an object without an ID where Feishu's answers and events have one";
		return wrongType(holds, field, seen);
	}
	if (typeof value !== 'string') {
		return wrongType(`a ${typeof value}, not the text of an ID`, field);
	}
	if (field.valid.test(value)) {
		return { subject: { id: value, name: `${field.noun} ${value}` }, input: { id: value } };
	}
	return {
		subject: { id: shortened(value), name: exactly(value) },
		refused: invalid(whyNoId(value, field)),
	};
}

function whyNoId(text: string, { kind, label, others, nextStep, hint }: IdField) {
	const cause = `is not ${kind}`;
	if (split(text).length > 1) {
		return {
			cause: `${cause}, nor a list of them`,
			nextStep: `Set '${label}' to the ID alone, or to IDs separated by commas.`,
			hint: `No ID is looked for in an object as text, a table, or a sentence, since it may not be the one that is meant. Of JSON as text, {{ JSON.parse($json.text) }} makes an object. ${hint}`,
		};
	}
	const other = others.find(([pattern]) => pattern.test(text));
	return { cause: other?.[1] ?? cause, nextStep: other?.[2] ?? nextStep, hint };
}

function empty(field: IdField, seen: string | undefined): Read<never> {
	const nextStep = seen
		? `The input item holds an ID at ${seen}: set '${field.label}' to {{ ${seen} }}.`
		: field.ask;
	const hint = `Set '${field.label}' to the ID. Where the node is a tool of an AI agent, let the model define the field.`;
	return aboutTheField({ ...field, hint }, 'is empty', nextStep);
}

function wrongType(holds: string, field: IdField, seen?: string): Read<never> {
	const nextStep = seen ? `Set '${field.label}' to {{ ${seen} }}.` : field.nextStep;
	return aboutTheField(field, `holds ${holds}`, nextStep);
}

function aboutTheField({ label, hint }: IdField, cause: string, nextStep: string): Read<never> {
	const subject = { id: '', name: `The field '${label}'` };
	return { subject, refused: invalid({ cause, nextStep, hint }) };
}

function invalid(texts: Pick<Failure, 'cause' | 'nextStep' | 'hint'>): Failure {
	return refusal('invalid_message_id', texts);
}

function shortened(text: string): string {
	return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
