// A byte order mark counts as a blank for \s, but may stand in the middle of an ID.
const separators = /(?:(?!\ufeff)[\s,;，；、])+/;

/** Quotes, and what nobody sees and copying brings along. */
const quotesAndInvisible = '["\'`“”‘’\\p{Cf}\\p{Default_Ignorable_Code_Point}]';

// The look-behind keeps a long row of them in the middle of a text cheap.
const surroundings = new RegExp(
	`^${quotesAndInvisible}+|(?<!${quotesAndInvisible})${quotesAndInvisible}+$`,
	'gu',
);

/** One entry without the blanks, quotes, and invisible characters that copying brings along. */
export function bare(text: string): string {
	return text.trim().replace(surroundings, '').trim();
}

/** The entries of a text that separates them by commas, semicolons, or blanks, Chinese ones among them. */
export function split(text: string): string[] {
	return text
		.split(separators)
		.map((entry) => entry.replace(surroundings, ''))
		.filter((entry) => entry !== '');
}

/** Entries that all have a form, from a list or from a text; undefined where there are none, or others. */
export function listIn(given: unknown, form: RegExp): ReadonlySet<string> | undefined {
	const entries: unknown[] =
		typeof given === 'string' ? split(given) : Array.isArray(given) ? given : [];
	const texts = entries.filter((entry) => entry !== '');
	const isList = texts.every(
		(entry): entry is string => typeof entry === 'string' && form.test(entry),
	);
	return isList && texts.length > 0 ? new Set(texts) : undefined;
}
