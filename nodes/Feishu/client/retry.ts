import { reasons } from '../errors/reasons';
import type { FailedAnswer } from './http/Answer';

const second = 1_000;
const minute = 60 * second;

export interface RetryPolicy {
	/** How often a transient fault is tried in all. */
	tries: number;
	/** The wait after try 1, 2, … in milliseconds, before jitter. */
	waitAfter: (attempt: number) => number;
	/** How long one request may wait for the rate limit in all, in milliseconds. */
	longestRateLimitWait: number;
	/** Whether it may be sent again when the last try may have been carried out. */
	mayRepeat: boolean;
}

/** 1, 3, and 9 seconds: with four requests that time out after 10 seconds, just under a minute. */
export const fourTriesWithinAMinute: RetryPolicy = {
	tries: 4,
	waitAfter: (attempt) => second * 3 ** (attempt - 1),
	longestRateLimitWait: 5 * minute,
	mayRepeat: true,
};

/** For a person who waits for the answer in a form. */
export const oneTry: RetryPolicy = {
	...fourTriesWithinAMinute,
	tries: 1,
	longestRateLimitWait: 0,
};

/** How one request has fared so far. */
export interface RetryState {
	/** Tries that count; waiting for the rate limit does not. */
	tries: number;
	/** Answers that the rate limit cut off, in a row. */
	limited: number;
	/** Milliseconds spent waiting for the rate limit. */
	limitedFor: number;
}

export const freshState: RetryState = { tries: 0, limited: 0, limitedFor: 0 };

export interface Decision {
	/** After how many milliseconds to ask again; never, when it is left out. */
	wait?: number;
	/** Milliseconds for which Feishu's limit has no room, also for other requests that count in it. */
	pause?: number;
	state: RetryState;
}

/** Whether to ask again. `random` is from 0 up to 1. */
export function decide(
	policy: RetryPolicy,
	answer: FailedAnswer,
	state: RetryState,
	random: number,
): Decision {
	const { reason, effect } = answer.failure;
	const { retry } = reasons[reason];
	if (effect !== 'none' && !policy.mayRepeat) return { state };
	if (retry === 'wait') {
		const pause = rateLimitWait(answer, state.limited + 1, random);
		const limitedFor = state.limitedFor + pause;
		const wait = limitedFor > policy.longestRateLimitWait ? undefined : pause;
		return { wait, pause, state: { ...state, limited: state.limited + 1, limitedFor } };
	}
	const tries = state.tries + 1;
	if (retry !== 'backoff' || tries >= policy.tries) return { state };
	return { wait: jitter(policy.waitAfter(tries), random), state: { ...state, tries, limited: 0 } };
}

/** As long as Feishu says; else 1, 2, 4, … up to 30 seconds. */
export function rateLimitWait(
	{ waitSeconds }: { waitSeconds?: number },
	times: number,
	random: number,
): number {
	return waitSeconds === undefined
		? jitter(Math.min(2 ** (times - 1), 30) * second, random)
		: waitSeconds * second;
}

/** Between half and all of the wait, so that many who fail at once do not come back at once. */
function jitter(wait: number, random: number): number {
	return wait * (0.5 + random / 2);
}
