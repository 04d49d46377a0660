import type { Failure } from '../errors/Failure';
import type { Clock } from './clock';
import type { Answer, FailedAnswer } from './http/Answer';
import { decide, freshState, type RetryPolicy } from './retry';

/**
 * The tries of one request. They are counted together, also where it goes on with another token, and a failure that
 * may have been carried out in one try stays so, whatever later tries say.
 */
export class Tries {
	private state = freshState;

	private attempts = 0;

	private mayHaveHappened = false;

	private last?: FailedAnswer;

	/** `pause` is told for how many milliseconds Feishu's limit leaves no room for anybody else either. */
	constructor(
		private readonly policy: RetryPolicy,
		private readonly clock: Clock,
		private readonly signal?: AbortSignal,
		private readonly pause?: (answer: FailedAnswer, ms: number) => void,
	) {}

	/**
	 * Asks until the answer is final, the policy gives up, or the execution is stopped. Whoever is stopped between
	 * two tries keeps the answer of the first: it tells more than the stop does.
	 */
	async ask(send: () => Promise<Answer>): Promise<Answer> {
		for (;;) {
			const answer = await send();
			if (answer.ok) return { ...answer, attempts: this.attempts + answer.attempts };
			if (answer.failure.reason === 'execution_stopped' && this.last) return this.last;
			const soFar = this.end(answer.failure);
			this.last = { ...answer, failure: soFar };
			const { wait, pause, state } = decide(this.policy, answer, this.state, this.clock.random());
			if (pause !== undefined) this.pause?.(answer, pause);
			if (wait === undefined || this.signal?.aborted) return this.last;
			await this.clock.wait(wait, this.signal);
			if (this.signal?.aborted) return this.last;
			this.state = state;
		}
	}

	/** A failure as the last word, with what the tries before it have come to. */
	end(failure: Failure): Failure {
		this.attempts += failure.attempts;
		this.mayHaveHappened ||= failure.effect === 'unknown';
		const effect = this.mayHaveHappened ? 'unknown' : failure.effect;
		return { ...failure, attempts: this.attempts, effect };
	}
}
