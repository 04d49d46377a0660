import { succeeded, type Result } from '../../errors/Failure';
import type { Content } from './Content';
import { isEmpty, readText, withMentions, type Mentions } from './text';

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

const fence = /^ {0,3}(`{3,}|~{3,})/;

/**
 * Feishu shows headings of the fourth and fifth level only; its own command-line client lowers the others to
 * these. Code keeps its number signs.
 */
function withLowerHeadings(markdown: string): string {
	let openFence: string | undefined;
	const lines = markdown.split('\n').map((line) => {
		const mark = fence.exec(line)?.[1];
		if (openFence === undefined) {
			openFence = mark;
			return mark ? line : line.replace(/^(#{1,6})(?=[ \t])/, lowered);
		}
		if (mark?.startsWith(openFence)) openFence = undefined;
		return line;
	});
	return lines.join('\n');
}

function lowered(signs: string): string {
	return signs.length === 1 ? '####' : '#####';
}
