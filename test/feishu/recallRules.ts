import { invalidId } from './answer';
import type { Refusal } from './answer';
import type { Caller } from './call';
import type { App, Chat, Message, User } from './model';
import type { Settings } from './settings';
import type { World } from './world';

const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;
const neverRecallable = ['system', 'hongbao'];

/** A message the caller may know of, or why not. */
export function findMessage(
	id: string,
	caller: Caller,
	world: World,
	settings: Settings,
): Message | Refusal {
	const message = world.messages.get(id);
	if (message?.tenantKey !== caller.tenant.key) return unknownId(id, settings);
	return message.erased ? invalidMessageId : message;
}

export const isMessage = (found: Message | Refusal): found is Message => 'chat' in found;

const invalidMessageId: Refusal = { code: 230001, ext: 'invalid message_id.' };

function unknownId(id: string, { unknownIdCode: code }: Settings): Refusal {
	if (code === 230001) return invalidMessageId;
	if (code !== 99992354) return { code };
	const example = 'om_dc13264520392913993dd051dba21dcf';
	return invalidId(code, 'open_message_id', example, 'message_id', id);
}

/** Whether the chat still exists and the caller, bot or person, is in it. */
export function chatRefusal(chat: Chat, { app, user }: Caller, world: World): Refusal | undefined {
	if (!app.botEnabled) return { code: 230006 };
	if (chat.dissolved) return { code: 232009 };
	if (!chat.members.has(user ? user.openId : app.id)) return { code: 230002 };
	if (chat.type === 'p2p' && !user && !partnerIsAvailable(chat, world)) return { code: 230013 };
	if (chat.external && !app.externalSharing) return { code: 230027 };
	return undefined;
}

function partnerIsAvailable(chat: Chat, world: World): boolean {
	for (const member of chat.members) {
		const user = world.users.get(member);
		if (user) return user.available && !user.resigned;
	}
	return true;
}

/** Why this caller may not recall this message now; nothing where they may. */
export function recallRefusal(
	message: Message,
	caller: Caller,
	world: World,
	settings: Settings,
): Refusal | undefined {
	const { chat } = message;
	const operator = caller.user ?? caller.app;
	const operatorId = caller.user?.openId ?? caller.app.id;
	const refusal = chatRefusal(chat, caller, world);
	if (refusal) return refusal;
	if (message.hiddenFrom.includes(operatorId)) return { code: 230050 };
	if (message.deleted) return { code: settings.secondRecallCode };
	if (neverRecallable.includes(message.type)) return { code: 230054 };
	const ageMs = world.clock.now() - message.createdAt;
	const isOwn = message.senderId === operatorId;
	if (hasSayIn(chat, operator)) {
		if (ageMs > yearMs) return { code: 230009 };
		// The administrator's window binds senders only.
		if (!isOwn) return undefined;
	}
	if (isOwn && (!caller.user || settings.userMayRecallOwn)) {
		const hours = caller.tenant.recallWindowHours;
		return hours === null || ageMs > hours * hourMs ? { code: 230009 } : undefined;
	}
	return caller.user
		? { code: 230026, ext: 'User is NOT the group owner or group admin.' }
		: { code: 230026 };
}

function hasSayIn(chat: Chat, operator: App | User): boolean {
	if (chat.type === 'p2p') return false;
	const id = 'openId' in operator ? operator.openId : operator.id;
	const isCreator = !('openId' in operator) && chat.creatorId === id;
	return chat.ownerId === id || chat.adminIds.includes(id) || isCreator;
}
