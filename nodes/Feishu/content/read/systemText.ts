import { asRecord, textOf } from '../../client/http/record';
import type { Reading } from './reading';

type Fields = Readonly<Record<string, unknown>>;

/** Feishu has these in every template, also where there is nobody to name. */
const always: ReadonlySet<string> = new Set(['from_user', 'to_chatters', 'divider_text']);

/** A message of Feishu itself: "{from_user} invited {to_chatters} to the group". */
export function systemText(fields: Fields, { label }: Reading): string {
	const filled = textOf(fields.template).replace(/\{(\w{1,64})\}/g, (place, name: string) =>
		Object.hasOwn(fields, name) || always.has(name) ? wordsOf(fields[name]) : place,
	);
	return trimmed(filled) || trimmed(wordsOf(fields.divider_text)) || label('system message');
}

function wordsOf(value: unknown): string {
	if (Array.isArray(value)) {
		const words = value.map((each: unknown) => wordsOf(asRecord(each) ? each : textOf(each)));
		return words.filter((each) => each !== '').join(', ');
	}
	const { text, name, i18n_text: texts } = asRecord(value) ?? {};
	const { zh_cn: chinese, en_us: english } = asRecord(texts) ?? {};
	if (typeof value === 'number') return `${value}`;
	return [value, text, name, chinese, english].map(textOf).find((each) => each !== '') ?? '';
}

/** Without the blanks around what is left out. */
function trimmed(text: string): string {
	return text
		.replace(/[^\S\n]{2,}/g, ' ')
		.replace(/ (?=[.,;:!?])/g, '')
		.trim();
}
