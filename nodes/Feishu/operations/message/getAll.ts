import type { IDataObject } from 'n8n-workflow';

import type { Feishu } from '../../client/FeishuClient';
import { mergedForward } from '../../content/read/mergedForward';
import { messageItem } from '../../content/read/messageItem';
import { chatOrThread, containerSubject, givenSubject } from '../fields/chat';
import { contains, fits, isWithin, types } from '../fields/messageFilters';
import { optionsWith, type RequestSettings } from '../fields/options';
import { returnAllFields } from '../fields/returnAll';
import { isFrom } from '../fields/sender';
import { simplify } from '../fields/simplify';
import { operation, type Field, type Outcome } from '../Operation';
import { getMessage, messagesIn } from './get';
import { listHistory } from './history';
import { readGetAll, type GetAll } from './readGetAll';

const filters: Field = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		contains,
		{
			displayName: 'Include Recalled',
			name: 'includeRecalled',
			type: 'boolean',
			default: false,
			description:
				'Whether to return messages, too, that have been recalled or deleted. Nothing is left of what they said.',
		},
		{
			displayName: 'Sender',
			name: 'sender',
			type: 'options',
			options: [
				{ name: 'Anyone', value: 'anyone' },
				{ name: 'People', value: 'people' },
				{ name: "This App's Bot", value: 'thisApp' },
			],
			default: 'anyone',
			description: 'Whose messages to return',
		},
		{
			displayName: 'Sent After',
			name: 'sentAfter',
			type: 'dateTime',
			default: '',
			description: 'The time from which on messages are returned',
		},
		{
			displayName: 'Sent Before',
			name: 'sentBefore',
			type: 'dateTime',
			default: '',
			description: 'The time up to which messages are returned',
		},
		types,
	],
};

export const getAll = operation<GetAll>({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many messages',
		description:
			'Read the messages of a chat or thread, the newest first. In groups, an app needs the scope im:message.group_msg for it, which an administrator approves.',
	},
	fields: [chatOrThread, ...returnAllFields, filters, simplify, optionsWith()],
	identities: ['app', 'user'],
	noun: 'message',
	done: 'read',
	idKey: 'chat_id',
	emptyOutput: {},
	read: (item) => {
		const input = readGetAll(item);
		const { chat } = item.parameters;
		return [
			input.ok
				? { subject: containerSubject(input.value.container), input: input.value }
				: { subject: givenSubject(chat), refused: input.failure },
		];
	},

	async run(feishu, { container, atMost, wanted, simplified, settings }, tell) {
		const { window } = wanted;
		const messages = await listHistory(
			feishu,
			{ container, ...window, settings },
			atMost,
			(message) => {
				if (!isWithin(window, message.create_time)) return undefined;
				if (message.deleted === true && !wanted.includeRecalled) return undefined;
				if (!isFrom(wanted.sender, message.sender, feishu)) return undefined;
				if (!fits(wanted.says, message)) return undefined;
				return simplified ? messageItem(message) : ({ ...message } as IDataObject);
			},
		);
		if (!messages.ok) return [messages];
		const outcomes: Outcome[] = [];
		for (const json of messages.value) {
			const outcome = simplified
				? await whole(feishu, json, settings)
				: { ok: true as const, json };
			tell(outcome);
			if (!outcome.ok || outcome.json.deleted !== true || wanted.includeRecalled)
				outcomes.push(outcome);
		}
		return outcomes;
	},
});

/** A listed message with its contents. Feishu lists merged forwards empty, so each one takes a request. */
async function whole(
	feishu: Feishu,
	json: IDataObject,
	settings: RequestSettings,
): Promise<Outcome> {
	const { msg_type: type, message_id: id, deleted } = json;
	if (type !== 'merge_forward' || deleted === true || typeof id !== 'string') {
		return { ok: true, json };
	}
	const answer = await getMessage(feishu, id, settings);
	if (!answer.ok) {
		return answer.failure.reason === 'message_recalled'
			? { ok: true, json: { ...json, text: '', deleted: true } }
			: { ...answer, subject: { id, name: `Message ${id}`, idKey: 'message_id' } };
	}
	const messages = messagesIn(answer);
	return { ok: true, json: messages.length > 1 ? mergedForward(messages) : json };
}
