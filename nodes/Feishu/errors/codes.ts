import type { NarrowerTexts, Reason } from './reasons';

const docs = {
	message: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/delete',
	send: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create',
	generic: 'https://open.feishu.cn/document/ukTMukTMukTM/ugjM14COyUjL4ITN',
	// Feishu's own plugin takes it for a deleted message: src/core/message-unavailable.ts
	gone: 'https://github.com/larksuite/openclaw-lark',
	rate: 'https://open.feishu.cn/document/ukTMukTMukTM/uUzN04SN3QjL1cDN',
	quota: 'https://open.larksuite.com/document/uAjLw4CM/ukTMukTMukTM/api-call-guide/api-billing',
	ip: 'https://open.feishu.cn/document/ukTMukTMukTM/ucTMxYjL3ETM24yNxEjN',
	oauth:
		'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/authentication-management/access-token/get-user-access-token',
	scope:
		'https://open.feishu.cn/document/uAjLw4CM/ugTN1YjL4UTN24CO1UjN/trouble-shooting/how-to-fix-the-99991672-error',
	consent:
		'https://open.feishu.cn/document/uAjLw4CM/ugTN1YjL4UTN24CO1UjN/trouble-shooting/how-to-resolve-error-99991679',
} as const;

/** The meaning of a code, with texts where the code tells more than its reason does. */
export type CodeRow = NarrowerTexts & CodeFacts;

/** Facts about a code besides its texts. */
export interface CodeFacts {
	reason: Reason;
	/** As in ReasonRow, where the cause is about something else here. */
	speaksOf?: 'target' | 'request';
	/** The page of Feishu's documentation, or the record, that states it. */
	source: string;
	/** The scopes that it may be about, where they are not those of the API. */
	scopes?: readonly string[];
	/** Whether its advice and its scopes are for an app. Where a person asked, those for people count. */
	isForApp?: true;
	/** Whether all requests of the app to that API have to wait, not only those to one chat or person. */
	limitsApp?: true;
	/** Whether Feishu's words follow the cause. */
	quotesFeishu?: true;
	/** Facts that Feishu's words add to the code; the first pattern that they match counts. */
	details?: ReadonlyArray<
		readonly [words: RegExp, known: NarrowerTexts & Partial<Omit<CodeFacts, 'source' | 'details'>>]
	>;
	/** The token or ticket that the code finds fault with, rather than the request. */
	blames?: 'appToken' | 'appTicket';
}

export type CodeTable = Readonly<Record<number, CodeRow>>;

/** Advice on a code, where the code tells more than its reason does. */
interface Advice {
	nextStep: string;
	hint: string;
}

const row = (reason: Reason, source: string, advice?: Advice): CodeRow =>
	advice ? { reason, source, ...advice } : { reason, source };

const checkId = {
	nextStep: 'Check that the ID is complete.',
	hint: 'Check that the ID was copied whole. Feishu refuses IDs that are cut, of another kind, or of another app or organization.',
};
const passing = {
	nextStep: 'Run it again in a few minutes.',
	hint: 'Feishu reported an internal fault that passes by itself. If it stays, give the log ID to Feishu support.',
};
const installApp = {
	nextStep: 'Ask an administrator to install or enable the app.',
	hint: 'An administrator installs and enables apps under Admin Console > Workplace > App Management.',
};

/**
 * The meaning of codes at every API that does not say otherwise. A code that is not listed keeps Feishu's own words.
 * Several APIs use one number for different things; those rows stand with their API.
 */
export const codes: CodeTable = {
	// Messages
	230001: row('invalid_request', docs.message),
	230002: row('bot_not_in_chat', docs.message),
	230006: row('bot_not_enabled', docs.message),
	230013: row('user_not_available', docs.message),
	230020: row('rate_limited', docs.send, {
		nextStep: 'Run it again later.',
		hint: 'A chat or a person takes five messages a second from all bots together. Run it again later.',
	}),
	230027: {
		...row('permission_missing', docs.message, {
			nextStep: 'Add the scope {scope} to the app and publish a version.',
			hint: 'In the Developer Console, add {scopes} under Permissions & Scopes and publish a version. In a group with external members, the bot also needs external sharing.',
		}),
		isForApp: true,
	},
	230050: row('message_not_visible', docs.message),
	232009: row('chat_dissolved', docs.message),

	// An ID that the gateway does not accept
	99992354: row('message_not_found', docs.generic),
	10020: row('message_not_found', docs.generic),
	10037: row('message_not_found', docs.generic),
	11224: row('message_not_found', docs.generic),
	231003: row('message_not_found', docs.gone),
	...Object.fromEntries(
		Array.from({ length: 99992381 - 99992351 + 1 }, (_, offset) => 99992351 + offset)
			.filter((code) => code !== 99992354)
			.map((code) => [code, row('invalid_request', docs.generic, checkId)]),
	),
	9499: row('invalid_request', docs.generic),
	4000: row('invalid_request', docs.generic),
	99992402: row('invalid_request', docs.generic),

	// Permissions
	99991672: row('permission_missing', docs.scope),
	99991676: row('permission_missing', docs.generic),
	99991679: {
		...row('permission_missing', docs.consent),
		cause: 'the person has not granted a permission',
		nextStep: 'Add the scope {scope} to the credential and connect the account again.',
		hint: "The person has not granted {scopes}. Add it to 'Scope' in the credential and connect the account again.",
	},

	// Limits
	99991400: { ...row('rate_limited', docs.rate), limitsApp: true },
	1000004: { ...row('rate_limited', docs.generic), limitsApp: true },
	1000005: { ...row('rate_limited', docs.generic), limitsApp: true },
	11232: row('rate_limited', docs.generic),
	11233: row('rate_limited', docs.generic),
	11247: row('rate_limited', docs.generic),
	99991403: row('quota_exhausted', docs.quota),
	99991406: row('quota_exhausted', docs.quota, {
		nextStep: 'Ask an administrator to extend the package of API calls.',
		hint: 'The paid package of API calls is used up. An administrator can extend it under Admin Console > Billing.',
	}),

	// Access tokens
	99991661: row('token_rejected', docs.generic),
	99991663: row('token_rejected', docs.generic),
	99991664: row('token_rejected', docs.generic),
	99991665: row('token_rejected', docs.generic),
	99991668: row('token_rejected', docs.generic),
	99991671: row('token_rejected', docs.generic),
	99991677: row('token_rejected', docs.generic),
	4001: row('token_rejected', docs.generic),
	20005: row('token_rejected', docs.generic),
	20006: row('token_rejected', docs.generic),
	20013: row('token_rejected', docs.generic),
	20014: row('token_rejected', docs.generic),

	// The token endpoint's no
	10003: row('credentials_rejected', docs.generic),
	10005: row('credentials_rejected', docs.generic, installApp),
	10012: row('credentials_rejected', docs.generic),
	10013: row('credentials_rejected', docs.generic),
	10014: row('credentials_rejected', docs.generic),
	10015: row('credentials_rejected', docs.generic, {
		nextStep: 'Copy the App Secret once more into the credential.',
		hint: 'Copy the App Secret once more from Credentials & Basic Info in the Developer Console. Resetting it there makes the old one useless.',
	}),
	99991543: row('credentials_rejected', docs.generic),
	20002: row('credentials_rejected', docs.oauth),

	// The app as a whole
	99991662: row('app_unavailable', docs.generic),
	99991673: row('app_unavailable', docs.generic, installApp),
	11205: {
		...row('app_unavailable', docs.generic, {
			nextStep: 'Add a bot to the app and publish a version.',
			hint: "Add Bot on the app's Add Features page in the Developer Console, then publish a version.",
		}),
		cause: 'the app has no bot',
	},
	11207: row('app_unavailable', docs.generic),
	11209: row('app_unavailable', docs.generic),
	11210: row('app_unavailable', docs.generic, installApp),
	20009: row('app_unavailable', docs.oauth, installApp),
	20069: row('app_unavailable', docs.oauth),
	99991401: row('ip_not_allowed', docs.ip),

	// Faults of Feishu's that pass
	1500: row('feishu_unavailable', docs.generic, passing),
	1642: row('feishu_unavailable', docs.generic, passing),
	1663: row('feishu_unavailable', docs.generic, passing),
	1668: row('feishu_unavailable', docs.generic, passing),
	2200: row('feishu_unavailable', docs.generic, passing),
	5000: row('feishu_unavailable', docs.generic, passing),
	10101: row('feishu_unavailable', docs.generic, passing),
	10105: row('feishu_unavailable', docs.generic, passing),
	55001: row('feishu_unavailable', docs.generic, passing),
	65001: row('feishu_unavailable', docs.generic, passing),
};
