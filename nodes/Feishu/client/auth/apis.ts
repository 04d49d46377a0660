import { codes, type CodeTable } from '../../errors/codes';
import type { Api } from '../Api';

/** An endpoint that hands out tokens. Its refusals come with HTTP 200 and a code. */
export interface TokenApi extends Api {
	path: string;
}

const docs = 'https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth';

const common = {
	method: 'POST',
	// Feishu states none for these; should it refuse one for its limit all the same, the retry waits.
	limits: [],
	repeat: 'safe',
	scopes: [],
} as const satisfies Partial<Api>;

/** Source: `${docs}/tenant_access_token_internal`, which lists no codes of its own. */
export const tenantTokenOfCustomApp: TokenApi = {
	...common,
	id: 'auth.tenant_access_token.internal',
	path: '/open-apis/auth/v3/tenant_access_token/internal',
};

/** A refusal of a token is about the app access token here, and 10013 says no more than that. */
export const tenantTokenOfStoreApp: TokenApi = {
	...common,
	id: 'auth.tenant_access_token.create',
	path: '/open-apis/auth/v3/tenant_access_token',
	codes: {
		10013: {
			reason: 'credentials_rejected',
			source: `${docs}/tenant_access_token`,
			blames: 'appToken',
		},
		...Object.fromEntries(
			Object.entries(codes)
				.filter(([, row]) => row.reason === 'token_rejected')
				.map(([code, row]) => [code, { ...row, blames: 'appToken' } as const]),
		),
	},
};

export const appTokenOfStoreApp: TokenApi = {
	...common,
	id: 'auth.app_access_token.create',
	path: '/open-apis/auth/v3/app_access_token',
	codes: {
		10012: {
			reason: 'credentials_rejected',
			source: `${docs}/app_access_token`,
			blames: 'appTicket',
			cause: "the credential's App Ticket is no longer valid",
			nextStep: 'Ask Feishu to send a new ticket to the event callback of the app.',
			hint: 'Store the app_ticket of the latest app_ticket event where the credential reads it, such as an external secret or an expression, then run the workflow again.',
		},
	},
};

/** Source: `${docs}/app_ticket_resend`. */
export const resendAppTicket: TokenApi = {
	...common,
	id: 'auth.app_ticket.resend',
	path: '/open-apis/auth/v3/app_ticket/resend',
};

const renewalPage =
	'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/authentication-management/access-token/refresh-user-access-token';

/** The account has to be connected again. */
const endedBecause = (why: string) =>
	({ reason: 'token_rejected', source: renewalPage, cause: accountEnded(why) }) as const;

export function accountEnded(why: string): string {
	return `the account has to be connected again: ${why}`;
}

/** n8n asks this endpoint, and its refusals are read from the error that n8n throws. */
export const userToken: TokenApi = {
	...common,
	id: 'authen.oauth.token',
	path: '/open-apis/authen/v2/oauth/token',
	codes: {
		20026: endedBecause('the refresh token is not valid'),
		20037: endedBecause('the refresh token has expired'),
		20064: endedBecause('the person or an administrator revoked the access'),
		20073: endedBecause('the refresh token was used before'),
		20074: endedBecause('refreshing is not enabled for the app in the Developer Console'),
		20050: { reason: 'feishu_unavailable', source: renewalPage },
		20072: { reason: 'feishu_unavailable', source: renewalPage },
	} satisfies CodeTable,
};
