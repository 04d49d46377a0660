import type { Call } from '../../client/Api';
import { fiveASecond } from '../../client/limits/tiers';
import { at, jsonListIn } from '../fields/namedIds';
import { listPlace, messageId, places } from '../fields/messageId';
import type { Item } from '../Operation';

/** The limit of a chat or a person, or of one card. */
export function limitOf(receiver: string): Pick<Call, 'limits'> {
	return { limits: [{ key: `messages ${receiver}`, windows: fiveASecond }] };
}

/**
 * The chats of messages, by the ID of the message. They are read beside each ID in the item and the field; a message
 * whose chat is not named there is left out.
 */
export function chatsIn({ json, parameters }: Item): ReadonlyMap<string, string> {
	const chats = new Map<string, string>();
	const field = parameters[messageId.name];
	const named = typeof field === 'string' ? jsonListIn(field) : field;
	for (const given of [json, named].flat(3)) {
		const list = at(given, listPlace);
		const messages = places.map((place) => at(given, place));
		for (const message of Array.isArray(list) ? messages.concat(list) : messages) {
			const [id, chat] = ['message_id', 'chat_id'].map((key) => at(message, [key]));
			if (typeof id === 'string' && typeof chat === 'string' && chat !== '') chats.set(id, chat);
		}
	}
	return chats;
}
