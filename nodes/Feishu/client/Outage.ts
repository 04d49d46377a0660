import { refusal, type Failure } from '../errors/Failure';
import { reasons } from '../errors/reasons';
import type { Answer } from './http/Answer';
import { sideBySide } from './Places';

/**
 * Notices when Feishu is out of reach for longer than one request tries: once as many in a row as run side by side
 * have ended so, with no other answer in between, the rest of the run would only spend its tries on the same.
 */
export class Outage {
	private inARow = 0;

	private since = Infinity;

	/** Why nothing more is sent, once it is known. */
	failure?: Failure;

	/** What one try has come to. */
	heard(answer: Answer): void {
		if (isOutage(answer)) return;
		this.inARow = 0;
		this.since = Infinity;
	}

	/** What a request has come to that was begun at `begunAt`, after all its tries. */
	ended(answer: Answer, begunAt: number): void {
		if (!isOutage(answer) || this.failure) return;
		this.inARow++;
		this.since = Math.min(this.since, begunAt);
		if (this.inARow >= sideBySide) this.failure = this.failureAfter(answer.failure);
	}

	private failureAfter({ reason, cause, nextStep, hint }: Failure): Failure {
		const since = new Date(this.since).toISOString();
		return refusal(reason, {
			cause: `${cause}: ${this.inARow} requests in a row have failed since ${since}, and this one was not sent`,
			nextStep,
			hint,
		});
	}
}

function isOutage(answer: Answer): answer is Extract<Answer, { ok: false }> {
	return !answer.ok && reasons[answer.failure.reason].isOutage === true;
}
