import { reasons, type Reason, type Texts } from './reasons';

/** Why something did not work, as a value: it travels up to the node, which alone makes an n8n error of it. */
export interface Failure extends Texts {
	reason: Reason;
	/** Whether `cause` is about the thing that was asked for, or about asking. */
	speaksOf: 'target' | 'request';
	/**
	 * The effect in spite of the failure: `unknown` when an answer was lost, `pending` when Feishu has accepted the
	 * request and is not done.
	 */
	effect: 'none' | 'unknown' | 'pending';
	/** Whether anything was sent to Feishu, be it for a token. */
	sent: boolean;
	/** How often it was tried, be it only as far as the token; 0 when nothing was sent. */
	attempts: number;
	/** Whether it may go better without anyone changing anything, where its reason alone does not tell. */
	retryable?: boolean;
	/** Feishu's code. */
	code?: number;
	httpStatus?: number;
	/** Feishu's id of the request, which its support asks for. */
	logId?: string;
	/** Feishu's page about this very request. */
	troubleshooter?: string;
	/** Scopes of which any one would do. */
	missingScopes?: string[];
	/** The page of Feishu's console that adds them. */
	grantUrl?: string;
}

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** A failure with the texts of its reason, unless the place where it happened knows better ones. */
export function failure(reason: Reason, facts: Partial<Omit<Failure, 'reason'>> = {}): Failure {
	const { cause, nextStep, hint, speaksOf } = reasons[reason];
	const usual = {
		cause,
		nextStep,
		hint,
		speaksOf,
		effect: 'none',
		sent: true,
		attempts: 1,
	} as const;
	return { reason, ...usual, ...facts };
}

/** A failure that happened before anything was sent. */
export function refusal(
	reason: Reason,
	facts: Partial<Omit<Failure, 'reason' | 'sent' | 'attempts'>> = {},
): Failure {
	return failure(reason, { ...facts, sent: false, attempts: 0 });
}

/** The failure of work that is left undone because the execution was stopped. */
export function stopped(): { ok: false; failure: Failure } {
	return failed(refusal('execution_stopped'));
}

export function succeeded<T>(value: T): Result<T> {
	return { ok: true, value };
}

export function failed(failure: Failure): { ok: false; failure: Failure } {
	return { ok: false, failure };
}
