import { failed, stopped, type Failure } from '../../errors/Failure';
import { reasons } from '../../errors/reasons';
import type { Answer, FailedAnswer } from '../http/Answer';
import type { Tries } from '../Tries';
import type { Identity } from './Identity';

/** Sends a request with a token, unless `rejection` says that Feishu has rejected that token meanwhile. */
export type Send = (token: string, rejection: () => FailedAnswer | undefined) => Promise<Answer>;

/** The tokens of one run. Asking for one has retries and waits of its own, which all its requests share. */
export class TokenSession {
	/** Why no token can be had; fails all remaining requests without asking again. */
	private refused?: Failure;

	/** The latest token that Feishu has rejected, and what it says to that. */
	private rejected?: { token: string; answer: FailedAnswer };

	/** A renewed token that no answer has accepted yet. When it is rejected too, nobody renews again. */
	private unconfirmed?: string;

	constructor(private readonly identity: Identity) {}

	/** Sends with a token, and once more with a new one when Feishu rejects it. */
	async ask(send: Send, tries: Tries, timeoutMs: number, signal?: AbortSignal): Promise<Answer> {
		if (signal?.aborted) return stopped();
		if (this.refused) return failed(this.refused);
		const token = await this.identity.token(signal);
		if (signal?.aborted) return stopped();
		if (!token.ok) return this.without(token.failure, tries);
		const rejection = () => this.rejectionOf(token.value);
		const answer = await this.askWith(token.value, send, tries, rejection);
		if (!isRejection(answer) || token.value === this.unconfirmed) return answer;
		// Another item of this run may have met the refusal while this one was in flight.
		if (this.refused) return this.without(this.refused, tries);
		if (signal?.aborted) return answer;
		const renewed = await this.identity.renew(token.value, timeoutMs, signal);
		if (signal?.aborted) return answer;
		if (!renewed.ok) return this.without(renewed.failure, tries);
		this.unconfirmed = renewed.value;
		// The renewed token is judged by Feishu's answer to this request alone, not by its answers to others.
		return await this.askWith(renewed.value, send, tries, () => undefined);
	}

	/**
	 * The rejection of a token that another request met while this one waited for its turn. A renewed token that no
	 * answer has accepted yet has none: it is not renewed again, so the request would fail without being sent.
	 */
	private rejectionOf(token: string): FailedAnswer | undefined {
		if (token === this.unconfirmed || token !== this.rejected?.token) return undefined;
		return this.rejected.answer;
	}

	private async askWith(
		token: string,
		send: Send,
		tries: Tries,
		rejection: () => FailedAnswer | undefined,
	): Promise<Answer> {
		const answer = await tries.ask(async () => this.heard(token, await send(token, rejection)));
		if (token === this.unconfirmed && confirmsToken(answer)) this.unconfirmed = undefined;
		return answer;
	}

	private heard(token: string, answer: Answer): Answer {
		if (isRejection(answer)) {
			const failure = { ...answer.failure, attempts: 0 };
			this.rejected = { token, answer: { ...answer, failure } };
		}
		return answer;
	}

	private without(cause: Failure, tries: Tries): Answer {
		if (cause.reason !== 'execution_stopped') this.refused = cause;
		return failed(tries.end(cause));
	}
}

function isRejection(answer: Answer): answer is FailedAnswer {
	return !answer.ok && answer.failure.reason === 'token_rejected';
}

/** A failure without a code confirms nothing, and a rate limit may be met before the token is looked at. */
function confirmsToken(answer: Answer): boolean {
	if (answer.ok) return true;
	const { code, reason } = answer.failure;
	return code !== undefined && reasons[reason].retry === undefined && !isRejection(answer);
}
