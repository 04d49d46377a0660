import { ok } from '../answer';
import type { Answer, Refusal } from '../answer';
import { text } from '../call';
import type { Call, Caller } from '../call';
import { contentRefusal } from '../content';
import { mentionsEveryone } from '../content/text';
import { bodyRefusal, uuidRefusal } from '../fieldRules';
import { messageObject } from '../messageObject';
import type { MessageSeed } from '../messageSeeds';
import type { Chat, Message } from '../model';
import { chatRefusal, findMessage, isMessage } from '../recallRules';

/** The type and content of a new message, and the message that it replies to, in a thread or not. */
export interface Speech extends Pick<MessageSeed, 'parent' | 'inThread'> {
	type: string;
	content: string;
}

/** Users need two scopes at once for sending; the gateway asks for one of a list only. */
export function scopeRefusal({ user, scopes }: Caller): Refusal | undefined {
	const wanted = 'im:message.send_as_user';
	if (!user || scopes.includes(wanted)) return undefined;
	return { code: 230027, ext: `requires ${wanted} scope.` };
}

/** Whether the body says something that can be said at all. */
export function saidIn(call: Call, caller: Caller): Speech | Refusal {
	const refusal =
		scopeRefusal(caller) ??
		bodyRefusal(call, ['msg_type', 'content']) ??
		uuidRefusal(call.body.uuid);
	if (refusal) return refusal;
	const speech = { type: text(call.body.msg_type), content: text(call.body.content) };
	return contentRefusal({ call, caller, ...speech }) ?? speech;
}

/** The message of the path, provided the caller may speak in its chat. */
export function findTarget(call: Call, caller: Caller): Message | Refusal {
	const message = findMessage(call.id, caller, call.world, call.settings);
	if (!isMessage(message)) return message;
	const operator = caller.user?.openId ?? caller.app.id;
	const refusal = chatRefusal(message.chat, caller, call.world);
	return refusal ?? (message.hiddenFrom.includes(operator) ? { code: 230050 } : message);
}

function chatSaysNo(chat: Chat, speech: Speech, { world }: Call, caller: Caller) {
	if (chat.speakingRefusal !== null) return { code: chat.speakingRefusal };
	const partners = [...chat.members].map((id) => world.users.get(id));
	if (chat.type === 'p2p' && !caller.user && partners.some((user) => user?.hasStoppedBots)) {
		return { code: 230053 };
	}
	if (speech.type === 'system' && chat.type !== 'p2p') {
		return { code: 230001, ext: 'sending system messages in group chats is not supported' };
	}
	return mentionsEveryone(speech) && !chat.everyoneMayBeMentioned ? { code: 230018 } : undefined;
}

/** So many a second, of all bots of a chat together. */
export function tooOften(key: string, { settings, world, limits }: Call): Refusal | undefined {
	const { chatPerSecond } = settings;
	if (chatPerSecond === null) return undefined;
	const limit = { perSecond: chatPerSecond, perMinute: chatPerSecond * 60 };
	return limits.exceeded(key, limit, world.clock.now(), settings) ? { code: 230020 } : undefined;
}

/** Says it in the chat, once per `uuid`. */
export function speak(
	call: Call,
	caller: Caller,
	chat: Chat,
	speech: Speech,
	key: { uuid: unknown; target?: string },
): Answer | Refusal {
	const { world, settings } = call;
	const refusal =
		chatRefusal(chat, caller, world) ??
		chatSaysNo(chat, speech, call, caller) ??
		tooOften(`chat|${chat.id}`, call);
	if (refusal) return refusal;
	const uuid = text(key.uuid);
	const scope = settings.uuidCountsPer === 'api' ? call.route : '';
	const sentKey = uuid && [caller.app.id, scope, key.target ?? '', uuid].join('|');
	const before = sentKey ? world.sentKeys.find(sentKey) : undefined;
	if (before && before.ageMs < settings.stillSendingMs) return { code: 230049 };
	if (before) return ok(messageObject(before.message, 'sent', call));
	const message = world.say({ chat, sender: caller.user ?? caller.app, ...speech });
	world.sends.push({
		id: message.id,
		chatId: chat.id,
		at: world.clock.now(),
		content: message.content,
		uuid: uuid || undefined,
	});
	if (sentKey) world.sentKeys.remember(sentKey, message);
	return ok(messageObject(message, 'sent', call));
}
