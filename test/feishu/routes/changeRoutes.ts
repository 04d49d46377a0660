import { isRefusal, ok } from '../answer';
import type { Answer, Refusal } from '../answer';
import { text } from '../call';
import type { Call, Caller, GuardedRoute } from '../call';
import { contentRefusal } from '../content';
import { cardOf, isShared, schemaOf } from '../content/card';
import { cardRefusal } from '../content/cardRefusal';
import { invalid } from '../content/Draft';
import { bodyRefusal } from '../fieldRules';
import { messageObject } from '../messageObject';
import type { Message } from '../model';
import { findTarget, tooOften } from './speaking';

const scopes = ['im:message', 'im:message:send_as_bot', 'im:message:update'];
const path = '/open-apis/im/v1/messages/:id';
const hourMs = 3_600_000;
const twoWeeksMs = 14 * 24 * hourMs;
const mostEdits = 20;
const editable = ['text', 'post'];

function change(message: Message, { world, body }: Call) {
	message.content = text(body.content);
	message.updated = true;
	message.updatedAt = Math.floor(world.clock.now());
}

/** Replaces a text or post. */
function edit(call: Call, caller: Caller): Answer | Refusal {
	const { body, settings } = call;
	const type = text(body.msg_type);
	const wrong = bodyRefusal(call, ['msg_type', 'content']);
	if (wrong) return wrong;
	if (!editable.includes(type)) return invalid('msg_type');
	const refusal = contentRefusal({ call, caller, type, content: text(body.content) });
	if (refusal) return refusal;
	const message = findTarget(call, caller);
	if (isRefusal(message)) return message;
	const no = editRefusal(message, call, caller) ?? tooOften(`chat|${message.chat.id}`, call);
	if (no) return no;
	change(message, call);
	message.type = type;
	message.timesEdited++;
	const answer = messageObject(message, 'sent', call);
	const inSeconds = (time: string) => String(Math.floor(Number(time) / 1000));
	return settings.editTimesInSeconds
		? ok({
				...answer,
				create_time: inSeconds(answer.create_time),
				update_time: inSeconds(answer.update_time),
			})
		: ok(answer);
}

function editRefusal(message: Message, call: Call, { app, tenant }: Caller): Refusal | undefined {
	const { chat, deleted, type, senderId, timesEdited, createdAt } = message;
	if (deleted) return { code: 230011 };
	// In external groups, nothing can be edited.
	if (chat.external) return { code: 230027 };
	if (senderId !== app.id) return { code: 230071 };
	if (type === 'interactive') return { code: call.settings.cardEditCode };
	if (!editable.includes(type)) return { code: 230054 };
	if (timesEdited >= mostEdits) return { code: 230072 };
	const hours = tenant.editWindowHours;
	const ageMs = call.world.clock.now() - createdAt;
	return hours === null || ageMs > hours * hourMs ? { code: 230075 } : undefined;
}

/** Replaces a card; whoever sent it has to ask. */
function patch(call: Call, caller: Caller): Answer | Refusal {
	const { body, world, settings } = call;
	const content = text(body.content);
	const wrong =
		bodyRefusal(call, ['content']) ??
		contentRefusal({ call, caller, type: 'interactive', content });
	if (wrong) return wrong;
	const message = findTarget(call, caller);
	if (isRefusal(message)) return message;
	if (message.deleted) return { code: 230011 };
	if (message.type !== 'interactive') return { code: 230001, ext: 'This message is NOT a card' };
	// Which code a stranger hears is not documented for cards; this is the one of editing.
	if (message.senderId !== (caller.user?.openId ?? caller.app.id)) return { code: 230071 };
	if (world.clock.now() - message.createdAt > twoWeeksMs) return { code: 230031 };
	const [before, after] = [cardOf(message.content, { call }), cardOf(content, { call })];
	if (!isShared(before) || !isShared(after)) return { code: settings.unsharedCardCode };
	if (schemaOf(before) === '2.0' && schemaOf(after) !== '2.0') {
		return cardRefusal(200830, 'schema 2.0 cards cannot be updated to schema 1.0');
	}
	const refusal = tooOften(`card|${message.id}`, call);
	if (refusal) return refusal;
	change(message, call);
	return ok();
}

export const changeRoutes: GuardedRoute[] = [
	{ route: 'edit', method: 'PUT', path, identity: 'tenant', scopes, act: edit },
	{ route: 'patch', method: 'PATCH', path, identity: 'either', scopes, act: patch },
];
