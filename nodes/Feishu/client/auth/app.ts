import { createHash } from 'node:crypto';

import { codes, type CodeTable } from '../../errors/codes';
import { failed, failure, refusal, succeeded, type Result } from '../../errors/Failure';
import type { Clock } from '../clock';
import { readAnswer, type Answer, type AnsweringApi } from '../http/Answer';
import { allowedDomainsOf, originOf } from '../http/origin';
import { send, type HttpHelper } from '../http/send';
import { fourTriesWithinAMinute, withRetry, type RetryPolicy } from '../retry';
import { rateLimitKeyOf, type Identity } from './Identity';
import { isToken, type Issue, type IssuedToken, type TokenCache } from './TokenCache';

/** An app as the credential describes it; a store app also has a ticket, and acts for one tenant. */
export interface App {
	/** Scheme, host, and port. */
	origin: string;
	appId: string;
	appSecret: string;
	store?: { ticket: string; tenantKey: string };
	/** The hosts to which n8n restricts the credential, if it does. */
	allowedDomains?: string;
}

/** A token is small and quickly issued; ten seconds are ample on any connection. */
const timeoutMs = 10_000;

/** Checks what a person, an expression, or a secret store has put into the credential. */
export function readApp(credential: Readonly<Record<string, unknown>>): Result<App> {
	const origin = originOf(credential.region, credential.baseUrl);
	if (!origin.ok) return origin;
	const appId = textOf(credential.appId);
	if (appId === undefined) return failed(missing('App ID'));
	const appSecret = textOf(credential.appSecret);
	if (appSecret === undefined) return failed(missing('App Secret'));
	const allowedDomains = allowedDomainsOf(credential);
	const app: App = { origin: origin.value, appId, appSecret, allowedDomains };
	if (credential.appType !== 'store') return succeeded(app);
	const ticket = textOf(credential.appTicket);
	if (ticket === undefined) return failed(missing('App Ticket'));
	const tenantKey = textOf(credential.tenantKey);
	if (tenantKey === undefined) return failed(missing('Tenant Key'));
	return succeeded({ ...app, store: { ticket, tenantKey } });
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function missing(field: string) {
	return refusal('credentials_rejected', {
		cause: `the credential has no ${field}`,
		nextStep: `Open the credential and enter the ${field}.`,
	});
}

export function appIdentity(
	app: App,
	tokens: TokenCache,
	http: HttpHelper,
	clock: Clock,
): Identity {
	const { origin, appId, appSecret, store, allowedDomains } = app;
	const issue: Issue = async (signal) =>
		await issueToken(app, tokens, http, clock, fourTriesWithinAMinute, signal);
	// The secret is part of the key, so that an edited one takes effect at once. A ticket is not: Feishu sends
	// a new one every hour, and the tokens of the old one stay good.
	const key = fingerprint(origin, appId, appSecret, store?.tenantKey ?? '');
	return {
		key,
		origin,
		allowedDomains,
		// What is no App ID does not stand in a sentence; Feishu says that it knows no such app.
		name: /^[\w-]{1,64}$/.test(appId) ? `the app ${appId}` : 'the app',
		rateLimitKey: rateLimitKeyOf(origin, appId, store?.tenantKey),
		secrets: [appSecret, ...(store ? [store.ticket] : [])],
		token: async (signal) => await tokens.get(key, issue, signal),
		renew: async (rejected, _, signal) => await tokens.renew(key, rejected, issue, signal),
	};
}

/** Source: https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token_internal */
const tenantTokenOfCustomApp = { path: 'tenant_access_token/internal', scopes: [] };

/** Source: https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token */
const tenantTokenPage =
	'https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token';

/** Whatever is wrong with a token here is wrong with the app access token; 10013 says no more than that. */
const blamesAppToken: CodeTable = {
	10013: { reason: 'credentials_rejected', source: tenantTokenPage, blames: 'appToken' },
	...Object.fromEntries(
		Object.entries(codes)
			.filter(([, row]) => row.reason === 'token_rejected')
			.map(([code, row]) => [code, { ...row, blames: 'appToken' } as const]),
	),
};

const tenantTokenOfStoreApp = { path: 'tenant_access_token', scopes: [], codes: blamesAppToken };

/** Source: https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/app_access_token */
const appTokenPage =
	'https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/app_access_token';

const appTokenOfStoreApp = {
	path: 'app_access_token',
	scopes: [],
	codes: {
		10012: {
			reason: 'credentials_rejected',
			source: appTokenPage,
			blames: 'appTicket',
			cause: "the credential's App Ticket is no longer valid",
			hint: 'Store the app_ticket of the latest app_ticket event where the credential reads it, such as an external secret or an expression, then run the workflow again.',
		},
	} satisfies CodeTable as CodeTable,
};

/** Source: https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/app_ticket_resend */
const resendTicket = { path: 'app_ticket/resend', scopes: [] };

/** Asks a token endpoint. It says no with HTTP 200 and a code. */
type Post = (api: AnsweringApi & { path: string }, body: Record<string, string>) => Promise<Answer>;

/** Asks for a tenant_access_token. */
export async function issueToken(
	app: App,
	tokens: TokenCache,
	http: HttpHelper,
	clock: Clock,
	policy: RetryPolicy,
	signal?: AbortSignal,
): Promise<Result<IssuedToken>> {
	const { origin, appId, appSecret, store } = app;
	const postUntil =
		(stop: AbortSignal | undefined): Post =>
		async (api, body) => {
			const ask = async () =>
				stop?.aborted
					? failed(refusal('execution_stopped'))
					: await postForToken(app, http, clock, api, body);
			return await withRetry(policy, clock, ask, stop);
		};
	const post = postUntil(signal);
	const secret = { app_id: appId, app_secret: appSecret };
	if (store === undefined) {
		return tokenIn(await post(tenantTokenOfCustomApp, secret), 'tenant_access_token');
	}
	const key = fingerprint('app_access_token', origin, appId, appSecret);
	// Tenants share it, so it ends with the last of them and not with this one.
	const issueAppToken: Issue = async (stop) =>
		await issueStoreToken(postUntil(stop), secret, store.ticket);
	const appToken = await tokens.get(key, issueAppToken, signal);
	if (!appToken.ok) return appToken;
	const askWith = async (token: string) =>
		await post(tenantTokenOfStoreApp, { app_access_token: token, tenant_key: store.tenantKey });
	const answer = await askWith(appToken.value);
	if (answer.ok || answer.blames !== 'appToken') return tokenIn(answer, 'tenant_access_token');
	const renewed = await tokens.renew(key, appToken.value, issueAppToken, signal);
	return renewed.ok ? tokenIn(await askWith(renewed.value), 'tenant_access_token') : renewed;
}

/**
 * A store app's app_access_token. Feishu sends a new ticket every hour; when the one at hand is stale, it is
 * asked to send one now.
 */
async function issueStoreToken(
	post: Post,
	secret: Record<'app_id' | 'app_secret', string>,
	ticket: string,
): Promise<Result<IssuedToken>> {
	const answer = await post(appTokenOfStoreApp, { ...secret, app_ticket: ticket });
	if (answer.ok || answer.blames !== 'appTicket') return tokenIn(answer, 'app_access_token');
	const resent = await post(resendTicket, secret);
	return failed({
		...answer.failure,
		nextStep: resent.ok
			? 'Feishu was asked for a new ticket, which arrives by the event callback of the app.'
			: 'Ask Feishu to send a new ticket to the event callback of the app.',
	});
}

async function postForToken(
	{ origin, appSecret, store, allowedDomains }: App,
	http: HttpHelper,
	clock: Clock,
	api: AnsweringApi & { path: string },
	body: Record<string, string>,
): Promise<Answer> {
	const path = `/open-apis/auth/v3/${api.path}`;
	const reply = await send(http, clock, {
		method: 'POST',
		origin,
		path,
		body,
		timeoutMs,
		allowedDomains,
	});
	const answer = readAnswer(reply, api, {
		secrets: [appSecret, store?.ticket ?? '', body.app_access_token ?? ''],
	});
	// Whatever came of asking for a token, nothing came of what the token is for.
	return answer.ok ? answer : { ...answer, failure: { ...answer.failure, effect: 'none' } };
}

function tokenIn(answer: Answer, field: string): Result<IssuedToken> {
	if (!answer.ok) return failed(answer.failure);
	const { [field]: token, expire } = answer.body;
	if (!isToken(token)) return failed(failure('unreadable_answer'));
	return succeeded({ token, lifetimeSeconds: typeof expire === 'number' ? expire : 0 });
}

function fingerprint(...parts: string[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
