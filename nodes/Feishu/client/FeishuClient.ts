import { failed, failure, type Failure, type Reason } from '../errors/failures';
import { readAnswer, type Answer } from './answer';
import type { Clock } from './clock';
import type { Identity } from './identity';
import type { Memory } from './memory';
import { allowance, type Paces } from './pace';
import { fourTriesWithinAMinute, rateLimitWait, withRetry } from './retry';
import { send, type HttpRequest } from './transport';

/** A request that changes something. It may be sent more than once, so it has to be harmless to repeat. */
export interface Deed {
	method: 'DELETE';
	path: string;
	/** Feishu counts the requests of each API by themselves. */
	api: string;
	/** The answer that says that it had been done before; after a lost answer it means: done. */
	doneBefore: Reason;
	timeoutMs: number;
	/** The share of the allowance that this node may use. */
	requestsPerSecond: number;
}

/** All that an operation sees of the client. */
export interface Feishu {
	request(deed: Deed): Promise<Answer>;
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

	/** The same request several times in one run is sent once, and has one answer. */
	async request(deed: Deed): Promise<Answer> {
		const key = `${this.parts.identity.app} ${deed.method} ${deed.path}`;
		const known = this.parts.memory.done.get(key) ?? this.underWay.get(key);
		if (known) return await known;
		const answer = this.settle(key, deed);
		this.underWay.set(key, answer);
		return await answer;
	}

	private async settle(key: string, deed: Deed): Promise<Answer> {
		const { clock, memory, signal } = this.parts;
		const answer = await withRetry(
			fourTriesWithinAMinute,
			clock,
			async () => await this.ask(deed),
			signal,
		);
		if (answer.ok) {
			memory.done.set(key, answer);
			return answer;
		}
		if (answer.mayHaveHappened) memory.unclear.add(key);
		if (answer.failure.reason === deed.doneBefore && memory.unclear.has(key)) {
			const { attempts, logId } = answer.failure;
			const done: Answer = { ok: true, body: {}, attempts, ...(logId && { logId }) };
			memory.done.set(key, done);
			return done;
		}
		return answer.mayHaveHappened ? { ...answer, failure: uncertain(answer.failure) } : answer;
	}

	private async ask(deed: Deed): Promise<Answer> {
		if (this.refused) return notAsked(this.refused);
		const { identity } = this.parts;
		const token = await identity.token();
		if (!token.ok) return this.withoutToken(token);
		const answer = await this.sendInTurn(deed, token.value);
		if (!isRejection(answer) || token.value === this.unproven) return answer;
		const renewed = await identity.renew(token.value);
		if (!renewed.ok) return this.withoutToken(renewed);
		this.unproven = renewed.value;
		return triedTwice(await this.sendInTurn(deed, renewed.value));
	}

	private async sendInTurn(deed: Deed, token: string): Promise<Answer> {
		const { identity, http, clock, paces, node, signal } = this.parts;
		const api = `${identity.app} ${deed.api}`;
		const pace = paces.of(api, allowance);
		const share = { requests: deed.requestsPerSecond, ms: 1_000 };
		const ownPace = paces.of(`${api} ${node} ${share.requests}`, [share]);
		if (!(await ownPace.turn(signal)) || !(await pace.turn(signal))) {
			return notAsked(failure('execution_stopped', { asked: false, attempts: 0 }));
		}
		const { method, path, timeoutMs } = deed;
		const reply = await send(http, clock, {
			method,
			origin: identity.origin,
			path,
			token,
			timeoutMs,
		});
		const answer = readAnswer(reply, [...identity.secrets, token]);
		if (!answer.ok && isOfTheWholeApp(answer.failure)) {
			pace.pause(Math.min(rateLimitWait(answer, 1, clock.random()), 60_000));
		}
		if (!isRejection(answer) && token === this.unproven) this.unproven = undefined;
		return answer;
	}

	private withoutToken({ failure: cause }: ReturnType<typeof failed>): Answer {
		// A fault that passes may be over at the next item; everything else holds for the whole run.
		if (!passes(cause)) this.refused = cause;
		return notAsked(cause);
	}
}

function notAsked(cause: Failure): Answer {
	return { ok: false, failure: cause, mayHaveHappened: false };
}

function isRejection(answer: Answer): boolean {
	return !answer.ok && answer.failure.reason === 'token_rejected';
}

function passes({ reason }: Failure): boolean {
	return ['feishu_unavailable', 'unreachable', 'timed_out', 'rate_limited'].includes(reason);
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
	return { ...cause, says: cause.says.replace(/^was not recalled/, 'may not have been recalled') };
}
