import type { Failure, Reason } from '../errors/failures';
import type { Answer } from './answer';
import type { Clock } from './clock';

const second = 1_000;
const minute = 60 * second;

export interface RetryPolicy {
	/** How often a passing fault is tried in all. */
	tries: number;
	/** The wait after try 1, 2, … in milliseconds, before jitter. */
	waitAfter: (attempt: number) => number;
	/** How long one message may wait for the rate limit in all, in milliseconds. */
	longestRateLimitWait: number;
}

/** 1, 3, and 9 seconds: with four requests that time out after 10 seconds, just under a minute. */
export const fourTriesWithinAMinute: RetryPolicy = {
	tries: 4,
	waitAfter: (attempt) => second * 3 ** (attempt - 1),
	longestRateLimitWait: 5 * minute,
};

/** For a person who waits for the answer in a form. */
export const oneTry: RetryPolicy = { tries: 1, waitAfter: () => 0, longestRateLimitWait: 0 };

/** Everything else gets the same answer however often it is asked. */
const passing: ReadonlySet<Reason> = new Set(['feishu_unavailable', 'unreachable', 'timed_out']);

/** Whether the fault passes by itself. */
export function isPassing({ reason }: Pick<Failure, 'reason'>): boolean {
	return passing.has(reason) || reason === 'rate_limited';
}

/** How one message has fared so far. */
export interface History {
	/** Tries that count; waiting for the rate limit does not. */
	tries: number;
	/** Answers that the rate limit cut off, in a row. */
	limited: number;
	/** Milliseconds spent waiting for the rate limit. */
	limitedFor: number;
}

export const freshHistory: History = { tries: 0, limited: 0, limitedFor: 0 };

export type Decision = { wait: number; history: History } | 'give up';

/** Whether to ask again, and after how many milliseconds. */
export function decide(
	policy: RetryPolicy,
	answer: Extract<Answer, { ok: false }>,
	history: History,
	chance: number,
): Decision {
	if (answer.isFinal) return 'give up';
	if (answer.failure.reason === 'rate_limited') {
		const wait = rateLimitWait(answer, history.limited + 1, chance);
		const limitedFor = history.limitedFor + wait;
		if (limitedFor > policy.longestRateLimitWait) return 'give up';
		return { wait, history: { ...history, limited: history.limited + 1, limitedFor } };
	}
	const tries = history.tries + 1;
	if (!passing.has(answer.failure.reason) || tries >= policy.tries) return 'give up';
	return {
		wait: jitter(policy.waitAfter(tries), chance),
		history: { ...history, tries, limited: 0 },
	};
}

/** As long as Feishu says; else 1, 2, 4, … up to 30 seconds. */
export function rateLimitWait(
	{ waitSeconds }: { waitSeconds?: number },
	times: number,
	chance: number,
): number {
	return waitSeconds === undefined
		? jitter(Math.min(2 ** (times - 1), 30) * second, chance)
		: waitSeconds * second;
}

/** Between half and all of the wait, so that many who fail at once do not come back at once. */
function jitter(wait: number, chance: number): number {
	return wait * (0.5 + chance / 2);
}

/**
 * Asks until the answer is final, the policy gives up, or the execution is stopped. Whoever is stopped
 * between two tries keeps the answer of the first: it tells more than the stop does.
 */
export async function withRetry(
	policy: RetryPolicy,
	clock: Clock,
	ask: () => Promise<Answer>,
	signal?: AbortSignal,
): Promise<Answer> {
	let history = freshHistory;
	let attempts = 0;
	let mayHaveHappened = false;
	let final: Answer | undefined;
	for (;;) {
		const answer = await ask();
		if (!answer.ok && answer.failure.reason === 'execution_stopped' && final) return final;
		attempts += answer.ok ? answer.attempts : answer.failure.attempts;
		if (answer.ok) return { ...answer, attempts };
		mayHaveHappened ||= answer.mayHaveHappened;
		final = {
			...answer,
			failure: { ...answer.failure, attempts },
			mayHaveHappened,
		};
		const decision = decide(policy, answer, history, clock.random());
		if (decision === 'give up' || signal?.aborted) return final;
		await clock.wait(decision.wait, signal);
		if (signal?.aborted) return final;
		history = decision.history;
	}
}
