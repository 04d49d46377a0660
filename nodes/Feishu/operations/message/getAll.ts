import type { IDataObject } from 'n8n-workflow';

import type { Feishu } from '../../client/FeishuClient';
import { asRecord } from '../../client/http/record';
import { isUnset } from '../../content/compose/jsonObject';
import { mergedForward } from '../../content/read/mergedForward';
import { messageItem } from '../../content/read/messageItem';
import { succeeded, type Result } from '../../errors/Failure';
import {
	chatOrThread,
	containerSubject,
	givenSubject,
	readContainer,
	type Container,
} from '../fields/chat';
import {
	contains,
	fits,
	isWithin,
	readSays,
	types,
	windowOf,
	type Says,
	type Window,
} from '../fields/messageFilters';
import {
	optionsOf,
	optionsWith,
	readOptions,
	setOr,
	wrongField,
	wrongOption,
	type RequestSettings,
} from '../fields/options';
import { readAtMost, returnAllFields } from '../fields/returnAll';
import { isFrom, readSender, type Sender } from '../fields/sender';
import { readSimplify, simplify } from '../fields/simplify';
import { readTime } from '../fields/time';
import { operation, type Field, type Item, type Outcome } from '../Operation';
import { getMessage, messagesIn } from './get';
import { listHistory } from './history';

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

interface Filters {
	window: Window;
	says: Says;
	sender: Sender;
	includeRecalled: boolean;
}

interface Input {
	container: Container;
	atMost: number;
	wanted: Filters;
	simplified: boolean;
	settings: RequestSettings;
}

export const getAll = operation<Input>({
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

/** A list has of a merged forward only that it is one; what it holds takes a request for each. */
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

function readGetAll(item: Item): Result<Input> {
	const { parameters } = item;
	const container = readContainer(parameters.chat);
	if (!container.ok) return container;
	const atMost = readAtMost(parameters);
	if (!atMost.ok) return atMost;
	const wanted = readFilters(item);
	if (!wanted.ok) return wanted;
	const simplified = readSimplify(parameters.simplify);
	if (!simplified.ok) return simplified;
	const settings = readOptions(optionsOf(parameters));
	if (!settings.ok) return settings;
	return succeeded({
		container: container.value,
		atMost: atMost.value,
		wanted: wanted.value,
		simplified: simplified.value,
		settings: settings.value,
	});
}

function readFilters(item: Item): Result<Filters> {
	const given = asRecord(setOr(item.parameters, 'filters', {}));
	if (given === undefined) return wrongField('Filters', 'filters by their names');
	const includeRecalled = setOr(given, 'includeRecalled', false);
	if (typeof includeRecalled !== 'boolean') return wrongOption('Include Recalled', 'true or false');
	const bound = (name: string, label: string) =>
		name in given && isUnset(given[name])
			? wrongOption(label, 'a time')
			: readTime(given[name], label, item);
	const window = windowOf(bound('sentAfter', 'Sent After'), bound('sentBefore', 'Sent Before'));
	if (!window.ok) return window;
	const says = readSays(given);
	if (!says.ok) return says;
	const sender = readSender(setOr(given, 'sender', 'anyone'), ['anyone', 'thisApp', 'people']);
	return sender.ok
		? succeeded({ window: window.value, says: says.value, sender: sender.value, includeRecalled })
		: sender;
}
