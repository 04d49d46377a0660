import type { Clock } from '../../clock';
import type { HttpHelper } from '../../http/send';
import { fourTriesWithinAMinute } from '../../retry';
import { rateLimitKeyOf, type Identity } from '../Identity';
import { fingerprint } from '../fingerprint';
import type { Issue, TokenCache } from '../TokenCache';
import type { App } from './App';
import { issueToken } from './issueToken';
import { requestOf } from './tokenRequest';

/** An app asks with a token of its tenant, which it shares with all executions of the process. */
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
	const request = requestOf(key, app);
	return {
		key,
		tokenRequest: request,
		origin,
		allowedDomains,
		appId,
		tenantKey: store?.tenantKey,
		// A text that is not an App ID is kept out of sentences; Feishu says that it knows no such app.
		name: /^[\w-]{1,64}$/.test(appId) ? `the app ${appId}` : 'the app',
		rateLimitKey: rateLimitKeyOf(origin, appId, store?.tenantKey),
		secrets: [appSecret, ...(store ? [store.ticket] : [])],
		token: async (signal) => await tokens.get(key, issue, signal, request),
		renew: async (rejected, _, signal) => await tokens.renew(key, rejected, issue, signal, request),
	};
}
