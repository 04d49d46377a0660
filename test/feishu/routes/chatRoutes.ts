import { isRefusal, ok } from '../answer';
import type { Answer, Refusal } from '../answer';
import { text } from '../call';
import type { Call, Caller, GuardedRoute } from '../call';
import { chatFromOutside, listedChat, wholeChat } from '../chatObject';
import type { Chat } from '../model';
import { pageOf } from '../paging';

const scopes = ['im:chat', 'im:chat:readonly', 'im:chat:read', 'im:chat.group_info:readonly'];
const chats = '/open-apis/im/v1/chats';
const mostLetters = 64;

const refuse = (ext: string): Refusal => ({ code: 232001, ext });

const isIn = ({ members }: Chat, { app, user }: Caller) => members.has(user?.openId ?? app.id);

/** Chats of two are in no list. */
const groupsOf = ({ world }: Call, { tenant }: Caller): Chat[] =>
	[...world.chats.values()].filter(
		({ type, tenantKey, dissolved }) => type === 'group' && tenantKey === tenant.key && !dissolved,
	);

function answerWith(hits: Chat[], call: Call, list: string): Answer | Refusal {
	const page = pageOf(hits, call, { most: 100, list, refuse });
	if (isRefusal(page)) return page;
	return ok({ ...page, items: page.items.map((chat) => listedChat(chat, call)) });
}

/** The groups that the bot or the person is in. */
function list(call: Call, caller: Caller): Answer | Refusal {
	if (!caller.app.botEnabled) return { code: 232025 };
	const order = text(call.query.sort_type) || 'ByCreateTimeAsc';
	const hits = groupsOf(call, caller).filter((chat) => isIn(chat, caller));
	if (order === 'ByActiveTimeDesc') hits.sort((a, b) => activeAt(b) - activeAt(a));
	else if (order !== 'ByCreateTimeAsc') return refuse('invalid sort_type');
	return answerWith(hits, call, order);
}

const activeAt = ({ messages }: Chat) => messages.at(-1)?.createdAt ?? 0;

/** The groups whose name or a member's name has the words in it, and public groups of others. */
function search(call: Call, caller: Caller): Answer | Refusal {
	if (!caller.app.botEnabled) return { code: 232025 };
	const query = text(call.query.query);
	const isTooLong = [...query].length > mostLetters;
	if (isTooLong && call.settings.longChatSearch === 'refused') return refuse('invalid query');
	const hits = groupsOf(call, caller).filter(
		(chat) => (isIn(chat, caller) || chat.isPublic) && matches(chat, query, call),
	);
	return answerWith(query === '' || isTooLong ? [] : hits, call, query);
}

/** A word with a hyphen is found only in quotes. */
function matches({ name, members }: Chat, query: string, { world }: Call): boolean {
	const quoted = /^["“](.*)["”]$/.exec(query)?.[1];
	if (quoted === undefined && query.includes('-')) return false;
	const words = (quoted ?? query).toLowerCase();
	const people = [...members].map((id) => world.users.get(id)?.name ?? '');
	return [name, ...people].some((each) => each.toLowerCase().includes(words));
}

function get(call: Call, caller: Caller): Answer | Refusal {
	const { app, tenant } = caller;
	if (!app.botEnabled) return { code: 232025 };
	const chat = call.world.chats.get(call.id);
	if (!chat) return { code: 232006 };
	if (chat.tenantKey !== tenant.key) return { code: 232010 };
	if (chat.external && !app.externalSharing) return { code: 232033 };
	if (isIn(chat, caller)) return ok(wholeChat(chat, call));
	const isRefused = chat.type === 'p2p' || call.settings.chatFromOutside === 'refused';
	return isRefused ? { code: 232011 } : ok(chatFromOutside(chat));
}

export const chatRoutes: GuardedRoute[] = [
	{ route: 'chatList', method: 'GET', path: chats, identity: 'either', scopes, act: list },
	{
		route: 'chatSearch',
		method: 'GET',
		path: `${chats}/search`,
		identity: 'either',
		scopes,
		act: search,
	},
	{
		route: 'chat',
		method: 'GET',
		path: `${chats}/:id`,
		identity: 'either',
		scopes: scopes.slice(0, 3),
		act: get,
	},
];
