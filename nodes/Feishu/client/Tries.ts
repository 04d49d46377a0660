import type { Failure } from '../errors/Failure';
import type { Clock } from './clock';
import type { Answer, FailedAnswer } from './http/Answer';
import { decide, freshState, type RetryPolicy } from './retry';

/** What is known of other requests, and what they are told. */
export interface Others {
	/** For how many milliseconds Feishu's limit leaves no room for anybody else either. */
	pause?(answer: FailedAnswer, ms: number): void;
	/** Whether another try has become useless. */
	isUseless?(): boolean;
	/** Makes room for them until the returned function is called. */
	leave?(): () => void;
}

/**
 * The tries of one request. They are counted together, also where it goes on with another token, and a failure that
 * may have been carried out in one try stays so, whatever later tries say.
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
	 * Asks until the answer is final, the policy gives up, or nothing more is sent. Whoever was asked before keeps that
	 * answer then: it tells more than the reason for which nothing is sent.
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
			// Who waits for a fault to pass keeps its place: while Feishu is out of order, little is begun.
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

	/** A failure as the last word, with what the tries before it have come to. */
	end(failure: Failure): Failure {
		this.attempts += failure.attempts;
		this.mayHaveHappened ||= failure.effect === 'unknown';
		const effect = this.mayHaveHappened ? 'unknown' : failure.effect;
		return { ...failure, attempts: this.attempts, effect };
	}
}
