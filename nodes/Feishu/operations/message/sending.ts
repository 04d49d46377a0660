import type { ReasonTexts } from '../../client/Api';
import type { CodeFacts, CodeRow, CodeTable } from '../../errors/codes';
import type { NarrowerTexts } from '../../errors/reasons';
import { cardDetails } from './cardDetails';

const docs = 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1';

/** The pages of Feishu's documentation that state what follows. */
export const pages = {
	send: `${docs}/message/create`,
	reply: `${docs}/message/reply`,
	forward: `${docs}/message/forward-message`,
	edit: `${docs}/message/update`,
	updateCard: `${docs}/message-card/patch`,
} as const;

/** The scopes for saying something, any one of them. */
export const sendScopes = ['im:message:send_as_bot', 'im:message', 'im:message:send'] as const;

/** The scope that a person grants for it, besides im:message, which the credential always asks for. */
export const sendScopesOfPeople = ['im:message.send_as_user'] as const;

/** The scopes for changing what was said. */
export const editScopes = ['im:message:send_as_bot', 'im:message', 'im:message:update'] as const;

type Row = NarrowerTexts & Omit<CodeFacts, 'source'>;

const row = (reason: CodeRow['reason'], cause: string, nextStep: string, hint = nextStep): Row => ({
	reason,
	cause,
	nextStep,
	hint,
});

const rows = {
	// About what is said
	230015: row('content_refused', 'a one-to-one chat cannot be shared', 'Share a group instead.'),
	230017: row(
		'file_refused',
		"the key of the file is not one of this app's",
		"Upload the file with this app: set 'File Source' to 'Binary Field'.",
		'A key that another app has uploaded, or one from a received message, cannot be sent. Download the file first and send it from a binary field.',
	),
	230022: row(
		'content_refused',
		'it contains words that Feishu does not let pass',
		'Change the words of the message.',
		'Feishu checks messages for sensitive words and does not say which ones it has found.',
	),
	230025: row(
		'content_refused',
		'it is longer than Feishu takes',
		'Shorten it, or send it in several messages.',
		'Feishu takes 150 KB for a text, and 30 KB for rich text and cards. What a template brings along counts, too.',
	),
	230028: row(
		'content_refused',
		"the organization's protection against data leaks does not let it pass",
		'Leave out phone numbers, email addresses, and the like, or ask an administrator.',
		'An administrator sets the rules of this protection under Admin Console > Security.',
	),
	230055: row(
		'file_refused',
		"the file's type does not fit the type of the message",
		"Set 'Message Type' to what the file is: 'Audio' for Opus, 'Video' for MP4, 'File' for all else.",
		"A key of a file that was uploaded as opus can only be sent as audio, one of mp4 only as video. From a binary field, the node uploads it as the 'Message Type' needs it.",
	),
	230099: {
		reason: 'content_refused',
		cause: 'Feishu does not accept the card',
		nextStep: 'Correct the card at the place that Feishu names.',
		hint: 'Open the card in the card builder of Feishu, which marks what is wrong.',
		quotesFeishu: true,
		details: cardDetails,
	},

	// About who takes it
	230018: row(
		'receiver_refuses',
		"the group's settings do not allow it",
		'Ask an owner of the group to let the bot speak, or leave out mentioning everyone.',
		'The settings of a group may let only its owner and administrators speak, or mention everyone.',
	),
	230029: row(
		'user_not_available',
		'the person has left the organization',
		'Leave the person out.',
		'Feishu does not deliver messages to people who have resigned.',
	),
	230034: { reason: 'receiver_not_found' },
	230035: row(
		'receiver_refuses',
		'the bot may not speak there: it is muted or blocked, or the organization does not allow it',
		'Ask an administrator of the group, or the person, to let the bot speak.',
		'A group may be muted, a person may have blocked the bot, and an administrator may restrict who talks to whom under Admin Console > Security.',
	),
	230036: row(
		'receiver_refuses',
		"the organization's encryption key has been deleted",
		'Ask an administrator of the organization.',
		"Without its own key, an organization's messages can be neither stored nor read.",
	),
	230038: row(
		'receiver_refuses',
		'the app may not write to a person of another organization',
		'Write to a group that both are in.',
		'Feishu allows no one-to-one messages of an app across organizations.',
	),
	230049: { reason: 'still_sending' },
	230053: row(
		'receiver_refuses',
		'the person has stopped this bot',
		'Ask the person to start the bot again.',
		'The person can allow it again in the chat with the bot. Until then, nothing of the bot arrives there.',
	),
	230075: row(
		'receiver_refuses',
		'the chat is encrypted, and apps cannot write there',
		'Choose another chat.',
	),
} as const satisfies Readonly<Record<number, Row>>;

/** The rows of codes that mean the same in every API that sends. The API's own page has to list them. */
export function sendingCodes(source: string, codes: ReadonlyArray<keyof typeof rows>): CodeTable {
	const withSource = (known: Row): CodeRow => ({ ...known, source });
	return Object.fromEntries(codes.map((code) => [code, withSource(rows[code])]));
}

/** Texts about the receiver, a chat or a person. The common texts speak of a message that is there already. */
export const receiverTexts: ReasonTexts = {
	bot_not_in_chat: {
		speaksOf: 'request',
		cause: "the app's bot is not a member of the chat",
	},
	user_not_available: {
		speaksOf: 'request',
		cause: "the person is outside the app's availability",
	},
	chat_dissolved: {
		speaksOf: 'request',
		cause: 'the chat has been dissolved',
		nextStep: 'Choose another chat.',
		hint: 'Nothing can be sent to a dissolved chat.',
	},
};
