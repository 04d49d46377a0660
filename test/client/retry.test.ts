import {
	decide,
	fourTriesWithinAMinute,
	freshState,
	rateLimitWait,
} from '../../nodes/Feishu/client/retry';
import { reasons, type Reason } from '../../nodes/Feishu/errors/reasons';
import { limited, no } from './refusals';

const second = 1_000;
const minute = 60 * second;
const policy = fourTriesWithinAMinute;

describe('the decision', () => {
	test('pauses nobody but for the rate limit', () => {
		for (const reason of passing) {
			expect(decide(policy, no(reason), freshState, 0.5).pause).toBeUndefined();
		}
	});

	const passing: Reason[] = ['feishu_unavailable', 'unreachable', 'timed_out', 'still_sending'];
	const final = (Object.keys(reasons) as Reason[]).filter(
		(reason) => !passing.includes(reason) && reason !== 'rate_limited',
	);

	test.each(final)('%s is final at the first try', (reason) => {
		expect(decide(policy, no(reason), freshState, 0.5).wait).toBeUndefined();
	});

	test.each(passing)('%s is tried four times, each after a longer wait', (reason) => {
		let state = freshState;
		const waits: number[] = [];
		for (;;) {
			const decision = decide(policy, no(reason), state, 0.999);
			if (decision.wait === undefined) break;
			waits.push(decision.wait);
			state = decision.state;
		}
		expect(waits).toHaveLength(3);
		expect([...waits].sort((a, b) => a - b)).toEqual(waits);
		expect(waits[0]).toBeGreaterThan(0);
	});

	test('spreads those who fail at the same moment', () => {
		const waits = [0, 0.25, 0.5, 0.75, 0.999].map(
			(chance) => decide(policy, no('unreachable'), freshState, chance).wait,
		);
		expect(new Set(waits).size).toBe(5);
		expect(waits.slice(0, 3)).toEqual([500, 625, 750]);
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
		expect(decide(policy, no('rate_limited'), again, 1).wait).toBe(4 * second);
	});

	test('is not to send again what may have been done, unless that does no harm', () => {
		const once = { ...policy, mayRepeat: false };
		const lost = no('timed_out', { effect: 'unknown' });
		expect(decide(once, lost, freshState, 0.5).wait).toBeUndefined();
		expect(decide(policy, lost, freshState, 0.5).wait).toBeGreaterThan(0);
		expect(decide(once, no('unreachable'), freshState, 0.5).wait).toBeGreaterThan(0);
	});

	test('starts anew with short waits when something else came in between', () => {
		const first = decide(policy, no('rate_limited'), { ...freshState, limited: 4 }, 0.5);
		const between = decide(policy, no('feishu_unavailable'), first.state, 0.5);
		expect(between.state.limited).toBe(0);
	});

	test('gives up after five minutes of waiting for the rate limit, not before', () => {
		let state = freshState;
		let waited = 0;
		for (;;) {
			const decision = decide(policy, limited(50), state, 0.5);
			if (decision.wait === undefined) break;
			expect(decision.pause).toBe(decision.wait);
			waited += decision.wait;
			state = decision.state;
		}
		expect(waited).toBe(5 * minute);
	});

	test('does not begin a wait that is longer than that', () => {
		const { wait, pause } = decide(policy, limited(3_600), freshState, 0.5);
		expect(wait).toBeUndefined();
		// The pause still holds up all other requests under this limit.
		expect(pause).toBe(3_600 * second);
	});
});
