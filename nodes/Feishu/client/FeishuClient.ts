import { failed, stopped, type Result } from '../errors/Failure';
import { mayRepeat, type Api, type Call } from './Api';
import { namingWhoAsked, type Identity } from './auth/Identity';
import { TokenSession } from './auth/TokenSession';
import type { Clock } from './clock';
import type { ExecutionMemory } from './ExecutionMemory';
import { readAnswer, type Answer, type SuccessAnswer } from './http/Answer';
import { send, type HttpHelper } from './http/send';
import { CallLimits, outcomeOf } from './limits/CallLimits';
import type { RateLimiters } from './limits/RateLimiters';
import { listPages, type Wanted } from './list';
import { Outage } from './Outage';
import { Places } from './Places';
import { poll } from './poll';
import { fourTriesWithinAMinute, type RetryPolicy } from './retry';
import { Tries } from './Tries';
import { WriteRequests } from './WriteRequests';

/** All that an operation sees of the client. Nothing of it throws. */
export interface Feishu {
	/** The app that asks, or through which a person does. */
	readonly appId: string;
	/**
	 * Sends one request, with all that it takes. Where a repeat is harmless or recognized by its key, the same write
	 * request several times in one run is sent once, and has one answer.
	 */
	request(api: Api, call: Call): Promise<Answer>;
	/** What is wanted of a list, page by page: no page twice, and a failure where the pages come to no end. */
	list<T>(api: Api, call: Call, wanted: Wanted<T>): Promise<Result<T[]>>;
	/** Works on several at a time, within what the run works on, and gives what came of each in their order. */
	sideBySide<T, R>(all: readonly T[], work: (each: T) => Promise<R>): Promise<R[]>;
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

export interface Dependencies {
	identity: Identity;
	http: HttpHelper;
	clock: Clock;
	limiters: RateLimiters;
	memory: ExecutionMemory;
	/** What else the run works on side by side. */
	places?: Places;
	/** Tells this node from others that use the same app. */
	node: string;
	/** Fires when nothing more is to be sent. */
	signal?: AbortSignal;
	/** How often a request is tried, and how long it waits; four times within a minute unless told otherwise. */
	retry?: RetryPolicy;
}

/** What only some requests need. */
interface AskOptions {
	/** Ends all that a question waits for, in place of the run's own signal, and cuts it off on the wire. */
	until?: AbortSignal;
	/** For a download: how many bytes are read at most. */
	fileBytes?: number;
}

/** One run's connection to Feishu: identity, rate limits, and retry around each request. */
export class FeishuClient implements Feishu {
	readonly appId: string;

	private readonly writes: WriteRequests;

	private readonly session: TokenSession;

	private readonly outage = new Outage();

	private readonly places: Places;

	constructor(private readonly dependencies: Dependencies) {
		const { identity, memory, places = new Places() } = dependencies;
		this.places = places;
		this.appId = identity.appId;
		this.writes = new WriteRequests(identity.key, memory);
		this.session = new TokenSession(identity);
	}

	async request(api: Api, call: Call): Promise<Answer> {
		const ask = async () => await this.ask(api, call);
		// Nobody can tell two files apart without reading them.
		const isWrite = api.method !== 'GET' && !(call.body instanceof FormData);
		return isWrite ? await this.writes.send(api, call, ask) : await ask();
	}

	async list<T>(api: Api, call: Call, wanted: Wanted<T>): Promise<Result<T[]>> {
		const ask = async (query: Call['query']) => await this.ask(api, { ...call, query });
		return await listPages(ask, call.query, wanted);
	}

	async sideBySide<T, R>(all: readonly T[], work: (each: T) => Promise<R>): Promise<R[]> {
		const queue = all.values();
		const next = () => queue.next().value as T | undefined;
		return await this.places.all(next, work);
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
		const ask = async (until: AbortSignal) => await this.ask(api, call, { until });
		return await poll(ask, isWanted, withinMs, clock, signal);
	}

	private async ask(api: Api, call: Call, options: AskOptions = {}): Promise<Answer> {
		const { clock, identity, limiters, node, retry = fourTriesWithinAMinute } = this.dependencies;
		const { until: signal = this.dependencies.signal } = options;
		const { outage, places } = this;
		const begunAt = clock.now();
		const limits = new CallLimits(limiters, identity, node, api, call);
		const policy = { ...retry, mayRepeat: mayRepeat(api, call) };
		const tries = new Tries(policy, clock, signal, {
			pause: (answer, ms) => limits.pause(answer, ms),
			isUseless: () => outage.failure !== undefined,
			// A file is in memory until it is sent; no more of them are read meanwhile.
			...(!(call.body instanceof FormData) && { leave: () => places.leave() }),
		});
		const sendWith = async (token: string) =>
			await this.sendWithinLimits(api, call, limits, options, token);
		const answer = outage.failure
			? failed(outage.failure)
			: await this.session.ask(sendWith, tries, call.timeoutMs, signal);
		outage.ended(answer, begunAt);
		if (answer.ok) return answer;
		const failure = namingWhoAsked(identity, answer.failure);
		// Reading leaves nothing behind, also when its answer is lost.
		return { ...answer, failure: api.method === 'GET' ? { ...failure, effect: 'none' } : failure };
	}

	/** What others have come to while a request waited for its turn, and what it would come to as well. */
	private knownBeforehand(token: string): Answer | undefined {
		const { outage, session } = this;
		return outage.failure ? failed(outage.failure) : session.rejectionOf(token);
	}

	private async sendWithinLimits(
		api: Api,
		call: Call,
		limits: CallLimits,
		{ until, fileBytes }: AskOptions,
		token: string,
	): Promise<Answer> {
		const { outage, places } = this;
		const { identity, http, clock } = this.dependencies;
		const signal = until ?? this.dependencies.signal;
		const permit = await limits.acquire(signal, places);
		if (!permit) return stopped();
		const known = signal?.aborted ? stopped() : this.knownBeforehand(token);
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
