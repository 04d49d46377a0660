import { failed, refusal, succeeded, type Result } from '../errors/Failure';
import { mayRepeat, type Api, type Call } from './Api';
import { ageOf, momentOf, type Clock, type Moment } from './clock';
import type { ExecutionMemory, Uncertain } from './ExecutionMemory';
import type { Answer, SuccessAnswer } from './http/Answer';
import { wasMadeBefore } from './madeBefore';

type Ask = (call: Call) => Promise<Answer>;

/** Write requests are not repeated by mistake, neither for two equal items nor when n8n runs the node again. */
export class WriteRequests {
	private readonly inFlight = new Map<string, Promise<Answer>>();

	constructor(
		private readonly identityKey: string,
		private readonly memory: ExecutionMemory,
		private readonly clock: Clock,
	) {}

	async send(api: Api, call: Call, ask: Ask): Promise<Answer> {
		const { memory } = this;
		const { path, query, body, idempotencyKey, keyScope, requestKey } = call;
		const told = requestKey ?? [query, body, idempotencyKey, keyScope];
		const key = JSON.stringify([this.identityKey, api.method, path, told]);
		const uncertain = memory.uncertain.get(key);
		// Two equal requests without a key may both be meant, so both are sent. After a lost answer the second is not,
		// since the first may have been carried out.
		if (!mayRepeat(api, call)) {
			return uncertain?.answer ?? (await this.askAndRemember(key, api, call, ask));
		}
		const known = memory.done.get(key) ?? this.inFlight.get(key);
		if (known) return await known;
		// A request that may have arrived is sent again as it was, whatever has changed since then.
		const answer = this.askWithItsKey(key, api, uncertain?.call ?? call, ask);
		this.inFlight.set(key, answer);
		return await answer;
	}

	/** An idempotency key belongs to one content until it is certain that its request had no effect. */
	private async askWithItsKey(key: string, api: Api, call: Call, ask: Ask): Promise<Answer> {
		const { idempotencyKey, keyScope, said = key } = call;
		if (idempotencyKey === undefined) return await this.askAndRemember(key, api, call, ask);
		const { keys, done } = this.memory;
		const scoped = JSON.stringify([this.identityKey, idempotencyKey, keyScope]);
		for (;;) {
			const holder = keys.get(scoped);
			if (holder === undefined || holder.request === key) break;
			const its = await holder.answer;
			if (keys.get(scoped) !== holder) continue;
			if (holder.said !== said) return failed(sameKey);
			if (!its.ok) break;
			done.set(key, its);
			return its;
		}
		const holder = { request: key, said, answer: this.askAndRemember(key, api, call, ask) };
		keys.set(scoped, holder);
		const answer = await holder.answer;
		if (!answer.ok && answer.failure.effect === 'none') keys.delete(scoped);
		return answer;
	}

	/** Requests that were carried out, or may have been, are remembered for as long as the execution lasts. */
	private async askAndRemember(key: string, api: Api, call: Call, ask: Ask): Promise<Answer> {
		const { done, uncertain } = this.memory;
		const earlier = uncertain.get(key);
		const since = earlier?.since ?? momentOf(this.clock);
		const complete = await withBody(call);
		if (!complete.ok) return complete;
		const answer = await ask(complete.value);
		if (!answer.ok) {
			// No later try has undone what an earlier one may have done.
			const effect = earlier ? 'unknown' : answer.failure.effect;
			const told = { ...answer, failure: { ...answer.failure, effect } };
			if (effect === 'unknown') uncertain.set(key, { call: complete.value, since, answer: told });
			if (effect === 'none' || answer.failure.reason !== api.alreadyDone) return told;
		}
		uncertain.delete(key);
		const carriedOut = answer.ok
			? this.withRepeat(answer, call, since, earlier)
			: doneBefore(answer.failure);
		done.set(key, carriedOut);
		return carriedOut;
	}

	/**
	 * Marks the answer as a repeat when the object that it names is older than the request. The machine may have
	 * slept during a lost answer, which only its time of day shows.
	 */
	private withRepeat(
		answer: SuccessAnswer,
		call: Call,
		since: Moment,
		earlier?: Uncertain,
	): SuccessAnswer {
		const made = call.made?.(answer.body);
		if (!made) return answer;
		const isFirstTry = earlier === undefined && answer.attempts === 1;
		const elapsed = isFirstTry
			? this.clock.monotonic() - since.monotonic
			: ageOf(since, this.clock).most;
		const isOld = wasMadeBefore(made, this.memory, answer.answeredAt, elapsed);
		return isOld ? { ...answer, repeated: true } : answer;
	}
}

async function withBody({ makeBody, ...call }: Call): Promise<Result<Call>> {
	const body = makeBody ? await makeBody() : succeeded(call.body);
	// The request itself was not sent, whatever came of the requests that make its body.
	if (!body.ok) return failed({ ...body.failure, effect: 'none' });
	return succeeded({ ...call, body: body.value });
}

/** A refusal that says "already done" means success after a lost answer. */
function doneBefore({ attempts, logId }: { attempts: number; logId?: string }): SuccessAnswer {
	return { ok: true, body: {}, attempts, ...(logId && { logId }) };
}

/** Feishu would take the second request for a repeat of the first, and say yes without doing anything. */
const sameKey = refusal('invalid_request', {
	cause: 'something else in this execution has the same idempotency key',
	nextStep: "Give each its own 'Idempotency Key', or leave the option empty.",
	hint: "Use an expression that is different for each item, such as one with the item's own number. When the option is empty, the node makes a key by itself.",
});
