import type { Result } from '../../../errors/Failure';
import type { Clock } from '../../clock';
import type { HttpHelper } from '../../http/send';
import type { RetryPolicy } from '../../retry';
import { tenantTokenOfCustomApp } from '../apis';
import type { IssuedToken, TokenCache } from '../TokenCache';
import type { App } from './App';
import { issueStoreToken } from './issueStoreToken';
import { tokenIn, tokenRequestOf } from './tokenRequest';

/** Asks for a tenant_access_token. */
export async function issueToken(
	app: App,
	tokens: TokenCache,
	http: HttpHelper,
	clock: Clock,
	policy: RetryPolicy,
	signal?: AbortSignal,
): Promise<Result<IssuedToken>> {
	const { appId, appSecret, store } = app;
	const ask = tokenRequestOf(app, http, clock, policy);
	if (store) return await issueStoreToken({ ...app, store }, tokens, ask, signal);
	const body = { app_id: appId, app_secret: appSecret };
	return tokenIn(await ask(tenantTokenOfCustomApp, body, signal), 'tenant_access_token');
}
