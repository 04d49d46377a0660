import { createHash } from 'node:crypto';

import { flat } from '../answer';
import type { Answer } from '../answer';
import { text } from '../call';
import type { Call, OpenRoute } from '../call';
import type { AuthorizationCode, Grant, OAuthVersion } from '../grants';
import type { App } from '../model';
import { oauthApp } from '../oauthApp';
import { oauthRefusal as no } from '../oauthCodes';

const yearMs = 365 * 24 * 3_600_000;

function challengeFails({ challenge }: AuthorizationCode, verifier: string, version: OAuthVersion) {
	// v3 takes a verifier without a challenge for an attack.
	if (!challenge) return version === 'v3' && verifier !== '';
	const hashed = createHash('sha256').update(verifier).digest('base64url');
	return challenge.value !== (challenge.method === 'S256' ? hashed : verifier);
}

/** A pair of tokens; the second one only where `offline_access` was granted. */
function give(call: Call, grant: Grant, scopes: string[], version: OAuthVersion): Answer {
	const { tokens, grants } = call.world;
	const token = tokens.issueUser(grant.app, grant.user, scopes);
	const refreshToken = scopes.includes('offline_access')
		? grants.newRefreshToken(grant, scopes, version)
		: undefined;
	return {
		status: 200,
		body: {
			code: 0,
			access_token: token.value,
			expires_in: call.settings.userTokenTtlSeconds,
			...(refreshToken && {
				refresh_token: refreshToken.value,
				refresh_token_expires_in: call.settings.refreshTokenTtlSeconds,
			}),
			token_type: 'Bearer',
			scope: scopes.join(' '),
		},
	};
}

/** `scope` may ask for less than was granted, never for more. */
function narrowed(call: Call, granted: string[]): string[] | number {
	const wanted = text(call.body.scope).split(' ').filter(Boolean);
	if (wanted.length === 0) return granted;
	if (new Set(wanted).size < wanted.length) return 20067;
	return wanted.every((scope) => granted.includes(scope)) ? wanted : 20068;
}

function userTrouble({ app, user, revoked }: Grant): number | undefined {
	if (user.resigned) return 20066;
	if (app.unusableIn.includes(user.tenantKey)) return 20009;
	return revoked ? 20064 : undefined;
}

function fromCode(call: Call, app: App, version: OAuthVersion): Answer {
	const { body, world } = call;
	if (!text(body.code)) return no(20001);
	const code = world.grants.codes.get(text(body.code));
	if (!code) return no(20003);
	const { grant } = code;
	if (grant.app !== app) return no(20024);
	if (code.used) return no(20065);
	if (code.expiresAt <= world.clock.now()) return no(20004);
	if (code.redirectUri !== text(body.redirect_uri)) return no(20071);
	if (challengeFails(code, text(body.code_verifier), version)) return no(20049);
	const trouble = userTrouble(grant);
	if (trouble) return no(trouble);
	const scopes = narrowed(call, code.scopes);
	if (typeof scopes === 'number') return no(scopes);
	code.used = true;
	return give(call, grant, scopes, version);
}

/** Single use: the old one is dead at once, the old access token lives on. */
function fromRefreshToken(call: Call, app: App, version: OAuthVersion): Answer {
	const { body, world } = call;
	if (!text(body.refresh_token)) return no(20001);
	const token = world.grants.refreshTokens.get(text(body.refresh_token));
	// v2 knows only its own, v3 takes both.
	if (!token || (version === 'v2' && token.version === 'v3')) return no(20026);
	const { grant } = token;
	if (grant.app !== app) return no(20024);
	if (!app.refreshEnabled) return no(20074);
	const now = world.clock.now();
	const trouble = userTrouble(grant);
	if (trouble) return no(trouble);
	if (token.used) return no(20073);
	if (token.expiresAt <= now || now - grant.givenAt > yearMs) return no(20037);
	const scopes = narrowed(call, token.scopes);
	if (typeof scopes === 'number') return no(scopes);
	token.used = true;
	return give(call, grant, scopes, version);
}

/** The newer door to tenant tokens, which only v3 has. */
function fromClient({ world: { tokens } }: Call, app: App): Answer {
	const token = tokens.issue('tenant', app, app.tenantKeys[0] ?? '');
	const expires_in = tokens.remainingSeconds(token);
	return flat({ access_token: token.value, expires_in, token_type: 'Bearer' });
}

const answer =
	(version: OAuthVersion) =>
	(call: Call): Answer => {
		const app = oauthApp(call);
		if (typeof app === 'number') return no(app);
		const grantType = call.body.grant_type;
		if (grantType === 'authorization_code') return fromCode(call, app, version);
		if (grantType === 'refresh_token') return fromRefreshToken(call, app, version);
		if (grantType === 'client_credentials' && version === 'v3') return fromClient(call, app);
		return no(text(grantType) ? 20036 : 20001);
	};

const door = (path: string, version: OAuthVersion): OpenRoute => ({
	open: true,
	route: 'oauthToken',
	method: 'POST',
	path,
	act: answer(version),
});

export const oauthTokenRoutes: OpenRoute[] = [
	door('/open-apis/authen/v2/oauth/token', 'v2'),
	door('/oauth/v3/token', 'v3'),
];
