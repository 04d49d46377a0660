import { asRecord, textOf } from '../../client/http/record';
import { elementText, inlineText } from './card/element';
import { given, most } from './card/given';
import type { Mention } from './mentions';
import type { Reading } from './reading';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The text of a card, a line for each element, in the order in which a person sees it. Feishu returns a card as it was
 * sent, in an inner form of its own, or simplified; a simplified card may contain the card as it was sent.
 */
export function cardText(content: Fields, { mentions, label }: Reading): string {
	const people = peopleIn(parsed(content.json_attachment));
	const reading = { mentions: [...mentions, ...people], label };
	const forms = [content.user_dsl, content.json_card, content.card].map(parsed);
	for (const card of [...forms, content]) {
		const text = linesOf(card, reading);
		if (text !== '') return text;
	}
	return '';
}

/** Feishu's placeholder in a simplified card of schema 2.0. People in the chat see the card itself. */
const onlyInNewClients = '请升级至最新版本客户端，以查看内容';

function linesOf(card: unknown, reading: Reading): string {
	const lines: string[] = [];
	// From the end of the list, so that what was put in last is looked at next.
	const open: unknown[] = [card];
	for (let looked = 0; open.length > 0 && looked < most; looked++) {
		const node = open.pop();
		const text = textIn(node, reading);
		if (text !== undefined) lines.push(text);
		else open.push(...inside(node).slice(0, most).reverse());
	}
	return lines.filter((line) => line.trim() !== '' && line !== onlyInNewClients).join('\n');
}

function textIn(node: unknown, reading: Reading): string | undefined {
	return Array.isArray(node) ? lineOf(node, reading) : elementText(node, reading);
}

function lineOf(nodes: unknown[], reading: Reading): string | undefined {
	const pieces: string[] = [];
	for (const node of nodes) {
		const piece = inlineText(node, reading);
		if (piece === undefined) return undefined;
		pieces.push(piece);
	}
	return pieces.join('');
}

function inside(node: unknown): unknown[] {
	return Array.isArray(node)
		? node
		: seen.map((name) => titled(name, given(node, name))).filter((value) => value !== undefined);
}

/** A bare string counts as text only if it is a title; others are names and keys. */
function titled(name: string, value: unknown): unknown {
	if (typeof value !== 'string') return value;
	return name === 'title' ? { tag: 'plain_text', content: value } : undefined;
}

/** The fields of a card that a person sees, from above to below; others are settings, and texts for later. */
const seen = [
	'data',
	'header',
	'title',
	'subtitle',
	'text_tag_list',
	'body',
	'text',
	'fields',
	'elements',
	'columns',
	'items',
	'contents',
	'actions',
	'extra',
	'button_area',
	'buttons',
];

/** The inner form of a card has the names of those whom it shows or mentions beside it. */
function peopleIn(attachment: unknown): Mention[] {
	return ['persons', 'at_users', 'option_users'].flatMap((list) =>
		Object.entries(asRecord(asRecord(attachment)?.[list]) ?? {}).map(([key, who]) => ({
			key,
			name: textOf(asRecord(who)?.content) || key,
		})),
	);
}

function parsed(value: unknown): unknown {
	if (typeof value !== 'string') return asRecord(value);
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return undefined;
	}
}
