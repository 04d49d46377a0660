import { failed, stopped } from '../errors/Failure';
import { mayRepeat, type Api, type Call } from './Api';
import { namingWhoAsked, type Identity } from './auth/Identity';
import { TokenSession, type Send } from './auth/TokenSession';
import type { Clock } from './clock';
import { readAnswer, type Answer } from './http/Answer';
import { send, type HttpHelper } from './http/send';
import { CallLimits, outcomeOf } from './limits/CallLimits';
import type { RateLimiters } from './limits/RateLimiters';
import { outageOf } from './Outage';
import type { Places } from './Places';
import { fourTriesWithinAMinute, type RetryPolicy } from './retry';
import { Tries } from './Tries';

export interface RequestDependencies {
	identity: Identity;
	http: HttpHelper;
	clock: Clock;
	limiters: RateLimiters;
	/** The places that all work of the run shares. */
	places: Places;
	/** Tells this node from others that use the same app. */
	node: string;
	/** Fires when nothing more is to be sent. */
	signal?: AbortSignal;
	/** How often a request is tried, and how long it waits; four times within a minute unless told otherwise. */
	retry?: RetryPolicy;
}

export interface AskOptions {
	/** Replaces the run's own signal for this request, and also cuts the request off on the wire. */
	until?: AbortSignal;
	/** For a download: how many bytes are read at most. */
	fileBytes?: number;
}

/** Sends the requests of one run, each with all that it takes: a token, room in the limits, and tries. */
export class Requests {
	private readonly session: TokenSession;

	constructor(private readonly dependencies: RequestDependencies) {
		this.session = new TokenSession(dependencies.identity);
	}

	async ask(api: Api, call: Call, options: AskOptions = {}): Promise<Answer> {
		const { clock, identity, limiters, node, places, retry } = this.dependencies;
		const { until: signal = this.dependencies.signal } = options;
		const outage = outageOf(identity.origin, api, places);
		const begunAt = clock.now();
		const limits = new CallLimits(limiters, identity, node, api, call);
		const policy = { ...(retry ?? fourTriesWithinAMinute), mayRepeat: mayRepeat(api, call) };
		const tries = new Tries(policy, clock, signal, {
			pause: (answer, ms) => limits.pause(answer, ms),
			isUseless: () => outage.failureFor(identity.key) !== undefined,
			// A file is in memory until it is sent, so its request keeps the place and no more files are read
			// meanwhile.
			...(!(call.body instanceof FormData) && { leave: () => places.leave() }),
		});
		const sendWith: Send = async (token, rejection) =>
			await this.sendWithinLimits(api, call, limits, options, token, rejection);
		const known = outage.failureFor(identity.key);
		const answer = known
			? failed(known)
			: await this.session.ask(sendWith, tries, call.timeoutMs, signal);
		limits.end();
		// A request that was cut off from here says nothing about an outage: it might have been answered.
		if (signal?.aborted !== true) outage.ended(answer, begunAt, identity.key);
		if (answer.ok) return answer;
		const failure = namingWhoAsked(identity, answer.failure);
		// Reading leaves nothing behind, also when its answer is lost.
		return { ...answer, failure: api.method === 'GET' ? { ...failure, effect: 'none' } : failure };
	}

	private async sendWithinLimits(
		api: Api,
		call: Call,
		limits: CallLimits,
		{ until, fileBytes }: AskOptions,
		token: string,
		rejection: () => Answer | undefined,
	): Promise<Answer> {
		const { identity, http, clock, places } = this.dependencies;
		const signal = until ?? this.dependencies.signal;
		const permit = await limits.acquire(signal, places);
		if (!permit) return stopped();
		// Another request may have met an outage or a rejected token while this one waited for its turn. This one
		// would meet it as well, so it is not sent.
		const outage = outageOf(identity.origin, api, places);
		const met = outage.failureFor(identity.key);
		const known = signal?.aborted ? stopped() : met ? failed(met) : rejection();
		if (known) {
			permit.release('notSent');
			return known;
		}
		const { origin, allowedDomains, secrets, userTexts } = identity;
		const { path, query, body, timeoutMs } = call;
		const { method } = api;
		const target = { method, origin, path, query, body, token, timeoutMs, allowedDomains };
		const reply = await send(http, clock, { ...target, fileBytes, abort: until });
		const asker = { userTexts, app: identity, secrets: [...secrets, token] };
		const answer = readAnswer(reply, api, asker);
		permit.release(outcomeOf(answer));
		outage.heard(answer);
		return answer;
	}
}
