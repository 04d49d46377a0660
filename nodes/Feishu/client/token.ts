import { succeeded, type Result } from '../errors/failures';
import type { Clock } from './clock';

export interface IssuedToken {
	token: string;
	/** Feishu's `expire`: the seconds left, which may be any number up to two hours. */
	lifetimeSeconds: number;
}

/** A token goes into a header; what cannot stand there is none. */
export function isToken(value: unknown): value is string {
	return typeof value === 'string' && /^[\x21-\x7e]{1,8192}$/.test(value);
}

interface Kept {
	token: string;
	usableUntil: number;
}

/**
 * The tokens of this process, asked for once however many items and executions want one at the same
 * moment. Nothing of it is written to n8n's database. Keys come from `tokenKey`.
 */
export class TokenCache {
	private readonly kept = new Map<string, Kept>();

	private readonly underWay = new Map<string, Promise<Result<string>>>();

	constructor(
		private readonly clock: Clock,
		private readonly atMost = 500,
	) {}

	async get(key: string, issue: () => Promise<Result<IssuedToken>>): Promise<Result<string>> {
		const kept = this.kept.get(key);
		if (kept && this.clock.now() < kept.usableUntil) return succeeded(kept.token);
		const underWay = this.underWay.get(key);
		if (underWay) return await underWay;
		const asked = this.issueAndKeep(key, issue).finally(() => this.underWay.delete(key));
		this.underWay.set(key, asked);
		return await asked;
	}

	/** Another token than the rejected one: forty rejections of one token cause one renewal. */
	async renew(
		key: string,
		rejected: string,
		issue: () => Promise<Result<IssuedToken>>,
	): Promise<Result<string>> {
		if (this.kept.get(key)?.token === rejected) this.kept.delete(key);
		return await this.get(key, issue);
	}

	private async issueAndKeep(
		key: string,
		issue: () => Promise<Result<IssuedToken>>,
	): Promise<Result<string>> {
		const askedAt = this.clock.now();
		const issued = await issue();
		if (!issued.ok) return issued;
		const { token, lifetimeSeconds } = issued.value;
		this.kept.delete(key);
		this.kept.set(key, { token, usableUntil: askedAt + usableMs(lifetimeSeconds) });
		const [oldest] = this.kept.keys();
		if (this.kept.size > this.atMost && oldest !== undefined) this.kept.delete(oldest);
		return succeeded(token);
	}
}

/** Given up three minutes early, or a tenth of its time when it has little left. */
function usableMs(lifetimeSeconds: number): number {
	return (lifetimeSeconds - Math.min(180, lifetimeSeconds / 10)) * 1_000;
}
