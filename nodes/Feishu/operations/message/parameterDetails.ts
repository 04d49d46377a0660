import type { CodeRow, CodeTable } from '../../errors/codes';

type Detail = NonNullable<CodeRow['details']>[number];

/** Feishu's page about 230001, which lists the words that may follow `ext=`. */
const source = 'https://open.feishu.cn/document/faq/trouble-shooting/how-to-resolve-error-230001';

/** One code stands for every parameter; the words that come with it name the one. */
export function parameterCodes(...details: Detail[]): CodeTable {
	return { 230001: { reason: 'invalid_request', source, details } };
}

/** An ID that Feishu does not know, or one of another kind. */
export const wrongReceiver: Detail = [/\breceive_id\b/i, { reason: 'receiver_not_found' }];

export const receiverIsBot: Detail = [
	/\boperation to bots\b/i,
	{
		reason: 'receiver_refuses',
		cause: 'the receiver is a bot, which takes no messages from bots',
		nextStep: 'Choose a person or a group.',
		hint: 'Feishu delivers no messages from one bot to another. In a group, both see what people write to them.',
	},
];

export const wrongMessage: Detail = [/\bmessage_id\b/i, { reason: 'message_not_found' }];

/** The words about a content name the place in it, and so they are told. */
export const wrongContent: Detail = [
	/content|\bdivider|\bsystem message|\binvalid href\b/i,
	{ reason: 'content_refused', quotesFeishu: true },
];

export const wrongType: Detail = [
	/\bmsg_type\b/i,
	{
		reason: 'content_refused',
		cause: 'Feishu does not know the type of the message',
		nextStep: "Choose another 'Message Type'.",
		hint: "With 'Other', set 'Type' to one of Feishu's types, for example share_chat.",
	},
];

export const wrongKey: Detail = [
	/\b(?:file|image)_key\b/i,
	{
		reason: 'file_refused',
		cause: 'Feishu does not know the key of the file',
		nextStep: "Set 'File Source' to 'Binary Field', or correct the key.",
		hint: 'A key is valid only as the upload with this app returned it, whole and for that kind of file.',
	},
];
