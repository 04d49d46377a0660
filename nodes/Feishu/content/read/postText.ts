import { textOf } from '../../client/http/record';
import { markdownText } from './markdown';
import { mentioned, withNames } from './mentions';
import { filesOf, postsIn, type Post } from './post';
import type { Reading } from './reading';

type Fields = Readonly<Record<string, unknown>>;

/** The title, the lines, and the files of a rich text. */
export function postText(given: Fields, reading: Reading): string {
	const posts = postsIn(given);
	const words = posts.map((post) => wordsOf(post, reading)).find((each) => each !== '') ?? '';
	const files = filesOf(posts).map(({ is_folder: isFolder, file_name: name }) =>
		reading.label(isFolder === true ? 'folder' : 'file', textOf(name)),
	);
	return [words, ...files].filter((line) => line !== '').join('\n');
}

/** Of its two sets of paragraphs, the one that apps have always got, unless there is nothing in it. */
function wordsOf({ title, content, markdown }: Post, reading: Reading): string {
	const lines = [content, markdown]
		.map((paragraphs) => paragraphs.map((each) => paragraphText(each, reading)))
		.find((all) => all.some((line) => line.trim() !== ''));
	return [title, ...(lines ?? [])].filter((line, at) => at > 0 || line !== '').join('\n');
}

/** Code and rules have lines of their own, whatever stands beside them in the paragraph. */
function paragraphText(elements: readonly Fields[], reading: Reading): string {
	const lines = [''];
	for (const element of elements) {
		const text = elementText(element, reading);
		if (element.tag === 'code_block' || element.tag === 'hr')
			lines.push(text.replace(/\n$/, ''), '');
		else lines.push(lines.pop() + text);
	}
	return lines.filter((line) => line !== '').join('\n');
}

function elementText(element: Fields, { mentions, label }: Reading): string {
	const text = textOf(element.text);
	switch (element.tag) {
		case 'a':
			return linkText(withNames(text, mentions), textOf(element.href));
		case 'at':
			return mentioned(element, mentions);
		case 'img':
			return label('image');
		case 'media':
			return label('video', textOf(element.file_name));
		case 'file':
		case 'folder':
			return label(element.tag, textOf(element.file_name));
		case 'emotion':
			return textOf(element.emoji_type) && label(textOf(element.emoji_type));
		case 'hr':
			return '---';
		case 'md':
			return markdownText(text, { mentions, label });
		default:
			return withNames(text, mentions);
	}
}

/** The words of a link and its URL, or only one of them where the other says the same or is empty. */
function linkText(text: string, href: string): string {
	const isToldBy = [href, href.replace(/^mailto:/, '')].includes(text.trim());
	if (href === '' || isToldBy) return text;
	return text.trim() === '' ? href : `${text} (${href})`;
}
