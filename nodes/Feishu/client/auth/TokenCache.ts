import { stopped, succeeded, type Result } from '../../errors/Failure';
import { unlessAborted } from '../abort';
import { ageOf, momentOf, type Clock, type Moment } from '../clock';

export interface IssuedToken {
	token: string;
	/** Feishu's `expire`: the seconds left, which may be any number up to two hours. */
	lifetimeSeconds: number;
}

/** A token goes into a header, so a text that cannot stand there is none. */
export function isToken(value: unknown): value is string {
	return typeof value === 'string' && /^[\x21-\x7e]{1,8192}$/.test(value);
}

interface CachedToken {
	token: string;
	asked: Moment;
	usableMs: number;
}

/** Asks for a token, with its retries; the signal fires when nobody waits for it any more. */
export type Issue = (signal: AbortSignal) => Promise<Result<IssuedToken>>;

interface Flight {
	result: Promise<Result<string>>;
	waiting: number;
	abandoned: AbortController;
}

/**
 * The tokens of this process, asked for once however many items and executions want one at the same
 * moment: they share the request, its retries, and the waits that the token endpoint asks for. Nothing of it
 * is written to n8n's database.
 */
export class TokenCache {
	private readonly cached = new Map<string, CachedToken>();

	private readonly inFlight = new Map<string, Flight>();

	constructor(
		private readonly clock: Clock,
		private readonly atMost = 500,
	) {}

	/**
	 * `request` identifies the request for the token. Callers with the same one share it, since all would get the
	 * same refusal.
	 */
	async get(
		key: string,
		issue: Issue,
		signal?: AbortSignal,
		request = key,
	): Promise<Result<string>> {
		const cached = this.cached.get(key);
		if (cached && ageOf(cached.asked, this.clock).most < cached.usableMs)
			return succeeded(cached.token);
		if (signal?.aborted) return stopped();
		const flight = this.inFlight.get(request) ?? this.start(key, request, issue);
		flight.waiting++;
		const result = await unlessAborted(flight.result, signal);
		flight.waiting--;
		if (result) return result;
		if (flight.waiting === 0) {
			this.end(request, flight);
			flight.abandoned.abort();
		}
		return stopped();
	}

	/** Another token than the rejected one: forty rejections of one token cause one renewal. */
	async renew(
		key: string,
		rejected: string,
		issue: Issue,
		signal?: AbortSignal,
		request = key,
	): Promise<Result<string>> {
		if (this.cached.get(key)?.token === rejected) this.cached.delete(key);
		return await this.get(key, issue, signal, request);
	}

	private start(key: string, request: string, issue: Issue): Flight {
		const abandoned = new AbortController();
		const result = this.issueAndCache(key, async () => await issue(abandoned.signal));
		const flight = { result, waiting: 0, abandoned };
		flight.result = result.finally(() => this.end(request, flight));
		this.inFlight.set(request, flight);
		return flight;
	}

	private end(request: string, flight: Flight): void {
		if (this.inFlight.get(request) === flight) this.inFlight.delete(request);
	}

	private async issueAndCache(
		key: string,
		issue: () => Promise<Result<IssuedToken>>,
	): Promise<Result<string>> {
		const asked = momentOf(this.clock);
		const issued = await issue();
		if (!issued.ok) return issued;
		const { token, lifetimeSeconds } = issued.value;
		this.cached.delete(key);
		this.cached.set(key, { token, asked, usableMs: usableMs(lifetimeSeconds) });
		const [oldest] = this.cached.keys();
		if (this.cached.size > this.atMost && oldest !== undefined) this.cached.delete(oldest);
		return succeeded(token);
	}
}

/** A token is given up three minutes early, or a tenth of its time when it has little left. */
function usableMs(lifetimeSeconds: number): number {
	return (lifetimeSeconds - Math.min(180, lifetimeSeconds / 10)) * 1_000;
}
