import { createHash } from 'node:crypto';

import { failed, failure, refusal, succeeded, type Failure, type Result } from '../errors/failures';
import { readAnswer, type Answer } from './answer';
import type { Clock } from './clock';
import { quotaOf, type Identity } from './identity';
import { allowedDomainsOf, originOf } from './origin';
import { fourTriesWithinAMinute, withRetry, type RetryPolicy } from './retry';
import { isToken, type Issue, type IssuedToken, type TokenCache } from './token';
import { send, type HttpRequest } from './transport';

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
		says: `was not recalled, because the credential has no ${field}`,
		todo: `Open the credential and enter the ${field}.`,
	});
}

export function appIdentity(
	app: App,
	tokens: TokenCache,
	http: HttpRequest,
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
		quota: quotaOf(origin, appId, store?.tenantKey),
		secrets: [appSecret, ...(store ? [store.ticket] : [])],
		token: async (signal) => await tokens.get(key, issue, signal),
		renew: async (rejected, _, signal) => await tokens.renew(key, rejected, issue, signal),
	};
}

/**
 * Asks for a tenant_access_token. Feishu says no with HTTP 200 and a code.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token_internal
 * and, for store apps, …/auth-v3/auth/tenant_access_token
 */
export async function issueToken(
	app: App,
	tokens: TokenCache,
	http: HttpRequest,
	clock: Clock,
	policy: RetryPolicy,
	signal?: AbortSignal,
): Promise<Result<IssuedToken>> {
	const { origin, appId, appSecret, store } = app;
	const post = async (path: string, body: Record<string, string>) => {
		const ask = async () => await postForToken(app, http, clock, path, body);
		return await withRetry(policy, clock, ask, signal);
	};
	const secret = { app_id: appId, app_secret: appSecret };
	if (store === undefined) {
		return tokenIn(await post('tenant_access_token/internal', secret), 'tenant_access_token');
	}
	const key = fingerprint('app_access_token', origin, appId, appSecret);
	const issueAppToken = async () => await issueStoreToken(post, secret, store.ticket);
	const tenantToken = async (appToken: Result<string>): Promise<Result<IssuedToken>> => {
		if (!appToken.ok) return appToken;
		const body = { app_access_token: appToken.value, tenant_key: store.tenantKey };
		return tokenIn(await post('tenant_access_token', body), 'tenant_access_token');
	};
	const appToken = await tokens.get(key, issueAppToken, signal);
	const issued = await tenantToken(appToken);
	if (issued.ok || !appToken.ok || !blamesAppToken(issued.failure)) return issued;
	return await tenantToken(await tokens.renew(key, appToken.value, issueAppToken, signal));
}

/** 10013 says no more than that no tenant token could be had. */
function blamesAppToken({ reason, code }: Failure): boolean {
	return reason === 'token_rejected' || code === 10013;
}

/** A ticket that Feishu has replaced in the meantime. */
const staleTicket = 10012;

/**
 * A store app's app_access_token. Feishu sends a new ticket every hour; when the one at hand is stale, it is
 * asked to send one now. Source: https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/app_ticket_resend
 */
async function issueStoreToken(
	post: (path: string, body: Record<string, string>) => Promise<Answer>,
	secret: Record<'app_id' | 'app_secret', string>,
	ticket: string,
): Promise<Result<IssuedToken>> {
	const issued = tokenIn(
		await post('app_access_token', { ...secret, app_ticket: ticket }),
		'app_access_token',
	);
	if (issued.ok || issued.failure.code !== staleTicket) return issued;
	const resent = await post('app_ticket/resend', secret);
	return failed({
		...issued.failure,
		says: "was not recalled, because the credential's App Ticket is no longer valid",
		todo: resent.ok
			? 'Feishu was asked for a new ticket, which arrives by the event callback of the app.'
			: 'Ask Feishu to send a new ticket to the event callback of the app.',
		hint: 'Store the app_ticket of the latest app_ticket event where the credential reads it, such as an external secret or an expression, then run the workflow again.',
	});
}

async function postForToken(
	{ origin, appSecret, store, allowedDomains }: App,
	http: HttpRequest,
	clock: Clock,
	path: string,
	body: Record<string, string>,
): Promise<Answer> {
	const reply = await send(http, clock, {
		method: 'POST',
		origin,
		path: `/open-apis/auth/v3/${path}`,
		body,
		timeoutMs,
		allowedDomains,
	});
	return readAnswer(reply, [appSecret, store?.ticket ?? '', body.app_access_token ?? '']);
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
