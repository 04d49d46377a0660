import type { Clock } from './clock';
import { newId } from './ids';
import type { App, User } from './model';
import type { Settings } from './settings';

export interface Token {
	value: string;
	kind: 'tenant' | 'app' | 'user';
	app: App;
	tenantKey: string;
	expiresAt: number;
	/** Refused although its time is not over: the "stale token" of real life, or a revoked grant. */
	invalid: boolean;
	user?: User;
	scopes?: string[];
}

const thirtyMinutesMs = 30 * 60 * 1000;

export class Tokens {
	private readonly byValue = new Map<string, Token>();
	private readonly newest = new Map<string, Token>();
	/** How many different tenant and app tokens were made. */
	issued = 0;

	constructor(
		private readonly clock: Clock,
		private readonly settings: Settings,
	) {}

	find(value: string): Token | undefined {
		return this.byValue.get(value);
	}

	hasExpired(token: Token): boolean {
		return token.expiresAt <= this.clock.now();
	}

	/** `expire` of the answer. */
	remainingSeconds(token: Token): number {
		return Math.max(0, Math.floor((token.expiresAt - this.clock.now()) / 1000));
	}

	/** Returns the last token while it has 30 minutes left; after that a new one, and both are good. */
	issue(kind: 'tenant' | 'app', app: App, tenantKey: string): Token {
		const key = `${kind}|${app.id}|${tenantKey}`;
		const last = this.newest.get(key);
		if (last && !last.invalid && last.expiresAt - this.clock.now() >= thirtyMinutesMs) return last;
		const value = kind === 'tenant' ? newId.tenantToken() : newId.appToken();
		const token = this.add({ value, kind, app, tenantKey }, this.settings.tokenTtlSeconds);
		this.newest.set(key, token);
		this.issued++;
		return token;
	}

	issueUser(app: App, user: User, scopes: string[], ttlSeconds?: number): Token {
		const { tenantKey } = user;
		const identity = { kind: 'user' as const, app, tenantKey, user, scopes };
		const ttl = ttlSeconds ?? this.settings.userTokenTtlSeconds;
		return this.add({ ...identity, value: newId.userToken() }, ttl);
	}

	/** From now on refused: one token, all of an app, all of a person, or simply all. */
	invalidate({ value, appId, openId }: { value?: string; appId?: string; openId?: string } = {}) {
		for (const token of this.byValue.values()) {
			if (value !== undefined && token.value !== value) continue;
			if (appId !== undefined && token.app.id !== appId) continue;
			if (openId !== undefined && token.user?.openId !== openId) continue;
			token.invalid = true;
		}
	}

	reset() {
		this.byValue.clear();
		this.newest.clear();
		this.issued = 0;
	}

	private add(fields: Omit<Token, 'expiresAt' | 'invalid'>, ttlSeconds: number): Token {
		const token = { ...fields, expiresAt: this.clock.now() + ttlSeconds * 1000, invalid: false };
		this.byValue.set(token.value, token);
		return token;
	}
}
