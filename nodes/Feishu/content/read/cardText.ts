import { asRecord, textOf } from '../../client/http/record';
import { mentioned, withNames, type Mention } from './mentions';

type Fields = Readonly<Record<string, unknown>>;

/** Cards are built of whatever their makers like; so much of one is looked at. */
const mostNodes = 2_000;

/** The title, the texts, and the buttons of a card, a line each, in the order in which a person sees them. */
export function cardText(card: Fields, mentions: readonly Mention[]): string {
	const lines: string[] = [];
	// From the end of the list, so that what was put in last is looked at next.
	const open: unknown[] = [parsed(textOf(card.user_dsl)) ?? card];
	for (let looked = 0; open.length > 0 && looked < mostNodes; looked++) {
		const node = open.pop();
		const text = textIn(node, mentions);
		if (text !== undefined) lines.push(text);
		else open.push(...inside(node).slice(0, mostNodes).reverse());
	}
	return lines.filter((line) => line.trim() !== '').join('\n');
}

/** What stands in one line, if all of the node does. */
function textIn(node: unknown, mentions: readonly Mention[]): string | undefined {
	if (Array.isArray(node)) return lineOf(node, mentions);
	const fields = asRecord(node) ?? {};
	return pieceOf(fields, mentions) ?? blockOf(fields, mentions);
}

function inside(node: unknown): unknown[] {
	return Array.isArray(node)
		? node
		: inOrder(asRecord(node) ?? {})
				.filter(isShown)
				.map(valueOf);
}

/** The pieces of a line of a card that Feishu has simplified, as it does where it lists a card. */
function lineOf(nodes: unknown[], mentions: readonly Mention[]): string | undefined {
	const pieces = nodes.map((node) => pieceOf(asRecord(node) ?? {}, mentions));
	return pieces.every((piece) => piece !== undefined) ? pieces.join('') : undefined;
}

function pieceOf(fields: Fields, mentions: readonly Mention[]): string | undefined {
	const { tag, text } = fields;
	if (tag === 'at') return mentioned(fields, mentions);
	if (tag === 'img' && 'image_key' in fields) return '[image]';
	return typeof text === 'string' && /^(?:text|a|button|md|note)$/.test(textOf(tag))
		? withNames(text, mentions)
		: undefined;
}

/** The text of an element of a card as it was sent: each stands in a line of its own. */
function blockOf({ tag, content }: Fields, mentions: readonly Mention[]): string | undefined {
	return typeof content === 'string' && /^(?:plain_text|lark_md|markdown)$/.test(textOf(tag))
		? content.replace(tagged, (_, id: string) => mentioned({ user_id: id }, mentions))
		: undefined;
}

/** A person who is mentioned in the Markdown of a card: `<at id=ou_1></at>`. */
const tagged = /<at (?:id|user_id)="?([@\w-]{1,256})"?>[^<]{0,256}<\/at>/g;

const values: ReadonlySet<string> = new Set(['value', 'config', 'behaviors', 'card_link']);

/** JSON may have a card's title behind its body; a person sees it above. */
function inOrder({ title, header, ...rest }: Fields): Array<[string, unknown]> {
	return Object.entries({ title, header, ...rest });
}

/** What a person sees is text in objects and lists; a title alone stands as a text. */
function isShown([key, value]: [string, unknown]): boolean {
	const isTitle = key === 'title' && typeof value === 'string';
	return !values.has(key) && (isTitle || typeof value === 'object');
}

function valueOf([, value]: [string, unknown]): unknown {
	return typeof value === 'string' ? { tag: 'plain_text', content: value } : value;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
