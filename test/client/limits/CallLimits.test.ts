import { CallLimits, outcomeOf } from '../../../nodes/Feishu/client/limits/CallLimits';
import type { Answer } from '../../../nodes/Feishu/client/http/Answer';
import { RateLimiters } from '../../../nodes/Feishu/client/limits/RateLimiters';
import { failed, failure } from '../../../nodes/Feishu/errors/Failure';
import { anApp } from '../anApp';
import { queryApi, settings } from '../runs';
import { VirtualClock } from '../virtualClock';

const second = 1_000;

const api = { ...queryApi, limits: [{ requests: 3, ms: 10 * second }] };

const limited = (facts: object = {}) => ({ ...failed(failure('rate_limited')), ...facts });

function process(atMost?: number) {
	const clock = new VirtualClock();
	const limiters = new RateLimiters(clock, atMost);
	const limitsOf = (chat: string, node = 'one', requestsPerSecond = 50) =>
		new CallLimits(limiters, anApp, node, api, {
			path: '/',
			...settings,
			requestsPerSecond,
			limits: [{ key: chat, windows: [{ requests: 1, ms: 2 * second }] }],
		});
	/** When the last of them may start, in whole seconds. */
	const startOf = async (...calls: CallLimits[]) => {
		for (const limits of calls) {
			const permit = await clock.run(limits.acquire());
			permit?.release('succeeded');
		}
		return Math.floor(clock.elapsed / second);
	};
	return { clock, limiters, limitsOf, startOf };
}

describe('a call', () => {
	test('waits for the limit that it names, for all nodes alike', async () => {
		const { limitsOf, startOf } = process();
		expect(await startOf(limitsOf('a'), limitsOf('b'))).toBe(0);
		expect(await startOf(limitsOf('a', 'another'))).toBe(2);
	});

	test('waits for it also where more limits are in use than are kept', async () => {
		const { limiters, limitsOf, startOf } = process(2);
		const calls = [limitsOf('a'), limitsOf('b'), limitsOf('a', 'another')];
		expect(await startOf(...calls)).toBe(2);
		for (const call of calls) call.end();
		limiters.of('another', api.limits);
		expect(limiters.size).toBeLessThanOrEqual(2);
	});

	test('waits for its node’s share', async () => {
		const { limitsOf, startOf } = process();
		expect(await startOf(limitsOf('a', 'one', 1), limitsOf('b', 'another', 1))).toBe(0);
		expect(await startOf(limitsOf('c', 'one', 1))).toBe(1);
	});

	test('waits for what its API allows the app', async () => {
		const { limitsOf, startOf } = process();
		expect(await startOf(limitsOf('a'), limitsOf('b'), limitsOf('c', 'another'))).toBe(0);
		expect(await startOf(limitsOf('d'))).toBe(10);
	});
});

describe('a call that holds a place among those that run side by side', () => {
	/** The seconds at which the second call leaves its place, comes back to it, and starts. */
	async function placeOf(first: string, second: string) {
		const { clock, limitsOf, startOf } = process();
		await startOf(limitsOf(first));
		const events: Array<[string, number]> = [];
		const tell = (event: string) => events.push([event, Math.floor(clock.elapsed / 1_000)]);
		const leave = () => {
			tell('left');
			return () => {
				tell('came back');
			};
		};
		const permit = await clock.run(limitsOf(second).acquire(undefined, { leave }));
		tell('started');
		permit?.release('succeeded');
		return events;
	}

	test('keeps it while the limit that it names has room', async () => {
		expect(await placeOf('a', 'b')).toEqual([['started', 0]]);
	});

	test('leaves it to others while it waits, and comes back before it starts', async () => {
		const [left, cameBack, ...rest] = await placeOf('a', 'a');
		expect([left, cameBack]).toEqual([
			['left', 0],
			['came back', 2],
		]);
		expect(rest.at(-1)).toEqual(['started', 2]);
	});

	test('keeps it where it names no limit', async () => {
		const clock = new VirtualClock();
		const limiters = new RateLimiters(clock);
		const call = { path: '/', ...settings, requestsPerSecond: 1 };
		const limits = () => new CallLimits(limiters, anApp, 'one', api, call);
		let left = 0;
		const leave = () => {
			left += 1;
			return () => undefined;
		};
		for (let turn = 0; turn < 2; turn++) await clock.run(limits().acquire(undefined, { leave }));
		expect(left).toBe(0);
		expect(clock.elapsed).toBeGreaterThanOrEqual(second);
	});
});

describe('a pause', () => {
	test('of the app holds up every node, and no longer than a minute', async () => {
		const { limitsOf, startOf } = process();
		limitsOf('a').pause(limited({ limitsApp: true }), 3_600 * second);
		expect(await startOf(limitsOf('b', 'another'))).toBe(60);
	});

	test('of the limit that a call names holds up nobody else', async () => {
		const { limitsOf, startOf } = process();
		limitsOf('a').pause(limited(), 7 * second);
		expect(await startOf(limitsOf('b'))).toBe(0);
		expect(await startOf(limitsOf('a', 'another'))).toBe(7);
	});

	test('of nothing that a call names holds up nobody', () => {
		const limiters = new RateLimiters(new VirtualClock());
		const limits = new CallLimits(limiters, anApp, 'one', api, { path: '/', ...settings });
		expect(() => limits.pause(limited(), second)).not.toThrow();
	});
});

test.each<[string, Answer]>([
	['succeeded', { ok: true, body: {}, attempts: 1 }],
	['limited', limited({ limitsApp: true })],
	['answered', failed(failure('rate_limited', { httpStatus: 429 }))],
	['noResponse', failed(failure('timed_out'))],
])('%s is how it ended', (outcome, answer) => {
	expect(outcomeOf(answer)).toBe(outcome);
});
