import { failed, refusal, succeeded, type Failure, type Result } from '../errors/Failure';
import { reasons } from '../errors/reasons';
import { onAbort } from './abort';
import type { Api, Call } from './Api';
import { namingWhoAsked, type Identity } from './auth/Identity';
import type { Clock } from './clock';
import type { ExecutionMemory } from './ExecutionMemory';
import { readAnswer, type Answer, type FailedAnswer, type SuccessAnswer } from './http/Answer';
import { asRecord } from './http/record';
import { send, type HttpHelper } from './http/send';
import type { Ending } from './limits/RateLimiter';
import type { RateLimiters } from './limits/RateLimiters';
import { fourTriesWithinAMinute, rateLimitWait, withRetry, type RetryPolicy } from './retry';

/** All that an operation sees of the client. Nothing of it throws. */
export interface Feishu {
	/**
	 * Sends one request, with all that it takes. Where a repeat is harmless or recognized by its key, the same write
	 * request several times in one run is sent once, and has one answer.
	 */
	request(api: Api, call: Call): Promise<Answer>;
	/** The items of a list, page by page: `atMost` of them, no page twice, and no endless row of empty ones. */
	list(api: Api, call: Call, atMost: number): Promise<Result<List>>;
	/** A file of at most so many bytes. */
	download(api: Api, call: Call, mostBytes: number): Promise<Answer>;
	/** Asks every second until the answer is a failure or `isWanted`; undefined when the time runs out. */
	poll(
		api: Api,
		call: Call,
		isWanted: (body: SuccessAnswer['body']) => boolean,
		withinMs: number,
	): Promise<Answer | undefined>;
}

export interface List {
	items: unknown[];
	/** Whether there is more than was asked for. */
	hasMore: boolean;
}

export interface Dependencies {
	identity: Identity;
	http: HttpHelper;
	clock: Clock;
	limiters: RateLimiters;
	memory: ExecutionMemory;
	/** Tells this node from others that use the same app. */
	node: string;
	/** Fires when nothing more is to be sent. */
	signal?: AbortSignal;
	/** How often a request is tried, and how long it waits; four times within a minute unless told otherwise. */
	retry?: RetryPolicy;
}

/** A host that hands out ever new tokens with nothing on the pages is not asked forever. */
const mostEmptyPages = 10;

/** What only some requests need. */
interface Mode {
	/** Ends all that a question waits for, in place of the run's own signal, and cuts it off on the wire. */
	until?: AbortSignal;
	/** For a download: how many bytes are read at most. */
	fileBytes?: number;
}

/** One run's connection to Feishu: identity, rate limits, and retry around each request. */
export class FeishuClient implements Feishu {
	private readonly inFlight = new Map<string, Promise<Answer>>();

	/** Why no token can be had; fails all remaining items without asking again. */
	private refused?: Failure;

	/** A renewed token that no answer has accepted yet. When it is rejected too, nobody renews again. */
	private unconfirmed?: string;

	constructor(private readonly dependencies: Dependencies) {}

	async request(api: Api, call: Call): Promise<Answer> {
		if (api.method === 'GET' || call.body instanceof FormData) return await this.ask(api, call);
		const { identity, memory } = this.dependencies;
		const { path, query, body, idempotencyKey, keyScope, requestKey } = call;
		const told = requestKey ?? [query, body, idempotencyKey];
		const key = JSON.stringify([identity.key, api.method, path, told]);
		// Without a key, two equal requests may well be meant twice; but none follows one whose answer was lost.
		if (!mayRepeat(api, call)) {
			return memory.uncertain.get(key) ?? (await this.askAndRemember(key, api, call));
		}
		const known = memory.done.get(key) ?? this.inFlight.get(key);
		if (known) return await known;
		if (idempotencyKey !== undefined) {
			const scoped = JSON.stringify([idempotencyKey, keyScope]);
			if ((memory.keys.get(scoped) ?? key) !== key) return notSent(sameKey);
			memory.keys.set(scoped, key);
		}
		const answer = this.askAndRemember(key, api, call);
		this.inFlight.set(key, answer);
		return await answer;
	}

	async list(api: Api, call: Call, atMost: number): Promise<Result<List>> {
		const items: unknown[] = [];
		const seen = new Set<unknown>();
		let token: unknown;
		for (let pages = 1; ; pages++) {
			const query = { ...call.query, ...(typeof token === 'string' && { page_token: token }) };
			const answer = await this.ask(api, { ...call, query });
			if (!answer.ok) return failed(answer.failure);
			const data = asRecord(answer.body.data);
			if (Array.isArray(data?.items)) for (const each of data.items as unknown[]) items.push(each);
			token = data?.page_token;
			const isOver = data?.has_more !== true || typeof token !== 'string' || seen.has(token);
			seen.add(token);
			const isEndless = pages > items.length + mostEmptyPages;
			if (isOver || isEndless || items.length > atMost) {
				return succeeded({
					items: items.slice(0, atMost),
					hasMore: !isOver || items.length > atMost,
				});
			}
		}
	}

	async download(api: Api, call: Call, mostBytes: number): Promise<Answer> {
		return await this.ask(api, call, { fileBytes: mostBytes });
	}

	async poll(
		api: Api,
		call: Call,
		isWanted: (body: SuccessAnswer['body']) => boolean,
		withinMs: number,
	): Promise<Answer | undefined> {
		const { clock, signal } = this.dependencies;
		if (signal?.aborted) return stopped();
		const over = new AbortController();
		const finish = () => over.abort();
		const leave = signal && onAbort(signal, finish);
		const end = clock.now() + withinMs;
		void clock.wait(withinMs, over.signal).then(finish);
		try {
			for (;;) {
				const answer = await this.ask(api, call, { until: over.signal });
				if (answer.ok && isWanted(answer.body)) return answer;
				if (signal?.aborted) return stopped();
				if (over.signal.aborted) return undefined;
				if (!answer.ok) return answer;
				if (clock.now() + 1_000 > end) return undefined;
				await clock.wait(1_000, over.signal);
			}
		} finally {
			leave?.();
			finish();
		}
	}

	/** Remembers what was done, and what may have been, for as long as the execution lasts. */
	private async askAndRemember(key: string, api: Api, call: Call): Promise<Answer> {
		const { memory } = this.dependencies;
		const answer = await this.ask(api, call);
		if (!answer.ok) {
			if (answer.failure.effect === 'unknown') memory.uncertain.set(key, answer);
			const wasDone = answer.failure.reason === api.alreadyDone && memory.uncertain.has(key);
			if (!wasDone) return answer;
		}
		const { attempts, logId } = answer.ok ? answer : answer.failure;
		const done: SuccessAnswer = answer.ok
			? answer
			: { ok: true, body: {}, attempts, ...(logId && { logId }) };
		memory.done.set(key, done);
		return done;
	}

	private async ask(api: Api, call: Call, mode: Mode = {}): Promise<Answer> {
		const { clock, identity } = this.dependencies;
		const signal = mode.until ?? this.dependencies.signal;
		const { retry = fourTriesWithinAMinute } = this.dependencies;
		const policy = { ...retry, mayRepeat: mayRepeat(api, call) };
		const attempt = async () => await this.attempt(api, call, mode);
		const answer = await withRetry(policy, clock, attempt, signal);
		return answer.ok ? answer : { ...answer, failure: namingWhoAsked(identity, answer.failure) };
	}

	private async attempt(api: Api, call: Call, mode: Mode): Promise<Answer> {
		const { identity } = this.dependencies;
		const signal = mode.until ?? this.dependencies.signal;
		if (signal?.aborted) return stopped();
		if (this.refused) return this.withoutToken(this.refused);
		const token = await identity.token(signal);
		if (signal?.aborted) return stopped();
		if (!token.ok) return this.withoutToken(token.failure);
		const answer = await this.sendWithinLimits(api, call, mode, token.value);
		if (!isRejection(answer) || token.value === this.unconfirmed) return answer;
		// Another item of this run may have met the refusal while this one was in flight.
		if (this.refused) return this.withoutToken(this.refused);
		if (signal?.aborted) return answer;
		const renewed = await identity.renew(token.value, call.timeoutMs, signal);
		if (signal?.aborted) return answer;
		if (!renewed.ok) return this.withoutToken(renewed.failure);
		this.unconfirmed = renewed.value;
		const second = await this.sendWithinLimits(api, call, mode, renewed.value);
		return isStopped(second) ? answer : triedTwice(second);
	}

	private async sendWithinLimits(
		api: Api,
		call: Call,
		{ until, fileBytes }: Mode,
		token: string,
	): Promise<Answer> {
		const { identity, http, clock } = this.dependencies;
		const signal = until ?? this.dependencies.signal;
		const [narrowest, ...wider] = this.limitersOf(api, call);
		const permit = await narrowest?.acquire(signal, ...wider);
		if (!permit) return stopped();
		// A failure may have become known between the permit and here.
		if (signal?.aborted) {
			permit.release('notSent');
			return stopped();
		}
		const { origin, allowedDomains, secrets, userTexts } = identity;
		const { path, query, body, timeoutMs } = call;
		const { method } = api;
		const target = { method, origin, path, query, body, token, timeoutMs, allowedDomains };
		const reply = await send(http, clock, { ...target, fileBytes, abort: until });
		const answer = readAnswer(reply, api, { userTexts, secrets: [...secrets, token] });
		permit.release(endingOf(answer));
		if (!answer.ok && answer.failure.reason === 'rate_limited') {
			// Either the API's limit for the whole app, or the narrowest one that the call names, such as a chat's.
			const limited = answer.limitsApp ? wider.at(-1) : call.limits && narrowest;
			limited?.pause(Math.min(rateLimitWait(answer, 1, clock.random()), 60_000));
		}
		if (token === this.unconfirmed && confirmsToken(answer)) this.unconfirmed = undefined;
		return answer;
	}

	/** From the narrowest to the widest, so that whoever waits for a chat's limit holds up nobody else. */
	private limitersOf(api: Api, { limits = [], requestsPerSecond }: Call) {
		const { identity, limiters, node } = this.dependencies;
		const app = `${identity.rateLimitKey} ${api.id}`;
		const share = [{ requests: requestsPerSecond, ms: 1_000 }];
		return [
			...limits.map(({ key, windows }) => limiters.of(`${identity.origin} ${key}`, windows)),
			limiters.of(`${app} ${node}`, share),
			limiters.of(app, api.limits),
		];
	}

	private withoutToken(cause: Failure): FailedAnswer {
		// Asking for a token has retries and waits of its own, which all share. What is left after them holds for the run.
		if (cause.reason !== 'execution_stopped') this.refused = cause;
		return { ...notSent(cause), isFinal: true };
	}
}

/** Feishu would take the second for a repeat of the first, and say yes without doing anything. */
const sameKey = refusal('invalid_request', {
	cause: 'something else in this execution has the same idempotency key',
	nextStep: "Give each its own 'Idempotency Key', or leave the option empty.",
	hint: "Use an expression that is different for each item, such as one with the item's own number. When the option is empty, the node makes a key by itself.",
});

/** Whether it does no harm to send it again when an answer was lost. */
function mayRepeat({ repeat }: Api, { idempotencyKey }: Call): boolean {
	return repeat === 'safe' || (repeat === 'withKey' && idempotencyKey !== undefined);
}

function notSent(cause: Failure): FailedAnswer {
	return { ok: false, failure: cause };
}

function stopped(): FailedAnswer {
	return notSent(refusal('execution_stopped'));
}

function isStopped(answer: Answer): boolean {
	return !answer.ok && answer.failure.reason === 'execution_stopped';
}

function isRejection(answer: Answer): boolean {
	return !answer.ok && answer.failure.reason === 'token_rejected';
}

/** No answer confirms nothing, and a rate limit may be met before the token is looked at. */
function confirmsToken(answer: Answer): boolean {
	if (answer.ok) return true;
	const { code, reason } = answer.failure;
	return code !== undefined && reasons[reason].retry === undefined && !isRejection(answer);
}

function endingOf(answer: Answer): Ending {
	if (answer.ok) return 'succeeded';
	if (answer.limitsApp) return 'limited';
	return answer.failure.httpStatus === undefined ? 'noResponse' : 'answered';
}

function triedTwice(answer: Answer): Answer {
	return answer.ok
		? { ...answer, attempts: answer.attempts + 1 }
		: { ...answer, failure: { ...answer.failure, attempts: answer.failure.attempts + 1 } };
}
