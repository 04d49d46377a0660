import { textOf } from '../../client/http/record';
import { isoTime } from '../../content/read/time';
import { known } from '../Fields';
import type { EventKind } from './EventKind';

const type = 'im.message.recalled_v1';

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/events/recalled */
export const messageRecalled: EventKind = {
	option: {
		name: 'Message Recalled',
		value: 'messageRecalled',
		description: `A message was taken back in a chat that the bot is in (${type})`,
	},
	covers: (event) => event.type === type,
	repeatKey: ({ event }) => textOf(event.message_id),
	item: ({ event }) =>
		known({
			message_id: event.message_id,
			chat_id: event.chat_id,
			recall_type: event.recall_type,
			recall_time: isoTime(event.recall_time),
		}),
};
