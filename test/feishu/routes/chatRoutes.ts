import { ok } from '../answer';
import type { Answer, Refusal } from '../answer';
import { text } from '../call';
import type { Call, Caller, GuardedRoute } from '../call';
import type { Chat } from '../model';

/** The groups that the bot or the person is in, in the order of their making; chats of two are not listed. */
function list({ query, world }: Call, { app, user, tenant }: Caller): Answer | Refusal {
	if (!app.botEnabled) return { code: 232025 };
	const size = text(query.page_size) ? Number(query.page_size) : 20;
	if (!(size >= 1 && size <= 100)) return { code: 232001, ext: 'invalid page_size' };
	const start = text(query.page_token) ? Number(query.page_token) : 0;
	if (!(start >= 0)) return { code: 232001, ext: 'invalid page_token' };
	const member = user?.openId ?? app.id;
	const hits = [...world.chats.values()].filter(
		(chat) =>
			chat.type === 'group' &&
			chat.tenantKey === tenant.key &&
			!chat.dissolved &&
			chat.members.has(member),
	);
	const next = start + size;
	const hasMore = next < hits.length;
	return ok({
		items: hits.slice(start, next).map(chatObject),
		...(hasMore && { page_token: String(next) }),
		has_more: hasMore,
	});
}

const chatObject = ({ id, name, ownerId, external, tenantKey }: Chat) => ({
	chat_id: id,
	avatar: 'https://s1-imfile.feishucdn.com/static-resource/v1/stand-in',
	name,
	description: '',
	// Absent where a bot owns the group.
	...(ownerId.startsWith('ou_') && { owner_id: ownerId, owner_id_type: 'open_id' }),
	external,
	tenant_key: tenantKey,
	chat_status: 'normal',
});

export const chatRoutes: GuardedRoute[] = [
	{
		route: 'chatList',
		method: 'GET',
		path: '/open-apis/im/v1/chats',
		identity: 'either',
		scopes: ['im:chat', 'im:chat:readonly', 'im:chat:read', 'im:chat.group_info:readonly'],
		act: list,
	},
];
