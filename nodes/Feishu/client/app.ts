import { createHash } from 'node:crypto';

import { failed, failure, refusal, succeeded, type Result } from '../errors/failures';
import { readAnswer } from './answer';
import type { Clock } from './clock';
import type { Identity } from './identity';
import { originOf } from './origin';
import type { IssuedToken, TokenCache } from './token';
import { send, type HttpRequest } from './transport';

/** A custom app: App ID and App Secret are all it takes. */
export interface App {
	/** Scheme, host, and port. */
	origin: string;
	appId: string;
	appSecret: string;
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
	return succeeded({ origin: origin.value, appId, appSecret });
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
	const issue = async () => await issueToken(app, http, clock);
	// The secret is part of the key, so that an edited one takes effect at once.
	const key = fingerprint(app.origin, app.appId, app.appSecret);
	return {
		origin: app.origin,
		app: fingerprint(app.origin, app.appId),
		secrets: [app.appSecret],
		token: async () => await tokens.get(key, issue),
		renew: async (rejected) => await tokens.renew(key, rejected, issue),
	};
}

/**
 * Asks for a tenant_access_token. Feishu says no with HTTP 200 and a code.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token_internal
 */
export async function issueToken(
	{ origin, appId, appSecret }: App,
	http: HttpRequest,
	clock: Clock,
): Promise<Result<IssuedToken>> {
	const reply = await send(http, clock, {
		method: 'POST',
		origin,
		path: '/open-apis/auth/v3/tenant_access_token/internal',
		body: { app_id: appId, app_secret: appSecret },
		timeoutMs,
	});
	const answer = readAnswer(reply, [appSecret]);
	if (!answer.ok) return failed(answer.failure);
	const { tenant_access_token: token, expire } = answer.body;
	// A token goes into a header; what cannot stand there is none.
	if (typeof token !== 'string' || !/^[\x21-\x7e]{1,8192}$/.test(token)) {
		return failed(failure('unreadable_answer'));
	}
	return succeeded({ token, lifetimeSeconds: typeof expire === 'number' ? expire : 0 });
}

function fingerprint(...parts: string[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
