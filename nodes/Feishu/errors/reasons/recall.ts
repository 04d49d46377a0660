import type { ReasonRow } from './ReasonRow';

/** The reasons that only recalling has. */
export const recallReasons = {
	recall_window_passed: {
		speaksOf: 'target',
		cause: 'was sent too long ago to be recalled',
		nextStep: 'Ask an administrator to lengthen the recall window.',
		hint: 'An administrator sets in the Admin Console how long after sending a message can be recalled (24 hours unless changed). A bot that owns or manages the group may recall messages of other members for one year.',
	},
	not_allowed_to_recall: {
		speaksOf: 'target',
		cause: 'was not sent by the identity that asked to recall it',
		nextStep:
			'Use the app that sent the message, or make its bot an owner or administrator of the group.',
		hint: 'A bot may recall its own messages, and those of others in a group that it owns or manages. In a one-to-one chat nobody can recall the messages of the other side.',
		dependsOnIdentity: true,
	},
	message_type_not_recallable: {
		speaksOf: 'target',
		cause: 'is of a type that cannot be recalled',
		nextStep: 'Leave it out: system messages and red packets stay.',
		hint: 'Feishu does not recall system messages and red packets, whoever asks.',
	},
	already_recalled: {
		speaksOf: 'target',
		cause: 'had been recalled or deleted before',
		nextStep:
			"Nothing is left to do; set 'When Already Recalled' to 'Succeed' if this should count as success.",
		hint: "The message is gone. To have such messages leave by the success output, add the option 'When Already Recalled' and choose 'Succeed'.",
	},
	too_many_matches: {
		speaksOf: 'target',
		cause: 'has more messages that match than may be recalled, and none was recalled',
		nextStep: "Raise 'At Most', or set a shorter time.",
		hint: "Look at what would be recalled: turn on 'Only List' and raise 'At Most'. Then turn 'Only List' off.",
	},
	not_verified: {
		speaksOf: 'request',
		cause: 'the message is still there after Feishu has taken the recall',
		nextStep: 'Look into the chat, and run it again if the message is still there.',
		hint: "Feishu said yes to the recall, and does not say 'deleted' when it is read back. Running it again does no harm.",
	},
} as const satisfies Record<string, ReasonRow>;
