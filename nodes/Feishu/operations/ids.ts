import { quoted, refusal } from '../errors/failures';
import type { Item, Target } from './Operation';

/** What a field of IDs takes, and what it says of everything else. */
export interface IdField {
	/** The field's label. */
	label: string;
	/** How a sentence names a valid one: "Message om_…". */
	noun: string;
	/** "a message ID" */
	kind: string;
	valid: RegExp;
	/** Feishu's other kinds of ID: what it is, and what to do. */
	others: ReadonlyArray<readonly [pattern: RegExp, says: string, todo: string]>;
	/** What to do about anything else, and where such an ID comes from. */
	todo: string;
	hint: string;
}

const separators = /[\s,;，；、]+/;

const surroundings = /^["'`“”‘’]+|["'`“”‘’]+$/g;

/** What the field names: text, a list, or several IDs in one text. At least one target, refused or not. */
export function targetsIn(value: unknown, field: IdField, item: Item): Target[] {
	const named = (Array.isArray(value) ? value.flat(2) : [value]).flatMap(split);
	const ids = named.length === 0 ? [''] : named;
	// Looked for once, however many of them are none.
	const seen = ids.every(isText) ? undefined : whereAnIdIs(item.json, field);
	return ids.map((id) => target(id, field, seen));
}

function isText(value: unknown): boolean {
	return typeof value === 'string' && value !== '';
}

function split(value: unknown): unknown[] {
	if (typeof value !== 'string') return [value];
	const parts = value.split(separators).map((part) => part.replace(surroundings, ''));
	const ids = parts.filter((part) => part !== '');
	return ids.length === 0 ? [''] : ids;
}

function target(value: unknown, field: IdField, seen: string | undefined): Target {
	if (value === undefined || value === null || value === '') return empty(field, seen);
	if (typeof value === 'object') return wrongType('an object', field, seen);
	if (typeof value !== 'string') return wrongType(`a ${typeof value}`, field);
	if (field.valid.test(value)) return { id: value, subject: `${field.noun} ${value}` };
	const other = field.others.find(([pattern]) => pattern.test(value));
	return {
		id: shortened(value),
		subject: quoted(value, 80),
		refused: refusal('invalid_message_id', {
			says: other?.[1] ?? `is not ${field.kind}`,
			todo: other?.[2] ?? field.todo,
			hint: field.hint,
		}),
	};
}

function empty(field: IdField, seen: string | undefined): Target {
	const todo = seen
		? `The input item holds an ID at ${seen}: set '${field.label}' to {{ ${seen} }}.`
		: field.todo;
	return aboutTheField(field, 'is empty', todo);
}

function wrongType(holds: string, field: IdField, seen?: string): Target {
	const todo = seen ? `Set '${field.label}' to {{ ${seen} }}.` : field.todo;
	return aboutTheField(field, `holds ${holds}, not the text of an ID`, todo);
}

function aboutTheField({ label, hint }: IdField, says: string, todo: string): Target {
	return {
		id: '',
		subject: `The field '${label}'`,
		refused: refusal('invalid_message_id', { says, todo, hint }),
	};
}

function shortened(text: string): string {
	return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

/** The expression of the first ID in an item, looked for without getting lost in a large one. */
function whereAnIdIs(json: unknown, { valid }: IdField): string | undefined {
	const open: Array<{ value: unknown; at: string }> = [{ value: json, at: '$json' }];
	for (let looked = 0; looked < 2_000; looked++) {
		const next = open.shift();
		if (next === undefined) return undefined;
		if (typeof next.value === 'string' && valid.test(next.value)) return next.at;
		if (typeof next.value !== 'object' || next.value === null) continue;
		let entries = 0;
		for (const key in next.value) {
			if (++entries > 200) break;
			const at = next.at + step(next.value, key);
			// A sentence names it.
			if (at.length <= 200) open.push({ value: next.value[key as never], at });
		}
	}
	return undefined;
}

function step(parent: object, key: string): string {
	if (Array.isArray(parent)) return `[${key}]`;
	return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
