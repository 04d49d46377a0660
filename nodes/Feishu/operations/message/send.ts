import type { Api } from '../../client/Api';
import { tier4 } from '../../client/limits/tiers';
import { contentFields } from '../fields/content';
import { givenId } from '../fields/locator';
import { optionsWith } from '../fields/options';
import { readReceiver, receiver, type Receiver } from '../fields/receiver';
import { messageOutcome, simplify } from '../fields/simplify';
import { operation, type Item, type Read } from '../Operation';
import { limitOf } from './chatLimit';
import {
	parameterCodes,
	receiverIsBot,
	wrongContent,
	wrongKey,
	wrongReceiver,
	wrongType,
} from './parameterDetails';
import { keysOf, saidBy, type RequestKeys } from './requestKeys';
import { readSaying, sayingOptions, type Saying } from './saying';
import { pages, receiverTexts, sendingCodes, sendScopes, sendScopesOfPeople } from './sending';
import { bodyWith } from './upload';
import { checkedFile } from './uploadForm';

export const api: Api = {
	id: 'im.message.create',
	method: 'POST',
	limits: tier4,
	repeat: 'withKey',
	scopes: sendScopes,
	userScopes: sendScopesOfPeople,
	codes: {
		...sendingCodes(
			pages.send,
			[
				230015, 230017, 230018, 230022, 230025, 230028, 230029, 230034, 230035, 230036, 230038,
				230049, 230053, 230055, 230075, 230099,
			],
		),
		...parameterCodes(wrongContent, receiverIsBot, wrongReceiver, wrongType, wrongKey),
		230019: {
			reason: 'receiver_not_found',
			source: pages.send,
			cause: 'Feishu does not know the topic',
		},
		230054: {
			reason: 'content_refused',
			source: pages.send,
			cause: 'the group, which two organizations share, takes no messages of this type',
			nextStep: "Choose another 'Message Type'.",
			hint: 'A group that is shared with another organization may not take cards. Send a text instead.',
		},
	},
	texts: receiverTexts,
};

export const send = operation({
	option: {
		name: 'Send',
		value: 'send',
		action: 'Send message',
		description: 'Send a text, rich text, card, image, or file to a chat or a person',
	},
	fields: [receiver, ...contentFields, simplify, optionsWith(...sayingOptions)],
	identities: ['app', 'user'],
	noun: 'message',
	done: 'sent',
	makesNew: true,
	idKey: 'receiver',
	emptyOutput: {},
	read: (item) => [readSend(item)],
	check: async ({ draft }) => await checkedFile(draft),

	async run(feishu, { to, draft, settings, simplified, keys }) {
		const answer = await feishu.request(api, {
			path: '/open-apis/im/v1/messages',
			query: { receive_id_type: to.type },
			...bodyWith(feishu, draft, settings, { receive_id: to.id, uuid: keys.idempotencyKey }),
			...keys,
			...limitOf(to.id),
			...settings,
		});
		return messageOutcome(answer, simplified);
	},
});

interface Input extends Saying {
	to: Receiver;
	keys: RequestKeys;
}

function readSend(item: Item): Read<Input> {
	const { receiver: given } = item.parameters;
	const to = readReceiver(given);
	if (!to.ok) return { subject: { id: givenId(given), name: 'The message' }, refused: to.failure };
	const { id } = to.value;
	const subject = { id, name: `The message to ${id}` };
	const saying = readSaying(item);
	if (!saying.ok) return { subject, refused: saying.failure };
	const { draft, givenKey } = saying.value;
	const keys = keysOf(item.pass, '', givenKey, () => [to.value, saidBy(draft)]);
	return { subject, inOrderOf: id, input: { ...saying.value, to: to.value, keys } };
}
