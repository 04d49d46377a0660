import { split } from '../../content/list';
import { refusal, type Failure } from '../../errors/Failure';
import { exactly } from '../../errors/sentence';
import type { Item, Read } from '../Operation';
import { findIdExpression } from './findIdExpression';
import { idsNamedBy, type IdPlaces } from './namedIds';

/** A field that takes IDs, and the texts with which it refuses everything else. */
export interface IdField extends IdPlaces {
	/** The field's label. */
	label: string;
	/** How a sentence names a valid one: "Message om_…". */
	noun: string;
	/** "a message ID" */
	kind: string;
	valid: RegExp;
	/** Feishu's other kinds of ID: what it is, and what to do. */
	others: ReadonlyArray<readonly [pattern: RegExp, cause: string, nextStep: string]>;
	/** The next step for an empty field, in words that a model can follow as well as a person. */
	ask: string;
	/** The next step for anything else; `hint` says where such an ID comes from. */
	nextStep: string;
	hint: string;
}

/** Each ID that the field names, or why it is none. */
export function readIds(value: unknown, field: IdField, item: Item): Array<Read<{ id: string }>> {
	const named = idsNamedBy(value, field);
	// The item is searched once, however many of the values are no ID.
	const seen = named.every(isText) ? undefined : findIdExpression(item.json, field.valid);
	return named.map((id) => readId(id, field, seen));
}

function isText(value: unknown): boolean {
	return typeof value === 'string' && value !== '';
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
