import type { Refusal } from '../answer';
import { text } from '../call';
import type { User } from '../model';
import { cardRefusal } from './cardRefusal';
import { findMentioned, isFields } from './Draft';
import type { Draft, Fields } from './Draft';
import { imageRefusal } from './media';

/** Every element of a card, whatever it lies in. */
export function* partsOf(value: unknown): Generator<Fields> {
	if (Array.isArray(value)) {
		for (const each of value as unknown[]) yield* partsOf(each);
	} else if (isFields(value)) {
		yield value;
		for (const each of Object.values(value)) yield* partsOf(each);
	}
}

const isMarkdown = ({ tag }: Fields) => tag === 'markdown' || tag === 'lark_md';

/** Refuses a card that names unknown people or images, or has more tables than a card may have. */
export function referencesRefusal(card: Fields, draft: Draft): Refusal | undefined {
	let tables = 0;
	for (const part of partsOf(card)) {
		const words = isMarkdown(part) ? text(part.content) : '';
		tables += (words.match(/^\s*\|?\s*:?-+:?\s*\|[-:|\s]*$/gm) ?? []).length;
		if (part.tag === 'table') tables++;
		const stranger = [...mentionedIn(words), ...personsOf(part)].find((id) => !isKnown(id, draft));
		if (stranger !== undefined) {
			const msg = 'There is an invalid user resource(at/person) in your card';
			return cardRefusal(100290, msg, { value: stranger });
		}
		if (part.tag === 'img' && imageRefusal(part.img_key, draft)) {
			const value = `image key ${text(part.img_key)}`;
			return cardRefusal(200570, 'card contains invalid image keys', { value });
		}
	}
	return tables > draft.call.settings.mostTablesInCard
		? cardRefusal(11310, 'card table number over limit', { value: 'table' })
		: undefined;
}

/** `<at id=ou_…></at>`, `<at ids=ou_1,ou_2></at>`, `<at email=…></at>`, with or without quotes. */
function mentionedIn(words: string): string[] {
	return [...words.matchAll(/<at (?:id|ids|email)=["']?([^"'>\s]+)["']?\s*>/g)]
		.flatMap(([, ids = '']) => ids.split(','))
		.filter((id) => id !== 'all');
}

function personsOf({ tag, user_id: id, persons }: Fields): string[] {
	if (tag === 'person') return [text(id)];
	if (tag !== 'person_list' || !Array.isArray(persons)) return [];
	return (persons as unknown[]).map((person) => (isFields(person) ? text(person.id) : ''));
}

const isKnown = (id: string, { call }: Draft): boolean =>
	findMentioned(id, call) !== undefined ||
	[...call.world.users.values()].some(({ email }: User) => email === id);
