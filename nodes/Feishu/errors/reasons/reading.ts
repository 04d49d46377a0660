import type { ReasonRow } from './ReasonRow';

/** The reasons of operations that read chats, histories, and files. */
export const readingReasons = {
	invalid_chat: {
		speaksOf: 'request',
		cause: "the field 'Chat' names no chat",
		nextStep: "Choose a chat in 'Chat', or set it to an ID of the kind chosen there.",
		hint: "A chat's ID starts with oc_. 'Get Many' of 'Chat' lists those of the groups that the bot is in, and each message carries the one of its chat as chat_id.",
	},
	chat_not_found: {
		speaksOf: 'target',
		cause: 'is not known to Feishu',
		nextStep:
			'Check that the ID is complete and that the chat belongs to the same organization as the app.',
		hint: "Compare the ID with the one that Feishu shows in the chat's settings, and check the credential's Region and app.",
		dependsOnIdentity: true,
	},
	not_readable: {
		speaksOf: 'target',
		cause: 'may not be read',
		nextStep: 'Ask an owner of the group to allow it.',
		hint: 'A group in restricted mode keeps its messages to itself, and a thread is read only by those who can see it.',
		dependsOnIdentity: true,
		quotesFeishu: true,
	},
	not_downloadable: {
		speaksOf: 'target',
		cause: 'has no file that can be downloaded',
		nextStep: 'Leave it out.',
		hint: 'Files, images, audio, and videos can be downloaded, and the images and videos of a rich text. Stickers, cards, folders, and what is inside a merged forward cannot.',
	},
} as const satisfies Record<string, ReasonRow>;
