import { asRecord, textOf } from '../../client/http/record';
import { messageItem } from '../../content/read/messageItem';
import { isOneOf } from '../../content/read/messageTypes';
import type { FeishuEvent } from '../FeishuEvent';
import { known, type Fields } from '../Fields';
import type { Settings } from '../settings';
import type { EventKind } from './EventKind';

const type = 'im.message.receive_v1';

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/events/receive */
export const messageReceived: EventKind = {
	option: {
		name: 'Message Received',
		value: 'messageReceived',
		description: `A message in a chat that the bot is in, or to the bot itself (${type})`,
	},
	covers: (event) => event.type === type,
	// Feishu asks to go by the message: it may come under several event IDs.
	repeatKey: (event) => textOf(messageOf(event).message_id),
	fits,
	item(event) {
		const { chat_type: chatType } = messageOf(event);
		const item = messageItem(asAnswered(event));
		return typeof chatType === 'string' ? { ...item, chat_type: chatType } : item;
	},
};

function messageOf({ event }: FeishuEvent): Fields {
	return asRecord(event.message) ?? {};
}

function fits(event: FeishuEvent, settings: Settings, botId: string | undefined) {
	const { chatIds, messageTypes, onlyWhenMentioned, ignoreBots } = settings;
	const message = messageOf(event);
	const sender = textOf(asRecord(event.event.sender)?.sender_type);
	return (
		(chatIds?.has(textOf(message.chat_id)) ?? true) &&
		(messageTypes === undefined || isOneOf(messageTypes, textOf(message.message_type))) &&
		!(ignoreBots && (sender === 'bot' || sender === 'app')) &&
		(!onlyWhenMentioned || isToBot(message, botId))
	);
}

/** Whether a message is for the bot. One to the bot alone needs no mention; undefined while the bot is not known. */
function isToBot({ chat_type: chatType, mentions }: Fields, botId: string | undefined) {
	if (chatType === 'p2p') return true;
	const mentioned = (Array.isArray(mentions) ? mentions : []).map(
		(mention) => asRecord(asRecord(mention)?.id)?.open_id,
	);
	if (mentioned.length === 0) return false;
	return botId === undefined ? undefined : mentioned.includes(botId);
}

/** The message in the shape of Feishu's answers, which differs from that of its events. */
function asAnswered(event: FeishuEvent): Fields {
	const message = messageOf(event);
	const sender = asRecord(event.event.sender);
	const ids = known(asRecord(sender?.sender_id) ?? {});
	const whom = { sender_type: sender?.sender_type, tenant_key: sender?.tenant_key };
	return {
		...message,
		msg_type: message.message_type,
		body: { content: message.content },
		sender: {
			...(ids.open_id !== undefined && { id: ids.open_id, id_type: 'open_id' }),
			...known(whom),
			...ids,
		},
	};
}
