import { text } from '../call';
import { isFields } from '../content/Draft';
import { shown } from '../content/shown';
import type { Message } from '../model';
import { readBody } from '../requestBody';
import type { FeishuStandIn } from '../standIn';

/** The text of a message as a person reads it: cards and rich text in words, other content as an emoji. */
export function wordsOf(message: Message, standIn: FeishuStandIn): string {
	const { content, mentions } = shown(message, { ...standIn, wholeCards: true });
	const fields = readBody(content);
	const words = fields ? linesOf(fields, message.type) : content;
	return mentions.reduceRight((said, { key, name }) => said.replaceAll(key, `@${name}`), words);
}

const marks: Record<string, string> = { image: '🖼', audio: '🔊', media: '🎬', sticker: '😀' };

function linesOf(fields: Record<string, unknown>, type: string): string {
	if (type === 'text') return text(fields.text);
	if (type === 'post') {
		const paragraphs = Array.isArray(fields.content) ? (fields.content as unknown[][]) : [];
		const lines = paragraphs.map((nodes) => nodes.filter(isFields).map(pieceOf).join(''));
		return [text(fields.title), ...lines].filter(Boolean).join('\n');
	}
	if (type === 'interactive')
		return textsIn([fields.header, fields.body, fields.elements]).join('\n');
	return `${marks[type] ?? '📎'} ${text(fields.file_name) || type}`;
}

const pieceOf = ({ tag, text: words, user_id: key }: Record<string, unknown>): string =>
	tag === 'at' ? `${text(key)} ` : tag === 'img' ? '🖼' : text(words);

/** A card's title, then its texts and buttons, as they lie in it. */
function textsIn(node: unknown): string[] {
	if (Array.isArray(node)) return [...new Set(node.flatMap(textsIn))];
	if (!isFields(node)) return [];
	if (typeof node.content === 'string') return [node.content];
	const inside = Object.values(node).filter(isPart).flatMap(textsIn);
	return node.tag === 'button' ? inside.map((label) => `[${label}]`) : inside;
}

/** A value inside a card that may hold texts. The data that a button hands on has no tag and is skipped. */
const isPart = (value: unknown) => Array.isArray(value) || (isFields(value) && 'tag' in value);
