import type { Refusal } from '../answer';
import type { Settings } from '../settings';
import { cardRefusal, unparsable } from './cardRefusal';
import { cardParts, elementProperties, elementsOfCard2 } from './cardSchema';
import { isFields } from './Draft';
import type { Fields } from './Draft';

const mostElements = 200;

/** A card of schema 2.0 has elements that are known, not too many, and no property that is unknown. */
export function checkCard2(card: Fields, settings: Settings): Refusal | undefined {
	const count = { elements: 0 };
	const { config, header, body } = card;
	const tolerated = settings.wideScreenModeInCard2 ? ['wide_screen_mode'] : [];
	return (
		unknownProperty(card, cardParts.ROOT, 'ROOT') ??
		unknownProperty(config, [...cardParts.config, ...tolerated], 'ROOT -> config') ??
		unknownProperty(header, cardParts.header, 'ROOT -> header') ??
		unknownProperty(body, cardParts.body, 'ROOT -> body') ??
		(isFields(body) ? elementsRefusal(body, 'elements', 'ROOT -> body', count) : undefined) ??
		(count.elements > mostElements ? cardRefusal(11310, 'element exceeds the limit') : undefined)
	);
}

function unknownProperty(
	part: unknown,
	known: readonly string[],
	path: string,
): Refusal | undefined {
	if (part === undefined) return undefined;
	if (!isFields(part)) return unparsable(`not an object, path: ${path}`);
	const unknown = Object.keys(part).find((name) => !known.includes(name));
	return unknown === undefined
		? undefined
		: unparsable(`unknown property, property: ${unknown}, path: ${path}`);
}

function elementsRefusal(
	parent: Fields,
	field: 'elements' | 'columns',
	path: string,
	count: { elements: number },
): Refusal | undefined {
	const elements = parent[field];
	if (elements === undefined) return undefined;
	if (!Array.isArray(elements)) return unparsable(`not an array, path: ${path} -> ${field}`);
	for (const [index, element] of (elements as unknown[]).entries()) {
		count.elements++;
		const at = `${path} -> ${field} -> [${index}]`;
		if (!isFields(element)) return unparsable(`not an object, path: ${at}`);
		const refusal = elementRefusal(element, at, count);
		if (refusal) return refusal;
	}
	return undefined;
}

function elementRefusal(
	element: Fields,
	at: string,
	count: { elements: number },
): Refusal | undefined {
	const tag = String(element.tag);
	const path = `${at}(tag: ${tag})`;
	if (!elementsOfCard2.has(tag)) {
		const msg = 'cards of schema V2 no longer support this capability';
		return cardRefusal(200861, msg, { path, value: `unsupported tag ${tag}` });
	}
	const own = elementProperties[tag];
	return (
		(own && unknownProperty(element, [...own, 'tag', 'element_id', 'margin'], path)) ??
		elementsRefusal(element, 'columns', path, count) ??
		elementsRefusal(element, 'elements', path, count)
	);
}
