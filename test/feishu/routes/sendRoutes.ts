import { ok } from '../answer';
import type { Answer, Refusal } from '../answer';
import { text } from '../call';
import type { Call, Caller, GuardedRoute } from '../call';
import { messageObject } from '../messageObject';
import type { Chat, Message } from '../model';
import { chatRefusal, findMessage, isMessage } from '../recallRules';
import { readBody } from '../requestBody';
import { findChat } from './receiver';

const scopes = ['im:message', 'im:message:send_as_bot', 'im:message:send'];
const editScopes = ['im:message', 'im:message:send_as_bot', 'im:message:update'];
const messages = '/open-apis/im/v1/messages';

/** Users need two scopes at once for sending; the gateway asks for one of a list only. */
function mayNotSpeak({ user, scopes: granted }: Caller): Refusal | undefined {
	const wanted = 'im:message.send_as_user';
	if (!user || granted.includes(wanted)) return undefined;
	return { code: 230027, ext: `requires ${wanted} scope.` };
}

function contentRefusal({ body }: Call): Refusal | undefined {
	if (!text(body.msg_type)) return missing('msg_type');
	if (!text(body.content)) return missing('content');
	return readBody(text(body.content)) ? undefined : invalidContent;
}

const invalidContent: Refusal = { code: 230001, ext: 'invalid message content.' };

const missing = (field: string): Refusal => ({
	code: 99992402,
	error: { field_violations: [{ field, description: `${field} is required` }] },
});

/** Says it in the chat, once per `uuid`. */
function speak(call: Call, caller: Caller, chat: Chat, extra: object, uuid: unknown): Answer {
	const { world, body } = call;
	const key = text(uuid) && `${caller.app.id}|${chat.id}|${text(uuid)}`;
	const before = key ? world.sentBefore(key) : undefined;
	if (before) return ok(messageObject(before, 'sent'));
	const message = world.add({
		chat,
		sender: caller.user ?? caller.app,
		type: text(body.msg_type),
		content: text(body.content),
		...extra,
	});
	if (key) world.rememberSent(key, message);
	return ok(messageObject(message, 'sent'));
}

function send(call: Call, caller: Caller): Answer | Refusal {
	const refusal = mayNotSpeak(caller) ?? contentRefusal(call);
	if (refusal) return refusal;
	const chat = findChat(call, caller);
	if (!('members' in chat)) return chat;
	return chatRefusal(chat, caller, call.world) ?? speak(call, caller, chat, {}, call.body.uuid);
}

/** The message of the path, provided the caller may speak in its chat. */
function target(call: Call, caller: Caller): Message | Refusal {
	const message = findMessage(call.id, caller, call.world, call.settings);
	return isMessage(message) ? (chatRefusal(message.chat, caller, call.world) ?? message) : message;
}

function reply(call: Call, caller: Caller): Answer | Refusal {
	const refusal = mayNotSpeak(caller) ?? contentRefusal(call);
	if (refusal) return refusal;
	const parent = target(call, caller);
	if (!isMessage(parent)) return parent;
	if (parent.deleted) return { code: 230011 };
	const extra = { parent, inThread: call.body.reply_in_thread === true };
	return speak(call, caller, parent.chat, extra, call.body.uuid);
}

function forward(call: Call, caller: Caller): Answer | Refusal {
	const original = target(call, caller);
	if (!isMessage(original)) return original;
	if (original.deleted) return { code: 230110 };
	const chat = findChat(call, caller);
	if (!('members' in chat)) return chat;
	const { type, content } = original;
	const refusal = chatRefusal(chat, caller, call.world);
	return refusal ?? speak(call, caller, chat, { type, content }, call.query.uuid);
}

function edit(call: Call, caller: Caller): Answer | Refusal {
	const refusal = contentRefusal(call);
	if (refusal) return refusal;
	const message = target(call, caller);
	if (!isMessage(message)) return message;
	if (message.deleted) return { code: 230011 };
	if (message.senderId !== caller.app.id) return { code: 230071 };
	message.content = text(call.body.content);
	message.updated = true;
	message.updatedAt = Math.floor(call.world.clock.now());
	return ok(messageObject(message, 'sent'));
}

const twoWeeksMs = 14 * 24 * 3_600_000;

/** Replaces a card; whoever sent it has to ask. */
function patch(call: Call, caller: Caller): Answer | Refusal {
	const { world, body } = call;
	if (!text(body.content)) return missing('content');
	if (!readBody(text(body.content))) return invalidContent;
	const message = target(call, caller);
	if (!isMessage(message)) return message;
	if (message.deleted) return { code: 230011 };
	if (message.type !== 'interactive') return { code: 230001, ext: 'This message is NOT a card' };
	// Which code a stranger hears is not documented for cards; this is the one of editing.
	if (message.senderId !== (caller.user?.openId ?? caller.app.id)) return { code: 230071 };
	if (world.clock.now() - message.createdAt > twoWeeksMs) return { code: 230031 };
	message.content = text(body.content);
	message.updated = true;
	message.updatedAt = Math.floor(world.clock.now());
	return ok();
}

export const sendRoutes: GuardedRoute[] = [
	{ route: 'send', method: 'POST', path: messages, identity: 'either', scopes, act: send },
	{
		route: 'reply',
		method: 'POST',
		path: `${messages}/:id/reply`,
		identity: 'either',
		scopes,
		act: reply,
	},
	{
		route: 'forward',
		method: 'POST',
		path: `${messages}/:id/forward`,
		identity: 'tenant',
		scopes,
		act: forward,
	},
	{
		route: 'edit',
		method: 'PUT',
		path: `${messages}/:id`,
		identity: 'tenant',
		scopes: editScopes,
		act: edit,
	},
	{
		route: 'patch',
		method: 'PATCH',
		path: `${messages}/:id`,
		identity: 'either',
		scopes: editScopes,
		act: patch,
	},
];
