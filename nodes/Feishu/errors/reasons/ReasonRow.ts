export interface Texts {
	/**
	 * Completes a sentence: "Message om_…" and what is the case with it, or "Message om_… was not …, because" and
	 * what is the case with asking.
	 */
	cause: string;
	/** The advice in one sentence; part of `error.message`, all that an AI agent sees. */
	nextStep: string;
	/** The advice with the place where it is carried out. */
	hint: string;
}

/**
 * Texts for a narrower case. The advice comes whole or not at all: one half of it with the other half of a wider case
 * would send people to two places.
 */
export type NarrowerTexts = { cause?: string } & (
	| { nextStep: string; hint: string }
	| { nextStep?: undefined; hint?: undefined }
);

/** All that the rest of the code needs to know of a reason. */
export interface ReasonRow extends Texts {
	/** Whether `cause` is about the thing that was asked for, or about asking. */
	speaksOf: 'target' | 'request';
	/**
	 * The party that may try again although nobody has changed anything: the client after a pause, the client after
	 * the wait that Feishu names, or only the caller, who runs the workflow again. Left out, nobody may.
	 */
	retry?: 'backoff' | 'wait' | 'caller';
	/** Whether every request is likely to meet it, since Feishu or the way there is out of order. */
	isOutage?: true;
	/** Whether another identity might have fared better, so that the hint says who asked. */
	dependsOnIdentity?: true;
	/** Whether Feishu's own words tell something that the code does not. */
	quotesFeishu?: true;
	/** Whether it may have been done although the answer says otherwise: always, or under a 2xx status. */
	mayHideSuccess?: 'always' | 'under2xx';
	/** The cause that the answer proves, in n8n's terms. */
	n8nCause?:
		| 'rate-limited'
		| 'quota-exhausted'
		| 'temporarily-unavailable'
		| 'credential-invalid'
		| 'configuration-invalid';
}
