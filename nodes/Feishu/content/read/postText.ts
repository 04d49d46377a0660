import { asRecord, textOf } from '../../client/http/record';
import { mentioned, withNames, type Mention } from './mentions';

type Fields = Readonly<Record<string, unknown>>;

/** The title and the lines of a rich text. It comes without a language around it; one that is there is passed through. */
export function postText(fields: Fields, mentions: readonly Mention[]): string {
	const post = Array.isArray(fields.content)
		? fields
		: (Object.values(fields)
				.map(asRecord)
				.find((each) => Array.isArray(each?.content)) ?? fields);
	const paragraphs = Array.isArray(post.content) ? (post.content as unknown[]) : [];
	const lines = paragraphs.map((paragraph) =>
		(Array.isArray(paragraph) ? paragraph : [paragraph])
			.map((element) => elementText(asRecord(element) ?? {}, mentions))
			.join(''),
	);
	return [textOf(post.title), ...lines].filter((line, at) => at > 0 || line !== '').join('\n');
}

function elementText(element: Fields, mentions: readonly Mention[]): string {
	const text = textOf(element.text);
	switch (element.tag) {
		case 'a':
			return element.href ? `${text} (${textOf(element.href)})` : text;
		case 'at':
			return mentioned(element, mentions);
		case 'img':
			return '[image]';
		case 'media':
			return '[video]';
		case 'emotion':
			return `[${textOf(element.emoji_type)}]`;
		case 'hr':
			return '---';
		default:
			return withNames(text, mentions);
	}
}
