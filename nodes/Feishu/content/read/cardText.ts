import { asRecord, textOf } from '../../client/http/record';

type Fields = Readonly<Record<string, unknown>>;

/** Cards are built of whatever their makers like; so much of one is looked at. */
const mostNodes = 2_000;

/** The title, the texts, and the buttons of a card, a line each, in the order in which they stand. */
export function cardText(card: Fields): string {
	const sent = typeof card.user_dsl === 'string' ? parsed(card.user_dsl) : undefined;
	const lines: string[] = [];
	// From the end of the list, so that what was put in last is looked at next.
	const open: unknown[] = [sent ?? card];
	for (let looked = 0; open.length > 0 && looked < mostNodes; looked++) {
		const node = open.pop();
		if (Array.isArray(node)) {
			const texts = node.map((each) => ownText(asRecord(each) ?? {}));
			// The elements of one line of a card that Feishu has simplified.
			if (texts.length > 0 && texts.every((text) => text !== undefined)) {
				lines.push(texts.join(''));
			} else {
				open.push(...node.slice(0, mostNodes).reverse());
			}
			continue;
		}
		const fields = asRecord(node);
		if (fields === undefined) continue;
		const text = ownText(fields);
		if (text !== undefined) lines.push(text);
		else open.push(...Object.entries(fields).filter(isShown).map(valueOf).reverse());
	}
	return lines.filter((line) => line.trim() !== '').join('\n');
}

/** The text of a node that is nothing but one. */
function ownText({ tag, content, text, user_id: id }: Fields): string | undefined {
	if (tag === 'at') return `@${textOf(id)}`;
	if (typeof content === 'string' && /^(?:plain_text|lark_md|markdown)$/.test(textOf(tag))) {
		return content;
	}
	return typeof text === 'string' && /^(?:text|a|button|md|note)$/.test(textOf(tag))
		? text
		: undefined;
}

const values: ReadonlySet<string> = new Set(['value', 'config', 'behaviors', 'card_link']);

/** What a person sees is text in objects and lists; a title alone stands as a text. */
function isShown([key, value]: [string, unknown]): boolean {
	return !values.has(key) && (typeof value === 'object' || key === 'title');
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
