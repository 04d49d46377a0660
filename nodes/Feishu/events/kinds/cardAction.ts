import { asRecord } from '../../client/http/record';
import { known } from '../Fields';
import type { EventKind } from './EventKind';

const type = 'card.action.trigger';

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication */
export const cardAction: EventKind = {
	option: {
		name: 'Card Action',
		value: 'cardAction',
		description: `Someone clicked a button, chose, or submitted a form on a card (${type})`,
	},
	covers: (event) => event.type === type,
	item({ event }) {
		const operator = asRecord(event.operator) ?? {};
		const action = asRecord(event.action) ?? {};
		const context = asRecord(event.context) ?? {};
		return known({
			open_id: operator.open_id,
			union_id: operator.union_id,
			user_id: operator.user_id,
			message_id: context.open_message_id,
			chat_id: context.open_chat_id,
			tag: action.tag,
			name: action.name,
			value: action.value,
			form_value: action.form_value,
			input_value: action.input_value,
			option: action.option,
			options: action.options,
			checked: action.checked,
			token: event.token,
		});
	},
	// Feishu shows an error to the person who clicked when no answer comes within three seconds.
	answer: ({ toast }) => (toast === undefined ? {} : { toast: { type: 'info', content: toast } }),
};
