import type { INodeProperties } from 'n8n-workflow';

import type { Api } from '../../client/Api';
import { path } from '../../client/http/path';
import { asRecord } from '../../client/http/record';
import { tier4 } from '../../client/limits/tiers';
import { succeeded, type Result } from '../../errors/Failure';
import { contentFields } from '../fields/content';
import { messageId, readMessageIds } from '../fields/messageId';
import { optionsOf, optionsWith, setOr, wrongOption } from '../fields/options';
import { messageOutcome, simplify } from '../fields/simplify';
import { withInput } from '../fields/withInput';
import { operation, type Item } from '../Operation';
import { chatsIn, limitOf } from './chatLimit';
import {
	parameterCodes,
	wrongContent,
	wrongKey,
	wrongMessage,
	wrongType,
} from './parameterDetails';
import { keysOf, saidBy } from './requestKeys';
import { readSaying, sayingOptions, type Saying } from './saying';
import { pages, sendingCodes, sendScopes, sendScopesOfPeople } from './sending';
import { bodyWith } from './upload';
import { checkedFile } from './uploadForm';

const source = pages.reply;

export const api: Api = {
	id: 'im.message.reply',
	method: 'POST',
	limits: tier4,
	repeat: 'withKey',
	scopes: sendScopes,
	userScopes: sendScopesOfPeople,
	codes: {
		...sendingCodes(
			source,
			[
				230015, 230017, 230018, 230022, 230025, 230028, 230035, 230038, 230049, 230055, 230075,
				230099,
			],
		),
		...parameterCodes(wrongContent, wrongMessage, wrongType, wrongKey),
		230011: { reason: 'message_recalled', source },
		// Recalling and editing have this code for a recalled message.
		230110: { reason: 'message_recalled', source: pages.edit },
		230019: {
			reason: 'not_replyable',
			source,
			cause: 'is in a topic that does not exist any more',
		},
		230054: { reason: 'not_replyable', source, cause: 'is of a type that takes no replies' },
		230071: {
			reason: 'not_replyable',
			source,
			cause: 'is in a group that has no threads',
			nextStep: "Turn off the option 'Reply in Thread'.",
			hint: "Feishu opens threads in ordinary groups only. Without 'Reply in Thread', the reply stands in the chat itself.",
		},
		230072: {
			reason: 'not_replyable',
			source,
			cause: 'is one of several that Feishu shows as one',
			nextStep: 'Send a new message instead.',
			hint: 'Feishu takes no replies to messages that it has put together.',
		},
		230111: {
			reason: 'not_replyable',
			source,
			cause: 'is about to delete itself',
			nextStep: 'Send a new message instead.',
			hint: 'A message with an end takes no replies shortly before it.',
		},
	},
};

const replyInThread: INodeProperties = {
	displayName: 'Reply in Thread',
	name: 'replyInThread',
	type: 'boolean',
	default: false,
	description:
		'Whether the reply opens a thread. A reply to a message of a thread is in that thread in any case.',
};

export const reply = operation({
	option: {
		name: 'Reply',
		value: 'reply',
		action: 'Reply to message',
		description: 'Answer a message with a text, rich text, card, image, or file',
	},
	fields: [messageId, ...contentFields, simplify, optionsWith(...sayingOptions, replyInThread)],
	identities: ['app', 'user'],
	noun: 'message',
	done: 'answered',
	makesNew: true,
	idKey: 'message_id',
	emptyOutput: { matched: 0 },
	read: (item) => {
		const chats = chatsIn(item);
		return withInput(readMessageIds(item), readReply(item, chats), (id) => chats.get(id) ?? id);
	},
	check: async ({ draft }) => await checkedFile(draft),

	async run(feishu, { id, pass, chats, draft, settings, simplified, givenKey, inThread }) {
		const keys = keysOf(pass, id, givenKey, () => [id, inThread, saidBy(draft)]);
		const { idempotencyKey: uuid } = keys;
		const answer = await feishu.request(api, {
			path: path`/open-apis/im/v1/messages/${id}/reply`,
			...bodyWith(feishu, draft, settings, { reply_in_thread: inThread, uuid }),
			...keys,
			...limitOf(chats.get(id) ?? id),
			...settings,
		});
		return messageOutcome(answer, simplified);
	},
});

interface Input extends Saying {
	pass: string;
	chats: ReadonlyMap<string, string>;
	inThread: boolean;
}

function readReply(item: Item, chats: Input['chats']): Result<Input> {
	const saying = readSaying(item);
	if (!saying.ok) return saying;
	const inThread = setOr(asRecord(optionsOf(item.parameters)) ?? {}, 'replyInThread', false);
	return typeof inThread === 'boolean'
		? succeeded({ ...saying.value, pass: item.pass, chats, inThread })
		: wrongOption('Reply in Thread', 'true or false');
}
