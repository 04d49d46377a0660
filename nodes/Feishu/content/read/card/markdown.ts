import { attributesIn, mentionsIn, type Attributes } from '../atTag';
import { personNamed, withNames, type Mention } from '../mentions';
import type { Reading } from '../reading';
import { isoTime } from '../time';

/** The Markdown of a card without the tags that nobody sees; what stands in code is shown as it is. */
export function cardMarkdown(text: string, reading: Reading): string {
	return text
		.split(/(```[^]*?```|`[^`\n]*`)/)
		.map((part, at) => (at % 2 === 1 ? part : withoutTags(part, reading)))
		.join('');
}

function withoutTags(text: string, { mentions, label }: Reading): string {
	const read = text
		.replace(styles, '')
		.replace(/<br\s?\/?>/gi, '\n')
		.replace(/<hr\s?\/?>/gi, '---')
		.replace(/<audio\b[^<>]{0,2000}>(?:<\/audio>)?/gi, label('audio'))
		.replace(
			/<(at|person|a|link|local_datetime)\b([^<>]{0,2000})>(?:([^<]{0,1000})<\/\1>)?/gi,
			(_, tag: string, attributes: string, words?: string) =>
				taken(tag.toLowerCase(), attributesIn(attributes), words?.trim() ?? '', mentions),
		)
		.replace(
			/!\[([^\]\n]{0,200})\]\([^()\n]{0,500}\)/g,
			(_, words: string) => words.trim() || label('image'),
		)
		.replace(/(?<![\w:]):([A-Z][A-Za-z_]{1,30}):(?![\w:])/g, (_, emoji: string) => label(emoji))
		.replace(
			/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos|sim|nbsp|ensp|emsp));/gi,
			signOf,
		);
	return withNames(read, mentions);
}

/** Tags that only say how the words between them look. */
const styles = /<\/?(?:font|text_tag|number_tag)(?:\s[^<>]{0,2000})?>/gi;

/** A tag as a person sees it: whom it names, when it says it is, or the words in it. */
function taken(
	tag: string,
	attributes: Attributes,
	words: string,
	mentions: readonly Mention[],
): string {
	if (tag === 'at') return mentionsIn(attributes, words, mentions);
	if (tag === 'person') return words || personNamed(attributes.get('id') ?? '', mentions);
	if (tag === 'local_datetime') {
		return words || (isoTime(attributes.get('millisecond')) ?? '');
	}
	return words || (attributes.get('href') ?? attributes.get('url') ?? '');
}

const named: Readonly<Record<string, string>> = {
	lt: '<',
	gt: '>',
	amp: '&',
	quot: '"',
	apos: "'",
	sim: '~',
	nbsp: ' ',
	ensp: ' ',
	emsp: ' ',
};

/** A sign that Markdown would take for its own, or that no keyboard has, by its number or its name. */
function signOf(written: string, decimal?: string, hex?: string, name?: string): string {
	if (name !== undefined) return named[name.toLowerCase()] ?? written;
	const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : written;
}
