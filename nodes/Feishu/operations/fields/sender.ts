import type { Feishu } from '../../client/FeishuClient';
import { asRecord, textOf } from '../../client/http/record';
import { succeeded, type Result } from '../../errors/Failure';
import { wrongOption } from './options';

/** The senders whose messages are taken. */
export type Sender = 'anyone' | 'thisApp' | 'people';

export function readSender<S extends Sender>(given: unknown, allowed: readonly S[]): Result<S> {
	const sender = allowed.find((each) => each === given);
	return sender === undefined
		? wrongOption('Sender', allowed.map((each) => `"${each}"`).join(' or '))
		: succeeded(sender);
}

/**
 * A message of a bot carries its App ID, never the open ID that the bot has as a member of a chat. A store app has the
 * same one in each tenant, and its bots of several may be in one chat.
 */
export function isFrom(
	sender: Sender,
	given: unknown,
	{ appId, tenantKey }: Pick<Feishu, 'appId' | 'tenantKey'>,
): boolean {
	if (sender === 'anyone') return true;
	const { id, id_type: idType, sender_type: type, tenant_key: tenant } = asRecord(given) ?? {};
	if (sender === 'people') return type === 'user';
	if (type !== 'app' || idType !== 'app_id' || id !== appId) return false;
	return tenantKey === undefined || textOf(tenant) === '' || tenant === tenantKey;
}
