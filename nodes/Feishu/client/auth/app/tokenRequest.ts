import { failed, failure, stopped, succeeded, type Result } from '../../../errors/Failure';
import type { Clock } from '../../clock';
import { readAnswer, type Answer } from '../../http/Answer';
import { send, type HttpHelper } from '../../http/send';
import type { RetryPolicy } from '../../retry';
import { Tries } from '../../Tries';
import type { TokenApi } from '../apis';
import { fingerprint } from '../fingerprint';
import { isToken, type IssuedToken } from '../TokenCache';
import type { App } from './App';

/** A token is small and quickly issued; ten seconds are ample on any connection. */
const timeoutMs = 10_000;

/** Asks a token endpoint, as often as its policy allows. */
export type TokenRequest = (
	api: TokenApi,
	body: Readonly<Record<string, string>>,
	signal?: AbortSignal,
) => Promise<Answer>;

export function tokenRequestOf(
	app: App,
	http: HttpHelper,
	clock: Clock,
	policy: RetryPolicy,
): TokenRequest {
	return async (api, body, signal) => {
		const attempt = async () =>
			signal?.aborted ? stopped() : await askOnce(app, http, clock, api, body);
		return await new Tries(policy, clock, signal).ask(attempt);
	};
}

async function askOnce(
	{ origin, appSecret, store, allowedDomains }: App,
	http: HttpHelper,
	clock: Clock,
	api: TokenApi,
	body: Readonly<Record<string, string>>,
): Promise<Answer> {
	const { method, path } = api;
	const request = { method, origin, path, body, timeoutMs, allowedDomains };
	const answer = readAnswer(await send(http, clock, request), api, {
		wantsToken: true,
		secrets: [appSecret, store?.ticket ?? '', body.app_access_token ?? ''],
	});
	// A failed token request has no effect: the request that needs the token was not sent.
	return answer.ok ? answer : { ...answer, failure: { ...answer.failure, effect: 'none' } };
}

/** Tells requests for one token apart: the ticket and the allowed hosts decide whether the token can be had. */
export function requestOf(key: string, { store, allowedDomains }: App): string {
	return fingerprint(key, store?.ticket, allowedDomains);
}

export function tokenIn(answer: Answer, field: string): Result<IssuedToken> {
	if (!answer.ok) return failed(answer.failure);
	const { [field]: token, expire } = answer.body;
	if (!isToken(token)) return failed(failure('unreadable_answer'));
	return succeeded({ token, lifetimeSeconds: typeof expire === 'number' ? expire : 0 });
}
