import type { Refusal } from './answer';
import type { Call, Caller } from './call';
import type { Chat } from './model';
import { chatRefusal } from './recallRules';

/** Besides the gateway's scopes, reading needs another one: a person always, a bot in groups. */
function wantedScope({ type }: Chat, { user }: Caller, { settings }: Call, what: 'one' | 'all') {
	if (user) return `im:message.${type}_msg:get_as_user`;
	if (type === 'group') return 'im:message.group_msg';
	return what === 'all' && settings.botNeedsP2pScope ? 'im:message.p2p_msg:readonly' : undefined;
}

/** Why somebody may not read one message of a chat, or all of them. */
export function readRefusal(
	chat: Chat,
	caller: Caller,
	call: Call,
	what: 'one' | 'all' = 'one',
): Refusal | undefined {
	const refusal = chatRefusal(chat, caller, call.world);
	if (refusal) return refusal;
	const wanted = wantedScope(chat, caller, call, what);
	if (wanted && !caller.scopes.includes(wanted)) {
		return { code: 230027, ext: `need scope: ${wanted}` };
	}
	if (what === 'one') return undefined;
	if (chat.restricted) return { code: 231203 };
	return caller.user && caller.app.externalSharing ? { code: 231204 } : undefined;
}
