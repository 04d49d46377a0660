import type { Api } from '../../client/Api';
import { path } from '../../client/http/path';
import { tier4 } from '../../client/limits/tiers';
import { asSent, withinLimits, type Content } from '../../content/compose/Content';
import { succeeded, type Result } from '../../errors/Failure';
import { cardFields, readCard } from '../fields/content/card';
import { messageId, readMessageIds } from '../fields/messageId';
import { optionsOf, optionsWith, readOptions, type RequestSettings } from '../fields/options';
import { withInput } from '../fields/withInput';
import { operation, type Item } from '../Operation';
import { limitOf } from './chatLimit';
import { parameterCodes, wrongContent, wrongKey, wrongMessage } from './parameterDetails';
import { hash } from './requestKeys';
import { editScopes, pages, sendingCodes } from './sending';

const source = pages.updateCard;

const notUpdatable = {
	reason: 'not_editable',
	hint: 'Only a card can be updated, by the app or person that sent it, for 14 days, and only if it said that it may be as it was sent: a card of version 1.0 needs "update_multi": true in its config, which this node adds.',
} as const;

const notTheSender = {
	...notUpdatable,
	cause: 'was not sent by the identity that asked to update it',
	nextStep: 'Use the app or the person that sent it.',
} as const;

/** A repeat puts the same card there again. */
export const api: Api = {
	id: 'im.message.patch',
	method: 'PATCH',
	limits: tier4,
	repeat: 'safe',
	scopes: editScopes,
	userScopes: ['im:message', 'im:message:update'],
	codes: {
		...sendingCodes(source, [230025, 230028, 230099]),
		...parameterCodes(
			[
				/\bNOT a card\b/i,
				{
					...notUpdatable,
					cause: 'is not a card',
					nextStep: "For a text or rich text, choose the operation 'Edit'.",
				},
			],
			[/\bnot the message.?s sender\b/i, notTheSender],
			wrongContent,
			wrongMessage,
			wrongKey,
		),
		230011: { reason: 'message_recalled', source },
		230031: {
			...notUpdatable,
			source,
			cause: 'is a card that was sent more than 14 days ago',
			nextStep: 'Send a new card instead.',
		},
		230054: {
			...notUpdatable,
			source,
			cause: 'cannot be updated',
			nextStep: 'Send a new card instead.',
		},
		230071: { ...notTheSender, source },
		230110: { reason: 'message_recalled', source },
	},
};

interface Input {
	pass: string;
	content: Content;
	settings: RequestSettings;
}

export const updateCard = operation({
	option: {
		name: 'Update Card',
		value: 'updateCard',
		action: 'Update card message',
		description: 'Replace a card that was sent in the last 14 days',
	},
	fields: [messageId, ...cardFields(), optionsWith()],
	identities: ['app', 'user'],
	noun: 'message',
	done: 'updated',
	idKey: 'message_id',
	emptyOutput: { matched: 0 },
	read: (item) => withInput(readMessageIds(item), readUpdate(item), (id) => id),

	async run(feishu, { id, pass, content, settings }) {
		const answer = await feishu.request(api, {
			path: path`/open-apis/im/v1/messages/${id}`,
			body: { content: asSent(content).content },
			// A pass updates a card once, whatever an expression makes of it in the next try.
			requestKey: hash([pass, id]),
			...limitOf(id),
			...settings,
		});
		if (!answer.ok) return [answer];
		const { logId } = answer;
		return [{ ok: true, json: { message_id: id, updated: true, ...(logId && { log_id: logId }) } }];
	},
});

function readUpdate({ parameters, pass }: Item): Result<Input> {
	const settings = readOptions(optionsOf(parameters));
	if (!settings.ok) return settings;
	const content = withinLimits(readCard(parameters));
	return content.ok
		? succeeded({ pass, content: content.value, settings: settings.value })
		: content;
}
