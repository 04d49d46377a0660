import { stopped, type Result } from '../errors/Failure';
import type { Api, Call } from './Api';
import type { ExecutionMemory } from './ExecutionMemory';
import type { Answer, SuccessAnswer } from './http/Answer';
import { listPages, type Wanted } from './list';
import { Places } from './Places';
import { poll, type Beginning } from './poll';
import { Requests, type RequestDependencies } from './Requests';
import { WriteRequests } from './WriteRequests';

/** All that an operation sees of the client. Nothing of it throws. */
export interface Feishu {
	/** The app that asks, or through which a person does. */
	readonly appId: string;
	/** The tenant that it acts for, where that is known. */
	readonly tenantKey?: string;
	/**
	 * Sends one request, with all that it takes. Where a repeat is harmless or recognized by its key, the same write
	 * request several times in one run is sent once, and has one answer.
	 */
	request(api: Api, call: Call): Promise<Answer>;
	/** Reads a list page by page: no page twice, and a failure where the pages come to no end. */
	list<T>(api: Api, call: Call, wanted: Wanted<T>): Promise<Result<T[]>>;
	/** Works on several at a time, within the places of the run. The results are in the order of `all`. */
	sideBySide<T, R>(all: readonly T[], work: (each: T) => Promise<R>): Promise<R[]>;
	/** Works with a file of so many bytes in memory: as many at a time as a run may hold, and none once it is stopped. */
	withFile<T>(bytes: number, work: () => Promise<Result<T>>): Promise<Result<T>>;
	/** A file of at most so many bytes. */
	download(api: Api, call: Call, mostBytes: number): Promise<Answer>;
	/** Asks every second until the answer is a failure or `isWanted`; undefined when the time runs out. */
	poll(
		api: Api,
		call: Call,
		isWanted: (body: SuccessAnswer['body']) => boolean,
		withinMs: number,
		from?: Beginning,
	): Promise<Answer | undefined>;
}

export interface Dependencies extends Omit<RequestDependencies, 'places'> {
	memory: ExecutionMemory;
	/** The places that all work of the run shares; a client without them makes its own. */
	places?: Places;
}

/** One run's connection to Feishu. */
export class FeishuClient implements Feishu {
	readonly appId: string;

	readonly tenantKey?: string;

	private readonly writes: WriteRequests;

	private readonly places: Places;

	private readonly requests: Requests;

	constructor(private readonly dependencies: Dependencies) {
		const { identity, memory, clock, places = new Places() } = dependencies;
		this.places = places;
		this.appId = identity.appId;
		this.tenantKey = identity.tenantKey;
		this.writes = new WriteRequests(identity.key, memory, clock);
		this.requests = new Requests({ ...dependencies, places });
	}

	async request(api: Api, call: Call): Promise<Answer> {
		const ask = async (made: Call) => await this.requests.ask(api, made);
		// Nobody can tell two files apart without reading them.
		if (call.body instanceof FormData) return await ask(call).finally(() => clear(call.body));
		return api.method === 'GET' ? await ask(call) : await this.writes.send(api, call, ask);
	}

	async list<T>(api: Api, call: Call, wanted: Wanted<T>): Promise<Result<T[]>> {
		const ask = async (query: Call['query']) => await this.requests.ask(api, { ...call, query });
		return await listPages(ask, call.query, wanted);
	}

	async sideBySide<T, R>(all: readonly T[], work: (each: T) => Promise<R>): Promise<R[]> {
		const queue = all.values();
		const next = () => queue.next().value as T | undefined;
		return await this.places.all(next, work);
	}

	async withFile<T>(bytes: number, work: () => Promise<Result<T>>): Promise<Result<T>> {
		const letGo = await this.places.holdFile(bytes);
		try {
			return this.dependencies.signal?.aborted ? stopped() : await work();
		} finally {
			letGo();
		}
	}

	async download(api: Api, call: Call, mostBytes: number): Promise<Answer> {
		return await this.requests.ask(api, call, { fileBytes: mostBytes });
	}

	async poll(
		api: Api,
		call: Call,
		isWanted: (body: SuccessAnswer['body']) => boolean,
		withinMs: number,
		from?: Beginning,
	): Promise<Answer | undefined> {
		const { clock, signal } = this.dependencies;
		const ask = async (until: AbortSignal) => await this.requests.ask(api, call, { until });
		return await poll(ask, isWanted, withinMs, clock, signal, from);
	}
}

/** An error may keep the request, so its file is taken out and does not stay in memory. */
function clear(form: Call['body']): void {
	if (form instanceof FormData) for (const name of [...form.keys()]) form.delete(name);
}
