import { ok } from '../answer';
import type { Answer, Refusal } from '../answer';
import { text } from '../call';
import type { Call, Caller, GuardedRoute } from '../call';
import { messageObject } from '../messageObject';
import type { Chat, Message } from '../model';
import { chatRefusal, findMessage, isMessage } from '../recallRules';

const messages = '/open-apis/im/v1/messages';

function get(call: Call, caller: Caller): Answer | Refusal {
	const message = findMessage(call.id, caller, call.world, call.settings);
	if (!isMessage(message)) return message;
	if (message.hiddenFrom.includes(caller.user?.openId ?? caller.app.id)) return { code: 230050 };
	const refusal = readRefusal(message.chat, caller, call);
	return refusal ?? ok({ items: [messageObject(message, 'get', viewOf(call))] });
}

const viewOf = ({ world, settings, query }: Call) => ({
	world,
	settings,
	wholeCards: query.card_msg_content_type === 'user_card_content',
});

/** Besides the gateway's scopes, reading needs another one: a person always, a bot in groups. */
function readRefusal(chat: Chat, caller: Caller, { world }: Call): Refusal | undefined {
	const { user, scopes } = caller;
	const wanted = user
		? `im:message.${chat.type}_msg:get_as_user`
		: chat.type === 'group' && 'im:message.group_msg';
	const lacksScope = wanted && !scopes.includes(wanted);
	return (
		chatRefusal(chat, caller, world) ??
		(lacksScope ? { code: 230027, ext: `need scope: ${wanted}` } : undefined)
	);
}

/** The messages of a container; of a thread in a chat only the root shows. */
function contents({ query, world }: Call, { tenant }: Caller): Message[] | Refusal {
	const id = text(query.container_id);
	if (query.container_id_type === 'chat') {
		const chat = world.chats.get(id);
		if (chat?.tenantKey !== tenant.key) return { code: 230001, ext: 'invalid container_id' };
		return chat.messages.filter(({ threadId, rootId }) => !threadId || !rootId);
	}
	if (query.container_id_type === 'thread') {
		return [...world.messages.values()].filter(({ threadId }) => threadId === id);
	}
	return { code: 230001, ext: 'invalid container_id_type' };
}

function list(call: Call, caller: Caller): Answer | Refusal {
	const all = contents(call, caller);
	if (!Array.isArray(all)) return all;
	const chat = all[0]?.chat ?? call.world.chats.get(text(call.query.container_id));
	const refusal = chat && readRefusal(chat, caller, call);
	if (refusal) return refusal;
	const isThread = call.query.container_id_type === 'thread';
	if (isThread && all.length > 0 && all.every(({ deleted }) => deleted)) return { code: 230110 };

	const { query } = call;
	const number = (value: unknown, otherwise: number) => (text(value) ? Number(value) : otherwise);
	const size = number(query.page_size, 20);
	if (!(size >= 1 && size <= 50)) return { code: 230001, ext: 'invalid page_size' };
	// Asked for in seconds, while the messages carry milliseconds.
	const from = number(query.start_time, 0) * 1000;
	const until = number(query.end_time, Infinity) * 1000;
	const hits = all
		.filter(({ createdAt }) => createdAt >= from && createdAt <= until)
		.sort((a, b) => a.createdAt - b.createdAt);
	if (query.sort_type === 'ByCreateTimeDesc') hits.reverse();
	const start = number(query.page_token, 0);
	const next = start + size;
	const hasMore = next < hits.length;
	const items = hits
		.slice(start, next)
		.map((message) => messageObject(message, 'list', viewOf(call)));
	return ok({ has_more: hasMore, page_token: hasMore ? String(next) : '', items });
}

export const historyRoutes: GuardedRoute[] = [
	{
		route: 'list',
		method: 'GET',
		path: messages,
		identity: 'either',
		scopes: ['im:message', 'im:message:readonly', 'im:message.history:readonly'],
		act: list,
	},
	{
		route: 'get',
		method: 'GET',
		path: `${messages}/:id`,
		identity: 'either',
		scopes: ['im:message', 'im:message:readonly'],
		act: get,
	},
];
