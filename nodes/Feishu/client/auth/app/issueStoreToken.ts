import { failed, type Result } from '../../../errors/Failure';
import { appTokenOfStoreApp, resendAppTicket, tenantTokenOfStoreApp } from '../apis';
import { fingerprint } from '../fingerprint';
import type { Issue, IssuedToken, TokenCache } from '../TokenCache';
import type { App } from './App';
import { tokenIn, requestOf, type TokenRequest } from './tokenRequest';

type StoreApp = App & Required<Pick<App, 'store'>>;

/** Asks for a store app's tenant_access_token, which takes an app_access_token. */
export async function issueStoreToken(
	app: StoreApp,
	tokens: TokenCache,
	ask: TokenRequest,
	signal?: AbortSignal,
): Promise<Result<IssuedToken>> {
	const { origin, appId, appSecret, store } = app;
	const key = fingerprint('app_access_token', origin, appId, appSecret);
	const request = requestOf(key, app);
	// Tenants share the app token, so the request for it ends with the last of them and not with this one.
	const issue: Issue = async (untilNobodyWaits) => await issueAppToken(app, ask, untilNobodyWaits);
	const appToken = await tokens.get(key, issue, signal, request);
	if (!appToken.ok) return appToken;
	const askWith = async (token: string) => {
		const body = { app_access_token: token, tenant_key: store.tenantKey };
		return await ask(tenantTokenOfStoreApp, body, signal);
	};
	const answer = await askWith(appToken.value);
	if (answer.ok || answer.blames !== 'appToken') return tokenIn(answer, 'tenant_access_token');
	const renewed = await tokens.renew(key, appToken.value, issue, signal, request);
	return renewed.ok ? tokenIn(await askWith(renewed.value), 'tenant_access_token') : renewed;
}

/** Feishu sends a new ticket every hour; when the one at hand is stale, it is asked to send one now. */
async function issueAppToken(
	{ appId, appSecret, store }: StoreApp,
	ask: TokenRequest,
	signal: AbortSignal,
): Promise<Result<IssuedToken>> {
	const secret = { app_id: appId, app_secret: appSecret };
	const answer = await ask(appTokenOfStoreApp, { ...secret, app_ticket: store.ticket }, signal);
	if (answer.ok || answer.blames !== 'appTicket') return tokenIn(answer, 'app_access_token');
	const resent = await ask(resendAppTicket, secret, signal);
	if (!resent.ok) return failed(answer.failure);
	const nextStep =
		'Feishu was asked for a new ticket, which arrives by the event callback of the app.';
	return failed({ ...answer.failure, nextStep });
}
