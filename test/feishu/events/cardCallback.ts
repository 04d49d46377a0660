import { isFields } from '../content/Draft';
import type { App, Message, User } from '../model';
import { newId } from '../ids';
import { readBody } from '../requestBody';
import type { Seen } from './Delivery';
import type { FeishuEvent } from './envelope';
import { idsOf } from './people';
import type { Outcome } from './post';

/** The action of a person on a card, in the words of the event's `action`. */
export type CardAction = Record<string, unknown>;

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication */
export const cardActed = (
	{ id, chat, tenantKey }: Message,
	user: User,
	app: App,
	action: CardAction,
): FeishuEvent => ({
	type: 'card.action.trigger',
	tenantKey,
	event: {
		operator: { tenant_key: user.tenantKey, ...idsOf(user, app, undefined) },
		token: newId.cardToken(),
		action: { tag: 'button', ...action },
		host: 'im_message',
		context: { open_message_id: id, open_chat_id: chat.id },
	},
});

/** There is no URL for callbacks, or the version with it is not published. */
export const noCallbackUrl = { code: 200340 };

const codes = {
	'no answer in time': 200341,
	'no connection': 200342,
	'no such host': 200343,
};

const toastTypes = ['success', 'info', 'warning', 'error'];

/** The toast, card, or error that the person who clicked sees, by the app's answer. */
export function seenAfter({ failure, status, body = '' }: Outcome): Seen {
	if (failure) return { code: codes[failure] };
	if (status !== 200) return { code: 200671 };
	const answer = readBody(body);
	if (!answer) return { code: 200672 };
	const { toast, card, ...others } = answer;
	if (Object.keys(others).length > 0) return { code: 200672 };
	if (toast !== undefined && !isToast(toast)) return { code: 200672 };
	if (card !== undefined && !isCard(card)) return { code: 200673 };
	return answer;
}

const isToast = (toast: unknown): boolean =>
	isFields(toast) &&
	typeof toast.content === 'string' &&
	(toast.type === undefined || toastTypes.includes(String(toast.type)));

const isCard = (card: unknown): boolean =>
	isFields(card) && ['raw', 'template'].includes(String(card.type)) && isFields(card.data);
