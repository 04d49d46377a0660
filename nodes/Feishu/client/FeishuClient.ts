import { refusal, type Failure, type Reason } from '../errors/failures';
import { readAnswer, type Answer, type FailedAnswer } from './answer';
import type { Clock } from './clock';
import { explainedBy, type Identity } from './identity';
import type { Done, Memory } from './memory';
import { allowance, type Ending, type Paces } from './pace';
import { fourTriesWithinAMinute, isPassing, rateLimitWait, withRetry } from './retry';
import { send, type HttpRequest } from './transport';

export interface FeishuRequest {
	method: 'DELETE' | 'GET';
	path: string;
	/** Feishu counts the requests of each API by themselves. */
	api: string;
	timeoutMs: number;
	/** The share of the allowance that this node may use. */
	requestsPerSecond: number;
}

/** A request that changes something. It may be sent more than once, so it has to be harmless to repeat. */
export interface Deed extends FeishuRequest {
	/** The answer that says that it had been done before; after a lost answer it means: done. */
	doneBefore?: Reason;
}

/** All that an operation sees of the client. */
export interface Feishu {
	/** The same deed several times in one run is sent once, and has one answer. */
	request(deed: Deed): Promise<Answer>;
	/** Asks once a second until the answer is a failure or what is wanted; undefined when time runs out, whatever it waits for. */
	until(
		query: FeishuRequest,
		isWanted: (body: Readonly<Record<string, unknown>>) => boolean,
		withinMs: number,
	): Promise<Answer | undefined>;
}

export interface Parts {
	identity: Identity;
	http: HttpRequest;
	clock: Clock;
	paces: Paces;
	memory: Memory;
	/** Tells this node from others that use the same app. */
	node: string;
	signal?: AbortSignal;
}

/** One run's connection to Feishu: identity, pace, and retry around each request. It never throws. */
export class FeishuClient implements Feishu {
	private readonly underWay = new Map<string, Promise<Answer>>();

	/** Why this run gets no token; one no is enough for all items. */
	private refused?: Failure;

	/** A renewed token that no answer has borne out yet. When it is rejected too, nobody renews again. */
	private unproven?: string;

	constructor(private readonly parts: Parts) {}

	async request(deed: Deed): Promise<Answer> {
		const key = `${this.parts.identity.quota} ${deed.method} ${deed.path}`;
		const known = this.parts.memory.done.get(key) ?? this.underWay.get(key);
		if (known) return await known;
		const answer = this.settle(key, deed);
		this.underWay.set(key, answer);
		return await answer;
	}

	async until(
		query: FeishuRequest,
		isWanted: (body: Readonly<Record<string, unknown>>) => boolean,
		withinMs: number,
	): Promise<Answer | undefined> {
		const { clock, http, signal } = this.parts;
		if (signal?.aborted) return stopped();
		// Its own signal bounds all that a question may wait for: its turn, the rate limit, a retry, an answer.
		const over = new AbortController();
		const end = () => over.abort();
		const bounded: HttpRequest = async (options) => {
			const signals = [over.signal, options.abortSignal as AbortSignal];
			return await http({ ...options, abortSignal: AbortSignal.any(signals) });
		};
		const client = new FeishuClient({ ...this.parts, http: bounded, signal: over.signal });
		const timeIsUp = clock.wait(withinMs, over.signal).then(() => undefined);
		signal?.addEventListener('abort', end, { once: true });
		try {
			// A token may still be on its way for others when the time is up; it is not waited for.
			const asked = client.poll(query, isWanted, clock.now() + withinMs);
			const answer = await Promise.race([asked, timeIsUp]);
			return answer === undefined && signal?.aborted ? stopped() : answer;
		} finally {
			signal?.removeEventListener('abort', end);
			end();
		}
	}

	private async poll(
		query: FeishuRequest,
		isWanted: (body: Readonly<Record<string, unknown>>) => boolean,
		end: number,
	): Promise<Answer | undefined> {
		const { clock, signal } = this.parts;
		for (;;) {
			const answer = await this.ask(query);
			if (answer.ok && isWanted(answer.body)) return answer;
			if (signal?.aborted) return undefined;
			if (!answer.ok) return answer;
			if (clock.now() + 1_000 > end) return undefined;
			await clock.wait(1_000, signal);
		}
	}

	/** Remembers what was done, and what may have been, for as long as the execution lasts. */
	private async settle(key: string, deed: Deed): Promise<Answer> {
		const { memory } = this.parts;
		const answer = await this.ask(deed);
		if (!answer.ok) {
			if (answer.mayHaveHappened) memory.unclear.add(key);
			if (answer.failure.reason !== deed.doneBefore || !memory.unclear.has(key)) return answer;
		}
		const { attempts, logId } = answer.ok ? answer : answer.failure;
		const done: Done = { ok: true, body: {}, attempts, ...(logId && { logId }) };
		memory.done.set(key, done);
		return done;
	}

	private async ask(request: FeishuRequest): Promise<Answer> {
		const { clock, signal, identity } = this.parts;
		const attempt = async () => await this.attempt(request);
		const answer = await withRetry(fourTriesWithinAMinute, clock, attempt, signal);
		if (answer.ok) return answer;
		const cause = explainedBy(identity, answer.failure);
		return { ...answer, failure: answer.mayHaveHappened ? uncertain(cause) : cause };
	}

	private async attempt(request: FeishuRequest): Promise<Answer> {
		const { identity, signal } = this.parts;
		if (signal?.aborted) return stopped();
		if (this.refused) return notSent(this.refused);
		const token = await identity.token(signal);
		if (signal?.aborted) return stopped();
		if (!token.ok) return this.withoutToken(token.failure);
		const answer = await this.sendInTurn(request, token.value);
		if (!isRejection(answer) || token.value === this.unproven) return answer;
		// Another item of this run may have met the no while this one was under way.
		if (this.refused) return notSent(this.refused);
		if (signal?.aborted) return answer;
		const renewed = await identity.renew(token.value, request.timeoutMs, signal);
		if (signal?.aborted) return answer;
		if (!renewed.ok) return this.withoutToken(renewed.failure);
		this.unproven = renewed.value;
		const second = await this.sendInTurn(request, renewed.value);
		return isStopped(second) ? answer : triedTwice(second);
	}

	private async sendInTurn(request: FeishuRequest, token: string): Promise<Answer> {
		const { identity, http, clock, paces, node, signal } = this.parts;
		const { method, path, timeoutMs, requestsPerSecond } = request;
		const api = `${identity.quota} ${request.api}`;
		const share = [{ requests: requestsPerSecond, ms: 1_000 }];
		const ownPace = paces.of(`${api} ${node} ${requestsPerSecond}`, share);
		const pace = paces.of(api, allowance);
		const turn = await ownPace.turn(signal, pace);
		if (!turn) return stopped();
		// A failure may have become known between the turn and here; the turn is given back.
		if (signal?.aborted) {
			turn.ended('limited');
			return stopped();
		}

		const { origin, allowedDomains, secrets } = identity;
		const ask = { method, origin, path, token, timeoutMs, allowedDomains };
		const answer = readAnswer(await send(http, clock, ask), [...secrets, token]);
		const ending = endingOf(answer);
		turn.ended(ending);
		if (!answer.ok && ending === 'limited') {
			pace.pause(Math.min(rateLimitWait(answer, 1, clock.random()), 60_000));
		}
		if (token === this.unproven && provesToken(answer)) this.unproven = undefined;
		return answer;
	}

	private withoutToken(cause: Failure): Answer {
		// A fault that passes may be over at the next item; everything else holds for the whole run.
		if (!isPassing(cause)) this.refused = cause;
		// Asking for a token has retries of its own, which all who wait for it share.
		return { ...notSent(cause), isFinal: true };
	}
}

function notSent(cause: Failure): FailedAnswer {
	return { ok: false, failure: cause, mayHaveHappened: false };
}

function stopped(): Answer {
	return notSent(refusal('execution_stopped'));
}

function isStopped(answer: Answer): boolean {
	return !answer.ok && answer.failure.reason === 'execution_stopped';
}

function isRejection(answer: Answer): boolean {
	return !answer.ok && answer.failure.reason === 'token_rejected';
}

/** Silence proves nothing, and a rate limit may be met before the token is looked at. */
function provesToken(answer: Answer): boolean {
	if (answer.ok) return true;
	return answer.failure.code !== undefined && !isPassing(answer.failure) && !isRejection(answer);
}

function endingOf(answer: Answer): Ending {
	if (answer.ok) return 'done';
	if (isOfTheWholeApp(answer.failure)) return 'limited';
	return answer.failure.httpStatus === undefined ? 'silent' : 'answered';
}

/** 99991400 and a bare 429 speak of the app's allowance; other codes of a chat's or a person's. */
function isOfTheWholeApp({ reason, code }: Failure): boolean {
	return reason === 'rate_limited' && (code === undefined || code === 99991400);
}

function triedTwice(answer: Answer): Answer {
	return answer.ok
		? { ...answer, attempts: answer.attempts + 1 }
		: { ...answer, failure: { ...answer.failure, attempts: answer.failure.attempts + 1 } };
}

/** Nobody can promise that nothing happened when an answer was lost. */
function uncertain(cause: Failure): Failure {
	return {
		...cause,
		mayHaveHappened: true,
		says: cause.says.replace(/^was not recalled/, 'may not have been recalled'),
	};
}
