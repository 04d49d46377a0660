import type { Api } from '../../client/Api';
import { path } from '../../client/http/path';
import { tier4 } from '../../client/limits/tiers';
import { asSent, type Content } from '../../content/compose/Content';
import { failed, refusal, succeeded, type Result } from '../../errors/Failure';
import { editableFields, readContent } from '../fields/content';
import { mentionOptions } from '../fields/mentions';
import { messageId, readMessageIds } from '../fields/messageId';
import { optionsOf, optionsWith, readOptions, type RequestSettings } from '../fields/options';
import { messageOutcome, readSimplify, simplify } from '../fields/simplify';
import { withInput } from '../fields/withInput';
import { operation, type Item } from '../Operation';
import { chatsIn, limitOf } from './chatLimit';
import { parameterCodes, wrongContent, wrongMessage } from './parameterDetails';
import { hash } from './requestKeys';
import { editScopes, pages, sendingCodes } from './sending';

const source = pages.edit;

const useUpdateCard = {
	nextStep: "For a card, choose the operation 'Update Card'.",
	hint: "Feishu edits texts and rich texts only. A card is replaced with the operation 'Update Card'; other messages can be recalled and sent anew.",
};

const notTheSender = {
	reason: 'not_editable',
	cause: 'was not sent by the app that asked to edit it',
	nextStep: 'Use the app that sent it.',
	hint: 'Only the app that sent a message can edit it. Choose its credential in the node.',
} as const;

/** A repeat sets the same text again; it uses up one of 20 edits. */
export const api: Api = {
	id: 'im.message.update',
	method: 'PUT',
	limits: tier4,
	repeat: 'safe',
	scopes: editScopes,
	codes: {
		...sendingCodes(source, [230018, 230022, 230025, 230028, 230035, 230038, 230055]),
		...parameterCodes(
			[/\bmsg_type\b|\bmessage type\b/i, { reason: 'not_editable', ...useUpdateCard }],
			[/\bnot the message.?s sender\b/i, notTheSender],
			wrongContent,
			wrongMessage,
		),
		230011: { reason: 'message_recalled', source },
		230027: {
			reason: 'permission_missing',
			source,
			nextStep:
				'Add the scope {scope} to the app; in a group with external members nothing can be edited.',
			hint: 'In the Developer Console, add {scopes} under Permissions & Scopes and publish a version. Feishu does not let apps edit messages in groups with members of other organizations.',
		},
		230054: {
			reason: 'not_editable',
			source,
			cause: 'is of a type that cannot be edited',
			...useUpdateCard,
		},
		230071: { ...notTheSender, source },
		230072: {
			reason: 'not_editable',
			source,
			cause: 'has been edited 20 times, which is all that Feishu allows',
		},
		230073: { reason: 'not_editable', source, cause: 'is in a secret group' },
		230074: { reason: 'not_editable', source, cause: 'is in an encrypted group' },
		230075: {
			reason: 'not_editable',
			source,
			cause: 'was sent too long ago to be edited',
			nextStep: 'Ask an administrator to lengthen the time for editing, or send a new message.',
			hint: 'An administrator sets in the Admin Console how long after sending a message can be edited.',
		},
		230110: { reason: 'message_recalled', source },
	},
};

interface Input {
	pass: string;
	/** The chat that the message is in, where that is known. */
	chat?: string;
	content: Content;
	simplified: boolean;
	settings: RequestSettings;
}

export const edit = operation({
	option: {
		name: 'Edit',
		value: 'edit',
		action: 'Edit message',
		description: "Replace the text of a message of the app's own",
	},
	fields: [messageId, ...editableFields, simplify, optionsWith(...mentionOptions)],
	identities: ['app'],
	noun: 'message',
	done: 'edited',
	idKey: 'message_id',
	emptyOutput: { matched: 0 },
	read: (item) => {
		const chats = chatsIn(item);
		return readMessageIds(item).flatMap((read) => {
			const { id } = read.subject;
			return withInput([read], whyNotEditable(item, id) ?? readEdit(item, chats.get(id)), () => id);
		});
	},

	async run(feishu, { id, pass, chat = id, content, simplified, settings }) {
		const answer = await feishu.request(api, {
			path: path`/open-apis/im/v1/messages/${id}`,
			body: asSent(content),
			// A pass edits a message once, whatever an expression makes of the text in the next try.
			requestKey: hash([pass, id]),
			...limitOf(chat),
			...settings,
		});
		return messageOutcome(answer, simplified);
	},
});

function readEdit(item: Item, chat: string | undefined): Result<Input> {
	const options = readOptions(optionsOf(item.parameters), (given) => {
		const content = readContent(item.parameters, given);
		return content.ok ? succeeded({ content: content.value }) : content;
	});
	if (!options.ok) return options;
	const { content, ...settings } = options.value;
	const simplified = readSimplify(item.parameters.simplify);
	return simplified.ok
		? succeeded({ pass: item.pass, chat, content, simplified: simplified.value, settings })
		: simplified;
}

/** The refusal of a message without a text to edit. Only an item that is the message itself shows its type. */
function whyNotEditable({ json }: Item, id: string) {
	const { message_id: itsId, msg_type: type } = json;
	if (itsId !== id || typeof type !== 'string' || ['text', 'post'].includes(type)) return undefined;
	return failed(
		refusal(
			'not_editable',
			type === 'interactive'
				? { cause: 'is a card', ...useUpdateCard }
				: {
						cause: 'is an image, file, or other message without a text to edit',
						nextStep: 'Recall it, and send a new one.',
						hint: useUpdateCard.hint,
					},
		),
	);
}
