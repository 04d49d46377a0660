/** Markup that is safe to put into more of it. */
export interface Html {
	readonly markup: string;
}

type Part = Html | Html[] | string | number | false | undefined;

/** Texts among the parts are escaped; lists are joined, and what is not there leaves nothing. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html => ({
	markup: strings.reduce((before, after, index) => before + markupOf(parts[index - 1]) + after),
});

function markupOf(part: Part): string {
	if (part === undefined || part === false) return '';
	if (Array.isArray(part)) return part.map(({ markup }) => markup).join('');
	return typeof part === 'object' ? part.markup : escaped(String(part));
}

export const escaped = (text: string) =>
	text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
