import { textOf } from '../../../client/http/record';
import type { Reading } from '../reading';
import { given } from './given';
import { cardMarkdown } from './markdown';

/** A text of a card is an object that says how to read it; in a card that Feishu has simplified, it is just a text. */
export function words(text: unknown, reading: Reading): string | undefined {
	if (typeof text === 'string') return text;
	const content = given(text, 'content');
	if (typeof content !== 'string') return undefined;
	const isMarkdown = /^(?:lark_md|markdown)/.test(textOf(given(text, 'tag')));
	return isMarkdown ? cardMarkdown(content, reading) : content;
}

export function part(element: unknown, name: string, reading: Reading): string {
	return words(given(element, name), reading) ?? '';
}
