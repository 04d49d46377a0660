import { text } from './call';
import type { Call } from './call';
import type { Chat, User } from './model';

const avatar = 'https://s1-imfile.feishucdn.com/static-resource/v1/stand-in';

const ownerIds: Record<string, keyof User> = {
	open_id: 'openId',
	union_id: 'unionId',
	user_id: 'userId',
};

/** Absent where a bot owns the group. */
function ownerOf({ ownerId }: Chat, { world, query }: Call) {
	const type = text(query.user_id_type) || 'open_id';
	const user = world.users.get(ownerId);
	return user && { owner_id: user[ownerIds[type] ?? 'openId'], owner_id_type: type };
}

/** A chat as lists show it. */
export const listedChat = (chat: Chat, call: Call) => ({
	chat_id: chat.id,
	avatar,
	name: chat.name,
	description: chat.description,
	...ownerOf(chat, call),
	external: chat.external,
	tenant_key: chat.tenantKey,
	chat_status: 'normal',
});

const countsOf = ({ members }: Chat) => {
	const people = [...members].filter((id) => id.startsWith('ou_')).length;
	return { user_count: String(people), bot_count: String(members.size - people) };
};

/** A chat as those see it who are not in it. */
export const chatFromOutside = (chat: Chat) => ({
	avatar,
	name: chat.name,
	...countsOf(chat),
	chat_status: chat.dissolved ? 'dissolved' : 'normal',
});

/** A chat as its members see it. */
export function wholeChat(chat: Chat, call: Call) {
	const isGroup = chat.type === 'group';
	const onGroups = {
		...ownerOf(chat, call),
		user_manager_id_list: chat.adminIds.filter((id) => id.startsWith('ou_')),
		bot_manager_id_list: chat.adminIds.filter((id) => id.startsWith('cli_')),
		chat_type: chat.isPublic ? 'public' : 'private',
		chat_tag: 'inner',
		at_all_permission: chat.everyoneMayBeMentioned ? 'all_members' : 'only_owner',
		...(chat.mode === 'group' && { group_message_type: 'chat' }),
	};
	return {
		...chatFromOutside(chat),
		description: chat.description,
		chat_mode: isGroup ? chat.mode : 'p2p',
		external: chat.external,
		tenant_key: chat.tenantKey,
		restricted_mode_setting: { status: chat.restricted },
		...(isGroup ? onGroups : {}),
	};
}
