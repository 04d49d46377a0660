import { text } from '../call';
import type { World } from '../world';
import { isFields } from './Draft';
import type { Fields } from './Draft';

/** The text that an app reads in place of a 2.0 card, as was seen many times. */
const onlyInNewClients = '请升级至最新版本客户端，以查看内容';

/** A card as its JSON, that of a template among them. */
export function wholeCard(sent: Fields, world: World): Fields {
	if (sent.type !== 'template' || !isFields(sent.data)) return sent;
	return world.templates.get(text(sent.data.template_id))?.card ?? sent;
}

/** A card as it is read back: its title, and its words without their places. */
export function shownCard(sent: Fields, world: World): Fields {
	const card = wholeCard(sent, world);
	const title = titleOf(card);
	if (card.schema === '2.0') {
		return { title, elements: [[{ tag: 'text', text: onlyInNewClients }]] };
	}
	const elements = Array.isArray(card.elements) ? (card.elements as unknown[]) : [];
	// Given in this form already.
	if (elements.some(Array.isArray)) return card;
	return { title, elements: elements.filter(isFields).map(lineOf) };
}

function titleOf({ header }: Fields): string | null {
	const title = isFields(header) ? header.title : undefined;
	return isFields(title) ? text(title.content) : null;
}

function lineOf(element: Fields): Fields[] {
	const { tag } = element;
	const inner = ['actions', 'columns', 'elements'].flatMap((field) => {
		const value = element[field];
		return Array.isArray(value) ? (value as unknown[]).filter(isFields).flatMap(lineOf) : [];
	});
	if (tag === 'note') return [{ tag: 'note', elements: inner }];
	if (tag === 'hr') return [{ tag: 'hr' }];
	if (tag === 'img') return [{ tag: 'img', image_key: text(element.img_key) }];
	if (tag === 'button') {
		const label = isFields(element.text) ? text(element.text.content) : '';
		return [{ tag: 'button', text: label, type: text(element.type) || 'default' }];
	}
	const words = isFields(element.text) ? text(element.text.content) : text(element.content);
	return [...(words ? [{ tag: 'text', text: words }] : []), ...inner];
}
