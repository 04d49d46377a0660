import { text } from '../call';
import { invalid } from './Draft';
import type { Check } from './Draft';

/** A group can be shared only by its members. */
export const checkSharedChat: Check = ({ chat_id: id }, { call, caller }) => {
	const chat = call.world.chats.get(text(id));
	if (chat?.tenantKey !== caller.tenant.key) return invalid('chat_id');
	if (chat.type === 'p2p') return { code: 230015 };
	return chat.members.has(caller.user?.openId ?? caller.app.id) ? undefined : { code: 230002 };
};

/** By open id only, and of people whom the app may know. */
export const checkSharedUser: Check = ({ user_id: id }, { call, caller }) => {
	const user = call.world.users.get(text(id));
	if (user?.tenantKey !== caller.tenant.key) return invalid('user_id');
	return user.available && !user.resigned ? undefined : { code: 230013 };
};
