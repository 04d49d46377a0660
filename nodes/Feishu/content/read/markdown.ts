import { attributesIn, mentionsIn } from './atTag';
import { withNames } from './mentions';
import type { Reading } from './reading';

/** Code, which is shown as it is written; an image of Feishu's; or somebody who is mentioned. */
const pieces =
	/^ {0,3}(`{3,}|~{3,})[^]*?(?:^ {0,3}\1|$(?![^]))|(`{1,2})[^`\n]+\2|!\[[^\]\n]{0,500}\]\(\s?<?(img_[\w-]{1,256})>?(?:\s[^)\n]{0,200})?\)|<at\b([^<>]{0,500}?)\/?>(?:([^<]{0,256})<\/at>)?/gm;

/** The Markdown of a rich text, with names and a word for each image. */
export function markdownText(markdown: string, reading: Reading): string {
	const read = markdown.replace(
		pieces,
		(whole, fence?: string, tick?: string, image?: string, attributes?: string, name?: string) => {
			if (fence !== undefined || tick !== undefined) return whole;
			return image === undefined
				? mentionsIn(attributesIn(attributes ?? ''), name?.trim() ?? '', reading.mentions)
				: reading.label('image');
		},
	);
	return withNames(read, reading.mentions);
}

/** The keys of the images that Feishu keeps; others are somewhere else on the web. */
export function imagesIn(markdown: string): string[] {
	return [...markdown.matchAll(pieces)].flatMap(([, , , image]) => image ?? []);
}
