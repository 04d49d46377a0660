import type { ReasonRow } from './ReasonRow';

/** The reasons of operations that write: sending, replying, forwarding, editing, and updating. */
export const messageReasons = {
	invalid_receiver: {
		speaksOf: 'request',
		cause: "the field 'Receiver' names no receiver",
		nextStep: "Choose a chat in 'Receiver', or set it to an ID of the kind chosen there.",
		hint: "A chat's ID starts with oc_, a person's open ID with ou_, and a union ID with on_. A person may also be named by user ID or email address.",
	},
	receiver_not_found: {
		speaksOf: 'request',
		cause: 'Feishu does not know the receiver',
		nextStep: "Check the ID in 'Receiver', and that it is of the kind chosen there.",
		hint: "Open IDs belong to one app: one that another app has seen does not fit. Check also that the credential's app is of the receiver's organization.",
		quotesFeishu: true,
	},
	receiver_refuses: {
		speaksOf: 'request',
		cause: 'the chat or person does not take messages from the app',
		nextStep: 'Ask an administrator of the group, or the person, to allow it.',
		hint: 'A group may let only its owner and administrators speak, and a person may have stopped the bot. The settings of the group or of the organization decide.',
		dependsOnIdentity: true,
		quotesFeishu: true,
	},
	message_recalled: {
		speaksOf: 'target',
		cause: 'had been recalled or deleted before',
		nextStep: 'Leave it out: the message is gone.',
		hint: 'The message cannot be brought back. Send a new one instead.',
	},
	content_invalid: {
		speaksOf: 'request',
		cause: 'the content of the message is not valid',
		nextStep: 'Correct the content of the message.',
		hint: 'Open the node and correct the message; the preview below a field shows its value for each item.',
	},
	content_refused: {
		speaksOf: 'request',
		cause: 'Feishu does not accept the content of the message',
		nextStep: 'Change the content of the message.',
		hint: 'Feishu checks the length, the form, and the words of a message before it sends it.',
		quotesFeishu: true,
	},
	still_sending: {
		speaksOf: 'request',
		cause: 'Feishu is still sending it from an earlier try',
		nextStep: 'Look into the chat, and run it again if the message is not there.',
		hint: 'The tries carry the same idempotency key, so that Feishu sends the message once.',
		retry: 'backoff',
		mayHideSuccess: 'always',
	},
	not_replyable: {
		speaksOf: 'target',
		cause: 'cannot be answered',
		nextStep: "Send a new message instead, or change the option 'Reply in Thread'.",
		hint: 'Feishu takes no answers to messages of some types, and no threads in some groups.',
		quotesFeishu: true,
	},
	not_editable: {
		speaksOf: 'target',
		cause: 'cannot be changed',
		nextStep: 'Send a new message instead.',
		hint: "A text or rich text can be edited up to 20 times by the app that sent it, for as long as an administrator allows; a card can be updated for 14 days with 'Update Card'.",
		quotesFeishu: true,
	},
	not_forwardable: {
		speaksOf: 'target',
		cause: 'cannot be forwarded',
		nextStep: 'Send its content as a new message instead.',
		hint: 'Feishu does not forward red packets, votes, audio, system messages, messages inside a merged forward, and what a group keeps to itself.',
		quotesFeishu: true,
	},
	file_refused: {
		speaksOf: 'request',
		cause: 'Feishu does not accept the file',
		nextStep: 'Check the file and its type.',
		hint: 'Feishu takes images of up to 10 MB, and files of up to 30 MB: audio as Opus, video as MP4, and everything as a file.',
		quotesFeishu: true,
	},
} as const satisfies Record<string, ReasonRow>;
