import { asRecord } from '../../client/http/record';
import { succeeded, type Result } from '../../errors/Failure';
import { wrongOption } from './options';

/** Whose messages are meant. */
export type Sender = 'anyone' | 'thisApp' | 'people';

export function readSender<S extends Sender>(given: unknown, allowed: readonly S[]): Result<S> {
	const sender = allowed.find((each) => each === given);
	return sender === undefined
		? wrongOption('Sender', allowed.map((each) => `"${each}"`).join(' or '))
		: succeeded(sender);
}

/** A message of a bot carries its App ID, never the open ID that the bot has as a member of a chat. */
export function isFrom(sender: Sender, given: unknown, appId: string): boolean {
	if (sender === 'anyone') return true;
	const { id, id_type: idType, sender_type: type } = asRecord(given) ?? {};
	if (sender === 'people') return type === 'user';
	return type === 'app' && idType === 'app_id' && id === appId;
}
