import type { Failure } from '../errors/Failure';
import type { Clock } from './clock';
import type { Answer, FailedAnswer } from './http/Answer';
import { decide, freshState, type RetryPolicy } from './retry';

/** Callbacks by which a request affects the others of its run, and is affected by them. */
export interface Others {
	/** Called with the milliseconds for which Feishu's limit leaves no room for other requests either. */
	pause?(answer: FailedAnswer, ms: number): void;
	/** Whether another try has become useless. */
	isUseless?(): boolean;
	/** Gives up this request's place until the returned function is called. */
	leave?(): () => void;
}

/**
 * The tries of one request, counted together even when it goes on with another token. A request that may have been
 * carried out in one try stays uncertain, whatever later failures say.
 */
export class Tries {
	private state = freshState;

	private attempts = 0;

	private mayHaveHappened = false;

	private last?: FailedAnswer;

	constructor(
		private readonly policy: RetryPolicy,
		private readonly clock: Clock,
		private readonly signal?: AbortSignal,
		private readonly others: Others = {},
	) {}

	/**
	 * Sends until the answer is final, the policy gives up, or nothing more may be sent. The earlier answer is kept
	 * in that last case: it tells more than the reason for which nothing is sent.
	 */
	async ask(send: () => Promise<Answer>): Promise<Answer> {
		for (;;) {
			const answer = await send();
			if (answer.ok) return { ...answer, attempts: this.attempts + answer.attempts };
			if (!answer.failure.sent && this.last) return this.last;
			const soFar = this.end(answer.failure);
			this.last = { ...answer, failure: soFar };
			const { wait, pause, state } = decide(this.policy, answer, this.state, this.clock.random());
			if (pause !== undefined) this.others.pause?.(answer, pause);
			if (wait === undefined || this.isOver) return this.last;
			// A request that waits for a fault to pass keeps its place, so that little is begun while Feishu is out
			// of order.
			const comeBack = pause === undefined ? undefined : this.others.leave?.();
			await this.clock.wait(wait, this.signal);
			comeBack?.();
			if (this.isOver) return this.last;
			this.state = state;
		}
	}

	private get isOver(): boolean {
		return this.signal?.aborted === true || this.others.isUseless?.() === true;
	}

	/** Adds the earlier tries to a failure: their number, and whether one of them may have been carried out. */
	end(failure: Failure): Failure {
		this.attempts += failure.attempts;
		this.mayHaveHappened ||= failure.effect === 'unknown';
		const effect = this.mayHaveHappened ? 'unknown' : failure.effect;
		return { ...failure, attempts: this.attempts, effect };
	}
}
