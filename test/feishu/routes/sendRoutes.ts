import { isRefusal } from '../answer';
import type { Answer, Refusal } from '../answer';
import type { Call, Caller, GuardedRoute } from '../call';
import { bodyRefusal, uuidRefusal } from '../fieldRules';
import { findReceiver } from './receiver';
import { findTarget, saidIn, speak } from './speaking';

const scopes = ['im:message', 'im:message:send_as_bot', 'im:message:send'];
const messages = '/open-apis/im/v1/messages';

function send(call: Call, caller: Caller): Answer | Refusal {
	const speech = saidIn(call, caller);
	if (isRefusal(speech)) return speech;
	const refusal = bodyRefusal(call, ['receive_id']);
	const receiver = refusal ?? findReceiver(call, caller);
	if (isRefusal(receiver)) return receiver;
	return speak(call, caller, receiver.chat, speech, { uuid: call.body.uuid });
}

function reply(call: Call, caller: Caller): Answer | Refusal {
	const speech = saidIn(call, caller);
	if (isRefusal(speech)) return speech;
	const parent = findTarget(call, caller);
	if (isRefusal(parent)) return parent;
	const { chat, deleted, type } = parent;
	if (deleted) return { code: 230011 };
	if (type === 'system') return { code: 230054 };
	const inThread = call.body.reply_in_thread === true;
	if (inThread && !chat.threadsAllowed) return { code: 230071 };
	return speak(call, caller, chat, { ...speech, parent, inThread }, { uuid: call.body.uuid });
}

/** System messages, red packets, votes, audio, transfers of calendars, and what a merged forward holds. */
const notForwardable = ['system', 'hongbao', 'vote', 'audio', 'share_calendar_event'];

function forward(call: Call, caller: Caller): Answer | Refusal {
	const wrong = bodyRefusal(call, ['receive_id']) ?? uuidRefusal(call.query.uuid);
	if (wrong) return wrong;
	const original = findTarget(call, caller);
	if (isRefusal(original)) return original;
	const { type, content, deleted, upperId } = original;
	if (deleted) return { code: call.settings.recalledForwardCode };
	if (upperId || notForwardable.includes(type)) return { code: 230061 };
	if (original.chat.restricted) return { code: 230070 };
	const receiver = findReceiver(call, caller);
	if (isRefusal(receiver)) return receiver;
	const { chat, root } = receiver;
	const speech = { type, content, parent: root, inThread: root !== undefined };
	// The key counts for each target.
	const target = root?.threadId ?? chat.id;
	return speak(call, caller, chat, speech, { uuid: call.query.uuid, target });
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
		scopes: ['im:message', 'im:message:send_as_bot'],
		act: forward,
	},
];
