import type { Answer, FailedAnswer } from '../../nodes/Feishu/client/http/Answer';
import {
	decide,
	fourTriesWithinAMinute,
	freshState,
	rateLimitWait,
	withRetry,
	type Decision,
	type RetryPolicy,
} from '../../nodes/Feishu/client/retry';
import { failure, type Failure } from '../../nodes/Feishu/errors/Failure';
import { reasons, type Reason } from '../../nodes/Feishu/errors/reasons';
import { VirtualClock } from './virtualClock';

const second = 1_000;
const minute = 60 * second;
const policy = fourTriesWithinAMinute;

const no = (
	reason: Reason,
	facts: Partial<Failure> = {},
	more: Partial<FailedAnswer> = {},
): FailedAnswer => ({ ok: false, failure: failure(reason, facts), ...more });

const limited = (waitSeconds: number) => no('rate_limited', {}, { waitSeconds });
const yes: Answer = { ok: true, body: {}, attempts: 1 };

const waitOf = (decision: Decision) => (decision === 'give up' ? decision : decision.wait);

describe('the decision', () => {
	const passing: Reason[] = ['feishu_unavailable', 'unreachable', 'timed_out', 'still_sending'];
	const final = (Object.keys(reasons) as Reason[]).filter(
		(reason) => !passing.includes(reason) && reason !== 'rate_limited',
	);

	test.each(final)('%s is final at the first try', (reason) => {
		expect(decide(policy, no(reason), freshState, 0.5)).toBe('give up');
	});

	test.each(passing)('%s is tried four times, each after a longer wait', (reason) => {
		let state = freshState;
		const waits: number[] = [];
		for (;;) {
			const decision = decide(policy, no(reason), state, 0.999);
			if (decision === 'give up') break;
			waits.push(decision.wait);
			state = decision.state;
		}
		expect(waits).toHaveLength(3);
		expect([...waits].sort((a, b) => a - b)).toEqual(waits);
		expect(waits[0]).toBeGreaterThan(0);
	});

	test('spreads those who fail at the same moment', () => {
		const waits = [0, 0.25, 0.5, 0.75, 0.999].map((chance) =>
			waitOf(decide(policy, no('unreachable'), freshState, chance)),
		);
		expect(new Set(waits).size).toBe(5);
	});

	test('with four requests that time out, all is over within a minute', () => {
		const waits = [1, 2, 3].map((attempt) => policy.waitAfter(attempt));
		expect(4 * 10 * second + waits.reduce((sum, wait) => sum + wait)).toBeLessThanOrEqual(minute);
	});

	test('waits for the rate limit as long as Feishu says, and uses up no try', () => {
		const decision = decide(policy, limited(7), { ...freshState, tries: 3 }, 0);
		expect(decision).toMatchObject({ wait: 7 * second, state: { tries: 3 } });
	});

	test('without a word of Feishu’s waits longer each time, up to a bound', () => {
		const waits = [1, 2, 3, 4, 5, 6, 20].map((times) => rateLimitWait({}, times, 1));
		expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30].map((seconds) => seconds * second));
		const again = { ...freshState, limited: 2 };
		expect(waitOf(decide(policy, no('rate_limited'), again, 1))).toBe(4 * second);
	});

	test('is not to send again what may have been done, unless that does no harm', () => {
		const once = { ...policy, mayRepeat: false };
		const lost = no('timed_out', { effect: 'unknown' });
		expect(decide(once, lost, freshState, 0.5)).toBe('give up');
		expect(decide(policy, lost, freshState, 0.5)).not.toBe('give up');
		expect(decide(once, no('unreachable'), freshState, 0.5)).not.toBe('give up');
	});

	test('starts anew with short waits when something else came in between', () => {
		const first = decide(policy, no('rate_limited'), { ...freshState, limited: 4 }, 0.5);
		if (first === 'give up') throw new Error('It gave up');
		const between = decide(policy, no('feishu_unavailable'), first.state, 0.5);
		if (between === 'give up') throw new Error('It gave up');
		expect(between.state.limited).toBe(0);
	});

	test('gives up after five minutes of waiting for the rate limit, not before', () => {
		let state = freshState;
		let waited = 0;
		for (;;) {
			const decision = decide(policy, limited(50), state, 0.5);
			if (decision === 'give up') break;
			waited += decision.wait;
			state = decision.state;
		}
		expect(waited).toBe(5 * minute);
	});

	test('does not begin a wait that is longer than that', () => {
		expect(decide(policy, limited(3_600), freshState, 0.5)).toBe('give up');
	});
});

describe('asking again', () => {
	/** Answers one after the other; the last one stays. */
	const script = (...answers: Answer[]) => {
		const asked: number[] = [];
		const clock = new VirtualClock();
		return {
			asked,
			clock,
			ask: async (): Promise<Answer> => {
				asked.push(clock.elapsed);
				return answers[Math.min(asked.length, answers.length) - 1] ?? yes;
			},
		};
	};
	const retried = async (
		{ clock, ask }: ReturnType<typeof script>,
		signal?: AbortSignal,
		its: RetryPolicy = policy,
	) => await clock.run(withRetry(its, clock, ask, signal));

	test('stops at the first yes', async () => {
		const feishu = script(yes);
		expect(await retried(feishu)).toEqual(yes);
		expect(feishu.asked).toEqual([0]);
	});

	test('counts every try, a yes after faults too', async () => {
		const feishu = script(no('unreachable'), no('rate_limited'), no('timed_out'), yes);
		expect(await retried(feishu)).toMatchObject({ ok: true, attempts: 4 });
	});

	test('counts a try that sent two requests as two', async () => {
		const feishu = script(no('unreachable', { attempts: 2 }), {
			...yes,
			attempts: 2,
		});
		expect(await retried(feishu)).toMatchObject({ attempts: 4 });
	});

	test('gives up after four tries with the last failure', async () => {
		const feishu = script(no('unreachable'), no('unreachable'), no('timed_out'));
		expect(await retried(feishu)).toMatchObject({
			ok: false,
			failure: { reason: 'timed_out', attempts: 4 },
		});
		expect(feishu.asked).toHaveLength(4);
		expect(feishu.clock.pending).toBe(0);
	});

	test('remembers that an earlier try may have arrived', async () => {
		const lost = no('timed_out', { effect: 'unknown' });
		expect(await retried(script(lost, no('already_recalled')))).toMatchObject({
			failure: { reason: 'already_recalled', effect: 'unknown' },
		});
		expect(await retried(script(no('unreachable'), no('already_recalled')))).toMatchObject({
			failure: { effect: 'none' },
		});
	});

	test('a limited request has all its tries left afterwards', async () => {
		const limits = Array.from({ length: 12 }, () => limited(1));
		const feishu = script(...limits, no('unreachable'), no('unreachable'), no('unreachable'), yes);
		expect(await retried(feishu)).toMatchObject({ ok: true, attempts: 16 });
	});

	test('a stop ends the wait at once, with what the last try said', async () => {
		const feishu = script(limited(100));
		const stop = new AbortController();
		const stopping = feishu.clock.wait(3 * second).then(() => stop.abort());
		const answer = await retried(feishu, stop.signal);
		await stopping;
		expect(answer).toMatchObject({ failure: { reason: 'rate_limited', attempts: 1 } });
		expect(feishu.clock.elapsed).toBe(3 * second);
		expect(feishu.asked).toHaveLength(1);
		expect(feishu.clock.pending).toBe(0);
	});

	test('a stop while the first try is under way lets it end, and starts no second', async () => {
		const stop = new AbortController();
		const feishu = script(no('unreachable'));
		const stopped = async () => {
			stop.abort();
			return await feishu.ask();
		};
		await feishu.clock.run(withRetry(policy, feishu.clock, stopped, stop.signal));
		expect(feishu.asked).toHaveLength(1);
	});

	test('a second try that the stop kept from starting does not hide what the first said', async () => {
		const stopped = no('execution_stopped', { sent: false, attempts: 0 });
		const lost = no('timed_out', { effect: 'unknown' });
		expect(await retried(script(lost, stopped))).toMatchObject({
			failure: { reason: 'timed_out', attempts: 1, effect: 'unknown' },
		});
		expect(await retried(script(stopped))).toMatchObject({
			failure: { reason: 'execution_stopped', attempts: 0 },
		});
	});
});
