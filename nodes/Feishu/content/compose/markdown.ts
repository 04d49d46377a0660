import { succeeded, type Result } from '../../errors/Failure';
import type { Content } from './Content';
import { withLowerHeadings } from './headings';
import { isEmpty, mentionTags, readText, type Mentions } from './text';

/** Rich text, written as Markdown: Feishu's `post` with one paragraph that Feishu itself lays out. */
export function markdownContent(
	writtenTitle: unknown,
	written: unknown,
	mentions: Mentions,
): Result<Content> {
	const title = readText(writtenTitle, 'Title');
	if (!title.ok) return title;
	const markdown = readText(written, 'Markdown');
	if (!markdown.ok) return markdown;
	const text = withMentions(withLowerHeadings(markdown.value), mentions);
	if (text.trim() === '') return isEmpty('Markdown');
	return succeeded({
		type: 'post',
		body: {
			// Whatever language a reader has set: with one of them, Feishu shows that one.
			zh_cn: {
				...(title.value !== '' && { title: title.value }),
				content: [[{ tag: 'md', text }]],
			},
		},
	});
}

/** The beginning of a heading, list, quote, code, line, table, or image: it is one only where a line begins. */
const block =
	/^(?: {4}|\t| {0,3}(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|>|`{3}|~{3}|-{3}|\*{3}|\||!\[))/;

function withMentions(markdown: string, mentions: Mentions): string {
	const tags = mentionTags(mentions);
	if (tags === '' || markdown === '') return `${tags}${markdown}`;
	return `${tags}${block.test(markdown) ? '\n' : ' '}${markdown}`;
}
