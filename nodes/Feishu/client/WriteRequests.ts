import { failed, refusal } from '../errors/Failure';
import { mayRepeat, type Api, type Call } from './Api';
import type { ExecutionMemory } from './ExecutionMemory';
import type { Answer, SuccessAnswer } from './http/Answer';

/** Does nothing twice: neither for two items that ask for the same, nor when n8n runs the node again. */
export class WriteRequests {
	private readonly inFlight = new Map<string, Promise<Answer>>();

	constructor(
		private readonly identityKey: string,
		private readonly memory: ExecutionMemory,
	) {}

	async send(api: Api, call: Call, ask: () => Promise<Answer>): Promise<Answer> {
		const { memory } = this;
		const { path, query, body, idempotencyKey, keyScope, requestKey } = call;
		const told = requestKey ?? [query, body, idempotencyKey];
		const key = JSON.stringify([this.identityKey, api.method, path, told]);
		// Without a key, two equal requests may well be meant twice; but none follows one whose answer was lost.
		if (!mayRepeat(api, call)) {
			return memory.uncertain.get(key) ?? (await this.askAndRemember(key, api, ask));
		}
		const known = memory.done.get(key) ?? this.inFlight.get(key);
		if (known) return await known;
		if (idempotencyKey !== undefined) {
			const scoped = JSON.stringify([idempotencyKey, keyScope]);
			if ((memory.keys.get(scoped) ?? key) !== key) return failed(sameKey);
			memory.keys.set(scoped, key);
		}
		const answer = this.askAndRemember(key, api, ask);
		this.inFlight.set(key, answer);
		return await answer;
	}

	/** Remembers what was done, and what may have been, for as long as the execution lasts. */
	private async askAndRemember(key: string, api: Api, ask: () => Promise<Answer>): Promise<Answer> {
		const { memory } = this;
		const answer = await ask();
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
}

/** Feishu would take the second for a repeat of the first, and say yes without doing anything. */
const sameKey = refusal('invalid_request', {
	cause: 'something else in this execution has the same idempotency key',
	nextStep: "Give each its own 'Idempotency Key', or leave the option empty.",
	hint: "Use an expression that is different for each item, such as one with the item's own number. When the option is empty, the node makes a key by itself.",
});
