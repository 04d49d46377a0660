import type { Refusal } from '../answer';
import { text } from '../call';
import { readBody } from '../requestBody';
import { checkCard2 } from './card2';
import { referencesRefusal } from './cardReferences';
import { cardRefusal, unparsable } from './cardRefusal';
import { isFields } from './Draft';
import type { Draft, Fields } from './Draft';
import { findTemplate, templateRefusal } from './template';

/** A card comes as JSON, as a template with variables, or as a card entity, none of which exists here. */
export function checkCard(draft: Draft): Refusal | undefined {
	const card = readBody(draft.content);
	if (!card) return unparsable('not JSON');
	if (card.type === 'template') return templateRefusal(card, draft);
	if (card.type === 'card') return cardRefusal(11310, 'cardid is invalid');
	return (
		(card.schema === '2.0' ? checkCard2(card, draft.call.settings) : checkCard1(card)) ??
		titleRefusal(card) ??
		referencesRefusal(card, draft)
	);
}

/** Properties that 1.0 does not know are ignored. */
function checkCard1({ elements }: Fields): Refusal | undefined {
	return elements === undefined || Array.isArray(elements)
		? undefined
		: unparsable('not an array, path: ROOT -> elements');
}

/** A title is an object, and was seen refused as a bare string. */
function titleRefusal({ header }: Fields): Refusal | undefined {
	if (!isFields(header) || header.title === undefined || isFields(header.title)) return undefined;
	return unparsable('failed to unmarshal for PlainText, path: ROOT -> header -> title');
}

/** The card JSON that a content stands for. */
export function cardOf(content: string, draft: Pick<Draft, 'call'>): Fields {
	const card = readBody(content) ?? {};
	return card.type === 'template' ? (findTemplate(card, draft)?.card ?? {}) : card;
}

/** Whether an update of it reaches everyone, without which it cannot be updated; 2.0 has no other cards. */
export function isShared(card: Fields): boolean {
	const { config } = card;
	const value = isFields(config) ? config.update_multi : undefined;
	return card.schema === '2.0' ? value !== false : value === true;
}

export const schemaOf = (card: Fields): string => text(card.schema) || '1.0';
