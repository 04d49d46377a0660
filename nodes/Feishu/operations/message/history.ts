import type { Api } from '../../client/Api';
import type { Feishu } from '../../client/FeishuClient';
import { tier4 } from '../../client/limits/tiers';
import type { Result } from '../../errors/Failure';
import type { Container } from '../fields/chat';
import type { RequestSettings } from '../fields/options';

const source = 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/list';

/** The scopes that a person grants to read groups, and to read chats of two. */
export const readScopesOfPeople = [
	'im:message.group_msg:get_as_user',
	'im:message.p2p_msg:get_as_user',
] as const;

/**
 * Cards come as they were sent, so that they can be read, and changed and put back. Otherwise, Feishu says of cards of
 * schema 2.0 that a newer app is needed to see them.
 */
export const wholeCards = { card_msg_content_type: 'user_card_content' };

/** Lists the messages of a chat or of a thread. */
export const listMessages: Api = {
	id: 'im.message.list',
	method: 'GET',
	limits: tier4,
	repeat: 'safe',
	scopes: ['im:message:readonly', 'im:message', 'im:message.history:readonly'],
	userScopes: readScopesOfPeople,
	codes: {
		230001: {
			reason: 'invalid_request',
			source,
			details: [[/\bcontainer_id\b/, { reason: 'chat_not_found', speaksOf: 'target' }]],
		},
		230027: {
			reason: 'permission_missing',
			source,
			nextStep: 'Add the scope {scope} to the app and publish a version.',
			scopes: ['im:message.group_msg'],
			isForApp: true,
			hint: 'An app reads a group with im:message.group_msg, which an administrator approves; add {scopes} under Permissions & Scopes and publish a version.',
		},
		230073: {
			reason: 'not_readable',
			source,
			cause: 'is not visible to the identity that asked',
			nextStep: 'Use an identity that can see the thread.',
			hint: 'A bot or person who joined the chat later may not see a thread.',
		},
		230110: {
			reason: 'message_recalled',
			source,
			cause: 'holds only messages that have been recalled or deleted',
		},
		231203: {
			reason: 'not_readable',
			source,
			cause: 'is in restricted mode, and its messages may not be read by apps',
			nextStep: 'Ask an owner of the group to turn restricted mode off.',
			hint: 'An owner of the group finds restricted mode in its settings.',
		},
		231204: {
			reason: 'not_readable',
			source,
			cause: 'may not be read for a person by an app that is shared with other organizations',
			nextStep: "Choose a credential 'Feishu API' in the node.",
			hint: "Open the node and choose the credential 'Feishu API' of the app, in place of a person's account. Feishu refuses people's tokens of an app with external sharing here.",
		},
	},
	texts: {
		message_not_found: {
			cause: 'is not known to Feishu',
			nextStep: 'Check that the ID is complete and of the same organization as the app.',
			hint: "Compare the ID with the one that Feishu shows in the chat's settings, and check the credential's Region and app.",
		},
		bot_not_in_chat: {
			cause: "cannot be read by the app's bot, which is not a member of the chat",
		},
		user_not_available: { cause: "is with a person outside the app's availability" },
		chat_dissolved: { cause: 'has been dissolved' },
	},
};

/** The part of a chat's or thread's history that is asked for. */
export interface History {
	container: Container;
	/** Times in milliseconds, both of them included. */
	from?: number;
	until?: number;
	settings: RequestSettings;
}

/**
 * The messages of a chat or thread, the newest first. Feishu takes times in seconds, for chats only, and does not say
 * whether the bounds are included. A second more is asked for on both sides, so `keep` has to compare the times itself.
 */
export async function listHistory<T>(
	feishu: Feishu,
	{ container, from, until, settings }: History,
	atMost: number,
	keep: (message: Readonly<Record<string, unknown>>) => T | undefined,
): Promise<Result<T[]>> {
	const isChat = container.type === 'chat';
	return await feishu.list(
		listMessages,
		{
			path: '/open-apis/im/v1/messages',
			query: {
				container_id_type: container.type,
				container_id: container.id,
				...(isChat && from !== undefined && { start_time: String(secondsOf(from, -1)) }),
				...(isChat && until !== undefined && { end_time: String(secondsOf(until, 2)) }),
				sort_type: 'ByCreateTimeDesc',
				page_size: 50,
				...wholeCards,
			},
			...settings,
		},
		{ idKey: 'message_id', atMost, keep },
	);
}

function secondsOf(ms: number, more: number): number {
	return Math.max(0, Math.floor(ms / 1_000) + more);
}
