import { invalidId } from '../answer';
import type { Refusal } from '../answer';
import { text } from '../call';
import type { Call, Caller } from '../call';
import { notAnOption } from '../fieldRules';
import type { Chat, Message, User } from '../model';
import type { Settings } from '../settings';

/** Where something is said, and in which thread. */
export interface Receiver {
	chat: Chat;
	root?: Message;
}

const userFields: Record<string, keyof User> = {
	open_id: 'openId',
	union_id: 'unionId',
	user_id: 'userId',
	email: 'email',
};

const kinds = [...Object.keys(userFields), 'chat_id'];

/** 230001 is documented with these very words. */
const unknownReceiver = ({ unknownReceiverCode: code }: Settings): Refusal =>
	code === 230001 ? { code, ext: 'invalid receive_id.' } : { code };

/** The chat that `receive_id` names; for a person, their chat with the caller. Only forwarding accepts threads. */
export function findReceiver(call: Call, caller: Caller): Receiver | Refusal {
	const { query, body, world } = call;
	const kind = text(query.receive_id_type);
	const id = text(body.receive_id);
	if (kind === 'thread_id' && call.route === 'forward') return findThread(id, call, caller);
	if (kind === 'chat_id') {
		const chat = world.chats.get(id);
		if (chat?.tenantKey === caller.tenant.key) return { chat };
		return call.route === 'forward' ? { code: 230063 } : unknownReceiver(call.settings);
	}
	const field = userFields[kind];
	if (!field) return notAnOption('receive_id_type', kind, kinds);
	const isMeant = (user: User) => user.tenantKey === caller.tenant.key && user[field] === id;
	const user = [...world.users.values()].find(isMeant);
	return user ? chatWith(user, call, caller) : unknownPerson(kind, id, call.settings);
}

function findThread(id: string, { world }: Call, { tenant }: Caller): Receiver | Refusal {
	const isRoot = ({ threadId, rootId }: Message) => threadId === id && !rootId;
	const root = [...world.messages.values()].find(isRoot);
	return root?.tenantKey === tenant.key ? { chat: root.chat, root } : { code: 230019 };
}

function chatWith(user: User, { world, settings }: Call, caller: Caller): Receiver | Refusal {
	if (user.resigned) return { code: settings.resignedUserCode };
	if (!user.available && !caller.user) return { code: 230013 };
	return { chat: world.p2pChat(user, caller.user ?? caller.app) };
}

function unknownPerson(kind: string, id: string, settings: Settings): Refusal {
	if (kind === 'user_id') return { code: 99992360, msg: `these ids not existed: [${id}]` };
	const isMalformed = kind === 'open_id' && !/^\w+$/.test(id);
	const example = 'ou_da5****************dfe';
	return isMalformed
		? invalidId(99992351, kind, example, 'receive_id', id)
		: unknownReceiver(settings);
}
