import type { Call } from '../../client/Api';
import { fiveASecond } from '../../client/limits/tiers';
import type { Item } from '../Operation';

/** The limit of a chat or a person, or of one card. */
export function limitOf(receiver: string): Pick<Call, 'limits'> {
	return { limits: [{ key: `messages ${receiver}`, windows: fiveASecond }] };
}

/** The chat that a message is in, where the item tells; else the message stands for it. */
export function chatOf({ json }: Item, messageId: string): string {
	return json.message_id === messageId && typeof json.chat_id === 'string'
		? json.chat_id
		: messageId;
}
