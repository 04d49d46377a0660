import type { Api, Call } from '../Api';
import type { Identity } from '../auth/Identity';
import type { Answer, FailedAnswer } from '../http/Answer';
import type { Places } from '../Places';
import type { Limiter, Permit, RateLimiter, RequestOutcome } from './RateLimiter';
import type { RateLimiters } from './RateLimiters';
import type { Window } from './Window';

const longestPause = 60_000;

/** All the limits that one call counts in. */
export class CallLimits {
	/** From the narrowest to the widest, so that a call that waits for a chat's limit holds up no other. */
	private readonly limiters: readonly RateLimiter[];

	/** The narrowest one that the call names, such as a chat's. */
	private readonly own?: RateLimiter;

	/** When the latest try started. */
	private startedAt?: number;

	constructor(
		limiters: RateLimiters,
		{ origin, rateLimitKey }: Identity,
		node: string,
		api: Api,
		{ limits = [], requestsPerSecond }: Call,
	) {
		const of = (name: string, windows: readonly Window[]) => limiters.of(name, windows).hold();
		const app = `${rateLimitKey} ${api.id}`;
		const own = limits.map(({ key, windows }) => of(`${origin} ${key}`, windows));
		const share = of(`${app} ${node}`, [{ requests: requestsPerSecond, ms: 1_000 }]);
		this.own = own[0];
		this.limiters = [...own, share, of(app, api.limits)];
	}

	/**
	 * The permit, or undefined when the signal fires before there is room. A call that waits for a limit of its own,
	 * such as a chat's, gives up its place until its turn there.
	 */
	async acquire(signal?: AbortSignal, places?: Pick<Places, 'leave'>): Promise<Permit | undefined> {
		const [narrowest, next, ...wider] = this.limiters;
		const comeBack = this.own?.hasRoom === false ? places?.leave() : undefined;
		const then: Limiter = {
			acquire: async () => {
				comeBack?.();
				return await next?.acquire(signal, ...wider);
			},
		};
		const permit = await narrowest?.acquire(signal, then);
		comeBack?.();
		this.startedAt = permit?.startsAt;
		return permit;
	}

	/** The call has ended. */
	end(): void {
		for (const limiter of this.limiters) limiter.letGo();
	}

	/**
	 * Feishu has refused a request for a limit: either the whole app's, or the one that the call names. Nothing that
	 * counts in it starts for so many milliseconds, and then only this process's share of it.
	 */
	pause({ limitsApp }: FailedAnswer, ms: number): void {
		const limiter = limitsApp ? this.limiters.at(-1) : this.own;
		limiter?.pause(Math.min(ms, longestPause), this.startedAt);
	}
}

/** How a request ended, as a limiter counts it. */
export function outcomeOf(answer: Answer): RequestOutcome {
	if (answer.ok) return 'succeeded';
	if (answer.limitsApp) return 'limited';
	return answer.failure.httpStatus === undefined ? 'noResponse' : 'answered';
}
