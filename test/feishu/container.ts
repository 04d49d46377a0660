import type { Refusal } from './answer';
import { text } from './call';
import type { Call, Caller } from './call';
import type { Chat, Message } from './model';

export interface Container {
	chat: Chat;
	/** As many as the operator may see. */
	messages: Message[];
}

const invalid = (field: string): Refusal => ({ code: 230001, ext: `invalid ${field}` });

/** The chat or thread that a list is asked for. */
export function findContainer(call: Call, caller: Caller): Container | Refusal {
	const { query, world } = call;
	const id = text(query.container_id);
	if (query.container_id_type === 'chat') {
		const chat = world.chats.get(id);
		if (chat?.tenantKey !== caller.tenant.key) return invalid('container_id');
		return { chat, messages: chat.messages.filter(isShownInChat).filter(isVisibleTo(caller)) };
	}
	return query.container_id_type === 'thread'
		? findThread(id, call, caller)
		: invalid('container_id_type');
}

/** Of a thread in an ordinary group, only the root shows. Parts of a merged forward are in no list. */
const isShownInChat = ({ threadId, rootId, upperId, chat }: Message): boolean =>
	!upperId && (!threadId || !rootId || chat.mode === 'topic');

const isVisibleTo =
	({ user, app }: Caller) =>
	({ hiddenFrom }: Message): boolean =>
		!hiddenFrom.includes(user?.openId ?? app.id);

function findThread(id: string, { world }: Call, caller: Caller): Container | Refusal {
	const messages = [...world.messages.values()].filter(({ threadId }) => threadId === id);
	const [first] = messages;
	if (first?.tenantKey !== caller.tenant.key) return invalid('container_id');
	if (messages.every(({ deleted }) => deleted)) return { code: 230110 };
	const visible = messages.filter(isVisibleTo(caller));
	return visible.length > 0 ? { chat: first.chat, messages: visible } : { code: 230073 };
}
