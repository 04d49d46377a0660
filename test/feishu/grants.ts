import type { Clock } from './clock';
import { newId } from './ids';
import type { App, User } from './model';
import type { Settings } from './settings';

export type OAuthVersion = 'v2' | 'v3';

/** All scopes that a person has ever granted an app; later consents add to them. */
export interface Grant {
	app: App;
	user: User;
	scopes: Set<string>;
	givenAt: number;
	revoked: boolean;
}

export interface AuthorizationCode {
	value: string;
	grant: Grant;
	scopes: string[];
	redirectUri: string;
	challenge?: { value: string; method: 'plain' | 'S256' };
	expiresAt: number;
	used: boolean;
}

export interface RefreshToken {
	value: string;
	grant: Grant;
	scopes: string[];
	version: OAuthVersion;
	expiresAt: number;
	used: boolean;
}

export class Grants {
	private readonly grants = new Map<string, Grant>();
	readonly codes = new Map<string, AuthorizationCode>();
	readonly refreshTokens = new Map<string, RefreshToken>();

	constructor(
		private readonly clock: Clock,
		private readonly settings: Settings,
	) {}

	give(app: App, user: User, scopes: string[]): Grant {
		const key = `${app.id}|${user.openId}`;
		const before = this.grants.get(key);
		const fresh: Grant = { app, user, scopes: new Set(), givenAt: 0, revoked: false };
		// A grant that was taken back stays so, with all its tokens; a later consent is another one.
		const grant = before && !before.revoked ? before : fresh;
		for (const scope of scopes) grant.scopes.add(scope);
		grant.givenAt = this.clock.now();
		this.grants.set(key, grant);
		return grant;
	}

	newCode(fields: Pick<AuthorizationCode, 'grant' | 'scopes' | 'redirectUri' | 'challenge'>) {
		const expiresAt = this.clock.now() + this.settings.authorizationCodeTtlSeconds * 1000;
		const code = { ...fields, value: newId.authorizationCode(), expiresAt, used: false };
		this.codes.set(code.value, code);
		return code;
	}

	newRefreshToken(grant: Grant, scopes: string[], version: OAuthVersion): RefreshToken {
		const expiresAt = this.clock.now() + this.settings.refreshTokenTtlSeconds * 1000;
		const value = newId.refreshToken();
		const token = { value, grant, scopes, version, expiresAt, used: false };
		this.refreshTokens.set(value, token);
		return token;
	}

	revoke(app: App, user: User) {
		const grant = this.grants.get(`${app.id}|${user.openId}`);
		if (grant) grant.revoked = true;
	}

	reset() {
		this.grants.clear();
		this.codes.clear();
		this.refreshTokens.clear();
	}
}
