import { asRecord } from '../../../client/http/record';

/**
 * A field of an element of a card. Feishu's inner form of a card has it in `property`, with capitals in its name; a
 * card of several languages has it in each, of which one is read: that of the field itself, else Chinese, else
 * English, else the first there is.
 */
export function given(element: unknown, name: string): unknown {
	const fields = asRecord(element) ?? {};
	return (
		fieldOf(fields, name) ??
		inOneLanguage(fieldOf(fields, `i18n_${name}`)) ??
		(name === 'content' ? inOneLanguage(fieldOf(fields, 'i18n')) : undefined)
	);
}

/** A list, empty for anything else. */
export function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value.slice(0, most) : [];
}

/** The most parts of a card that are looked at, since a card may be of any size. */
export const most = 2_000;

type Fields = Readonly<Record<string, unknown>>;

function fieldOf(fields: Fields, name: string): unknown {
	const inner = asRecord(fields.property);
	const withCapitals = name.replace(/_(id$|[a-z])/g, (_, rest: string) => rest.toUpperCase());
	return [fields[name], inner?.[name], inner?.[withCapitals], fields[withCapitals]].find(isThere);
}

function inOneLanguage(value: unknown): unknown {
	const languages = asRecord(value) ?? {};
	return [languages.zh_cn, languages.en_us, ...Object.values(languages)].find(isThere);
}

function isThere(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
	return value !== undefined && value !== null && value !== '';
}
