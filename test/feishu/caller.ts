import { isRefusal, scopesNotEnabled, scopesNotGranted } from './answer';
import type { Refusal } from './answer';
import type { Call, Caller, GuardedRoute } from './call';
import type { Token, Tokens } from './tokens';

/** The token of an Authorization header, or '' where there is none to speak of. */
export const bearer = (authorization: string | undefined): string =>
	/^Bearer\s+(\S.*)$/i.exec(authorization ?? '')?.[1] ?? '';

/** Checks a call as the gateway does before any API sees it, in the order in which it is believed to do so. */
export function admit(call: Call, route: GuardedRoute): Caller | Refusal {
	const token = goodToken(call, call.world.tokens);
	if (isRefusal(token)) return token;
	const { app, user } = token;
	const tenant = call.world.tenants.get(token.tenantKey);
	if (!tenant) return { code: 99991665 };
	if (user && route.identity === 'tenant') {
		return { code: 99991668, msg: 'user access token not support' };
	}
	if (!user && route.identity === 'user') return { code: 99991663 };
	if (!app.enabled) return { code: 99991662 };
	if (app.unusableIn.includes(tenant.key)) return { code: 99991673 };
	if (app.ipAllowlist && !app.ipAllowlist.includes(call.ip)) {
		return { code: 99991401, msg: `ip ${call.ip} is denied by app setting` };
	}
	return (
		tooFrequent(call, `${route.route}|${app.id}|${tenant.key}`) ??
		scopeMissing(call, route, token) ?? { app, tenant, user, scopes: token.scopes ?? app.scopes }
	);
}

function goodToken(call: Call, tokens: Tokens): Token | Refusal {
	const value = bearer(call.authorization);
	if (value === '') return { code: 99991661 };
	// "Bearer Bearer t-…" was seen to be judged as a user token.
	const isUser = /^(u-|eyJ|Bearer\s)/i.test(value);
	if (!isUser && !/^[ta]-/.test(value)) return { code: 99991671 };
	const rejected = isUser ? 99991668 : call.settings.rejectedTenantTokenCode;
	const { token } = call;
	if (!token || token.invalid || call.settings.rejectAllTokens) return { code: rejected };
	if (token.kind === 'app') return { code: 99991663 };
	if (tokens.hasExpired(token)) {
		return { code: isUser ? call.settings.expiredUserTokenCode : rejected };
	}
	return token;
}

function scopeMissing(call: Call, route: GuardedRoute, token: Token): Refusal | undefined {
	const { app, user } = token;
	const wanted = (user && route.userScopes) || route.scopes || [];
	if (wanted.length === 0) return undefined;
	const among = (scopes: readonly string[]) => wanted.some((scope) => scopes.includes(scope));
	if (!among(user ? app.userScopes : app.scopes)) {
		return call.settings.missingScopeCode === 230027
			? { code: 230027, ext: `need scope: ${wanted[0]}` }
			: scopesNotEnabled(wanted, app.id);
	}
	if (user && !among(token.scopes ?? [])) {
		return scopesNotGranted(wanted);
	}
	return undefined;
}

function tooFrequent({ settings, world, limits }: Call, key: string): Refusal | undefined {
	if (!settings.rateLimit) return undefined;
	const exceeded = limits.exceeded(key, settings.rateLimit, world.clock.now(), settings);
	if (!exceeded) return undefined;
	const seconds = Math.max(1, Math.ceil(exceeded.waitMs / 1000));
	const headers = {
		'x-ogw-ratelimit-limit': String(exceeded.limit),
		'x-ogw-ratelimit-reset': String(seconds),
	};
	return {
		code: 99991400,
		httpStatus: settings.rateLimitHttpStatus,
		headers: settings.rateLimitHeaders ? headers : undefined,
	};
}
