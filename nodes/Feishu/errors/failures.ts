/** Why a message was not recalled. The keys are the values of `error.reason`, which workflows branch on. */
export const reasons = {
	invalid_message_id: {
		says: 'does not name a message that can be recalled',
		todo: "Set 'Message ID' to the message_id that sending the message returned.",
		advice:
			'A message ID starts with om_. Sending, replying, and forwarding return it as data.message_id, and a receive event carries it as event.message.message_id.',
		retryable: false,
	},
	invalid_request: {
		says: 'was not recalled, because Feishu did not accept the request',
		todo: "Check the values of the node's fields.",
		advice: "Check 'Message ID' and the node's options, then run the workflow again.",
		retryable: false,
	},
	message_not_found: {
		says: 'is not known to Feishu',
		todo: 'Check that the ID is complete and that the message belongs to the same organization as the app.',
		advice:
			"Compare the ID with the one that sending returned, and check that the credential's Region and app are those that sent the message.",
		retryable: false,
	},
	bot_not_in_chat: {
		says: "is in a chat that the app's bot is not a member of",
		todo: 'Add the bot to the chat.',
		advice:
			"In Feishu, open the group's Settings > Bots and add the app's bot, or ask someone who may add members to the group to do it.",
		retryable: false,
	},
	bot_not_enabled: {
		says: "was not recalled, because the app's bot is off",
		todo: "Turn on the app's bot in the Developer Console and publish a version.",
		advice:
			"In the Developer Console, open the app's Add Features page and add Bot, then create and publish a version under Version Management & Release.",
		retryable: false,
	},
	recall_window_passed: {
		says: 'was sent too long ago to be recalled',
		todo: 'Ask an administrator to lengthen the recall window.',
		advice:
			'An administrator sets in the Admin Console how long after sending a message can be recalled (24 hours unless changed). A bot that owns or manages the group may recall messages of other members for one year.',
		retryable: false,
	},
	user_not_available: {
		says: "is in a chat with a person outside the app's availability",
		todo: "Add the person to the app's availability and publish a version.",
		advice:
			'In the Developer Console, edit the availability under Version Management & Release and publish. If it stays, ask an administrator whether the person is a disabled member of the app, or has left.',
		retryable: false,
	},
	not_allowed_to_recall: {
		says: 'was not sent by the identity that asked to recall it',
		todo: 'Use the app that sent the message, or make its bot an owner or administrator of the group.',
		advice:
			'A bot may recall its own messages, and those of others in a group that it owns or manages. In a one-to-one chat nobody can recall the messages of the other side.',
		retryable: false,
	},
	permission_missing: {
		says: 'was not recalled, because the app lacks a permission',
		todo: 'Add the scope im:message:recall to the app and publish a version.',
		advice:
			'In the Developer Console, add one of im:message:recall, im:message, or im:message:send_as_bot under Permissions & Scopes, then publish a version and have an administrator approve it.',
		retryable: false,
	},
	message_not_visible: {
		says: 'is not visible to the identity that asked to recall it',
		todo: 'Use an identity that can see the message.',
		advice:
			'A bot or person who joined the chat after the message was sent may not see it. Use the app that sent the message.',
		retryable: false,
	},
	message_type_not_recallable: {
		says: 'is of a type that cannot be recalled',
		todo: 'Leave it out: system messages and red packets stay.',
		advice: 'Feishu does not recall system messages and red packets, whoever asks.',
		retryable: false,
	},
	already_recalled: {
		says: 'had been recalled or deleted before',
		todo: "Nothing is left to do; set 'When Already Recalled' to 'Succeed' if this should count as success.",
		advice:
			"The message is gone. To have such messages leave by the success branch, add the option 'When Already Recalled' and choose 'Succeed'.",
		retryable: false,
	},
	chat_dissolved: {
		says: 'was in a chat that has been dissolved',
		todo: 'Nothing is left to do: the chat is gone for everyone.',
		advice: 'Members can no longer open a dissolved chat, so its messages need no recall.',
		retryable: false,
	},
	rate_limited: {
		says: "was not recalled, because Feishu's rate limit left no room for it",
		todo: 'Run it again later, or lower the number of requests that share the app.',
		advice:
			"Other workflows or programs use the same app's allowance of 50 requests a second and 1,000 a minute. Lower 'Requests per Second' in each of them, or spread the runs.",
		retryable: true,
	},
	quota_exhausted: {
		says: "was not recalled, because the organization's API quota is used up",
		todo: 'Ask an administrator to extend the quota, or wait until it starts anew next month.',
		advice:
			'The Starter plan includes 10,000 API calls a month. An administrator sees the use and can upgrade under Admin Console > Billing.',
		retryable: false,
	},
	token_rejected: {
		says: 'was not recalled, because Feishu rejected the access token, a newly issued one included',
		todo: 'Open the credential, check its app and Region, and test it.',
		advice:
			"Check under Credentials & Basic Info that the App ID and App Secret belong together and that the app is enabled, then use 'Retry' on the credential's test.",
		retryable: false,
	},
	credentials_rejected: {
		says: "was not recalled, because Feishu does not accept the credential's app",
		todo: 'Check App ID, App Secret, and Region in the credential.',
		advice:
			'Copy App ID and App Secret once more from Credentials & Basic Info in the Developer Console. An app made at open.feishu.cn needs the Region Feishu, one made at open.larksuite.com the Region Lark.',
		retryable: false,
	},
	app_unavailable: {
		says: 'was not recalled, because the app is not in use in this organization',
		todo: 'Ask an administrator to enable or install the app.',
		advice:
			'Publish a version under Version Management & Release in the Developer Console, and ask an administrator to approve and enable the app under Admin Console > Workplace > App Management.',
		retryable: false,
	},
	ip_not_allowed: {
		says: "was not recalled, because the app's IP allowlist does not contain this n8n's address",
		todo: "Add the public IP address of n8n to the app's IP allowlist.",
		advice:
			'In the Developer Console, add the public IPv4 address of this n8n under Security Settings > IP Allowlist. It takes effect at once.',
		retryable: false,
	},
	feishu_unavailable: {
		says: 'was not recalled, because Feishu could not handle the request',
		todo: 'Run it again in a few minutes.',
		advice:
			'Feishu answered that it is out of order for the moment. If it stays, give the log ID to Feishu support.',
		retryable: true,
	},
	unreachable: {
		says: 'was not recalled, because Feishu could not be reached',
		todo: "Check the network and the credential's Region, then run it again.",
		advice:
			"The server that runs n8n needs an outgoing HTTPS connection to the host of the credential's Region. Ask whoever runs it about its network, proxy, and firewall.",
		retryable: true,
	},
	timed_out: {
		says: 'was not recalled, because Feishu did not answer in time',
		todo: "Run it again, or raise the option 'Timeout'.",
		advice:
			"Feishu usually answers within a second. Check the network of the server that runs n8n; over a slow connection, raise the node's option 'Timeout'.",
		retryable: true,
	},
	unreadable_answer: {
		says: 'was not recalled, because the answer did not come from the Feishu API',
		todo: "Check the credential's Region and Base URL.",
		advice:
			'A wrong base URL, a proxy, or a sign-in page answered instead of Feishu. The base URL is only scheme, host, and port, such as https://open.feishu.cn.',
		retryable: false,
	},
	execution_stopped: {
		says: 'was not asked for, because the execution was stopped first',
		todo: 'Run the workflow again to recall it.',
		advice: 'Nothing was sent to Feishu for this item.',
		retryable: true,
	},
	unknown: {
		says: 'was not recalled',
		todo: "See Feishu's own words and the log ID.",
		advice: 'Give the code and the log ID to Feishu support, who can look the request up.',
		retryable: false,
	},
} as const satisfies Record<string, ReasonRow>;

interface ReasonRow {
	/** Completes a sentence that starts with the message: "Message om_… was sent too long ago". */
	says: string;
	/** The next step in one sentence; part of `error.message`, all that an AI agent sees. */
	todo: string;
	/** The same step with the place where it is done; `error.hint` unless the code's row knows better. */
	advice: string;
	/** Whether the same call may succeed later without anyone changing anything. */
	retryable: boolean;
}

export type Reason = keyof typeof reasons;

/** Why something did not work, as a value: it travels up to the node, which alone makes an n8n error of it. */
export interface Failure {
	reason: Reason;
	/** Completes a sentence that starts with the message. */
	says: string;
	todo: string;
	/** What to do, and where, in one or two sentences. */
	hint: string;
	/** Whether anything was sent to Feishu, be it for a token. */
	asked: boolean;
	/** Whether it may have been done although no answer says so. */
	mayHaveHappened?: boolean;
	/** How often this message was tried, be it only as far as the token; 0 when nothing was sent. */
	attempts: number;
	/** Feishu's code. */
	code?: number;
	httpStatus?: number;
	/** Feishu's id of the request, which its support asks for. */
	logId?: string;
	/** Feishu's page about this very request. */
	troubleshooter?: string;
	/** Scopes of which any one would do. */
	missingScopes?: string[];
}

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** A failure with the texts of its reason, unless the place where it happened knows better ones. */
export function failure(reason: Reason, facts: Partial<Omit<Failure, 'reason'>> = {}): Failure {
	const { says, todo, advice } = reasons[reason];
	return { reason, says, todo, hint: advice, asked: true, attempts: 1, ...facts };
}

/** A failure that happened before anything was sent. */
export function refusal(
	reason: Reason,
	facts: Partial<Omit<Failure, 'reason' | 'asked' | 'attempts'>> = {},
): Failure {
	return failure(reason, { ...facts, asked: false, attempts: 0 });
}

export function succeeded<T>(value: T): Result<T> {
	return { ok: true, value };
}

export function failed(cause: Failure): { ok: false; failure: Failure } {
	return { ok: false, failure: cause };
}

/** What happened to `subject` and what to do next, in sentences that stand alone. */
export function sentenceOf({ says, todo, code }: Failure, subject: string): string {
	return `${subject} ${says}. ${todo}${code === undefined ? '' : ` (${code})`}`;
}

const withoutMessage = /^was not recalled(, because|:) /;

/** Whether the failure can be told without a message. */
export function isAboutTheApp({ says }: Failure): boolean {
	return withoutMessage.test(says);
}

/** The same without a message: what is the case, and what to do about it. */
export function causeOf({ says, hint, code }: Failure): string {
	const cause = says.replace(withoutMessage, '');
	const sentence = `${cause.charAt(0).toUpperCase()}${cause.slice(1)}`;
	return `${sentence}. ${hint}${code === undefined ? '' : ` (${code})`}`;
}

/** Words from outside in a sentence of ours: one line, no control characters, of sensible length. */
export function quoted(words: string, length = 160): string {
	const line = words.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
	const letters = Array.from(line);
	// Without its period: the words stand inside a sentence that has one.
	return `"${letters.length > length ? `${letters.slice(0, length).join('')}…` : line.replace(/[.。]+$/, '')}"`;
}

const invisible = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/** A value that is wrong, as it is: what cannot be seen may be just what is wrong, and is written out. */
export function exactly(value: string, length = 80): string {
	let shown = '';
	for (const character of value) {
		if (shown.length >= length) return `"${shown}…"`;
		shown += invisible.test(character)
			? `\\u{${character.codePointAt(0)?.toString(16)}}`
			: character;
	}
	return `"${shown}"`;
}
