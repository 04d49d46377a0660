/* eslint-disable @n8n/community-nodes/no-restricted-imports -- looks at what is held; tests never ship */
import { inspect } from 'node:util';

import { RateLimiter } from '../../../nodes/Feishu/client/limits/RateLimiter';
import type { Window } from '../../../nodes/Feishu/client/limits/Window';
import { RateLimiters } from '../../../nodes/Feishu/client/limits/RateLimiters';
import { tier4 } from '../../../nodes/Feishu/client/limits/tiers';
import { VirtualClock } from '../virtualClock';

const second = 1_000;
const minute = 60 * second;

describe('the limiters of a process', () => {
	const slow: Window[] = [{ requests: 1, ms: second }];

	test('are one for each key, and do not wait for each other', async () => {
		const clock = new VirtualClock();
		const limiters = new RateLimiters(clock);
		expect(limiters.of('app', slow)).toBe(limiters.of('app', slow));
		const permits = ['a', 'b', 'c', '__proto__'].map(
			async (key) => await limiters.of(key, slow).acquire(),
		);
		await clock.run(Promise.all(permits));
		expect(clock.elapsed).toBe(0);
	});

	test('are no more than the bound, however many apps pass by', async () => {
		const clock = new VirtualClock();
		const limiters = new RateLimiters(clock, 20);
		for (let app = 0; app < 1_000; app++) {
			await clock.run(limiters.of(`app ${app}`, tier4).acquire());
		}
		expect(limiters.size).toBeLessThanOrEqual(20);
	});

	test('are no more than the bound where all are busy: the one not used for longest is forgotten', () => {
		const limiters = new RateLimiters(new VirtualClock(), 3);
		const [first, second, third] = ['first', 'second', 'third'].map((key) => {
			const limiter = limiters.of(key, slow);
			limiter.pause(minute);
			return limiter;
		});
		expect(limiters.of('first', slow)).toBe(first);
		limiters.of('fourth', slow).pause(minute);
		expect(limiters.size).toBe(3);
		expect(limiters.of('first', slow)).toBe(first);
		expect(limiters.of('third', slow)).toBe(third);
		expect(limiters.of('second', slow)).not.toBe(second);
	});

	test('are not forgotten while a call counts in them, though it has started nothing yet', () => {
		const limiters = new RateLimiters(new VirtualClock(), 2);
		const held = ['one', 'two', 'three'].map((key) => limiters.of(key, slow).hold());
		for (let app = 0; app < 9; app++) limiters.of(`app ${app}`, slow);
		const again = () => ['one', 'two', 'three'].map((key) => limiters.of(key, slow));
		expect(again().every((limiter, place) => limiter === held[place])).toBe(true);
		for (const limiter of held) limiter.letGo();
		limiters.of('new', slow);
		expect(limiters.size).toBe(1);
	});

	test('are forgotten when they have nothing left to remember', async () => {
		const clock = new VirtualClock();
		const limiters = new RateLimiters(clock, 2);
		const busy = limiters.of('busy', slow);
		await clock.run(limiters.of('idle', slow).acquire());
		await clock.pass(minute);
		await clock.run(busy.acquire());
		limiters.of('new', slow);
		expect(limiters.of('busy', slow)).toBe(busy);
	});

	test('are not forgotten while somebody waits, a window is open, or a pause lasts', async () => {
		const clock = new VirtualClock();
		const limiter = new RateLimiter(clock, [...slow, { requests: 9, ms: 10 * second }]);
		expect(limiter.idle).toBe(true);
		await clock.run(limiter.acquire());
		expect(limiter.idle).toBe(false);
		await clock.pass(10.4 * second);
		expect(limiter.idle).toBe(false);
		await clock.pass(second);
		expect(limiter.idle).toBe(true);
		limiter.pause(5 * second);
		await clock.pass(4 * second);
		expect(limiter.idle).toBe(false);
		await clock.pass(2 * second);
		expect(limiter.idle).toBe(true);
		const permit = limiter.acquire();
		expect(limiter.idle).toBe(false);
		await clock.run(permit);
	});

	test('take no more room for a long name, such as a tenant that an event names', () => {
		const limiters = new RateLimiters(new VirtualClock());
		const long = limiters.of('x'.repeat(100_000), slow);
		expect(limiters.of('x'.repeat(100_000), slow)).toBe(long);
		expect(inspect(limiters, { depth: 2, maxStringLength: null }).length).toBeLessThan(10_000);
	});

	test('are others for other windows, and tell a key from one that looks like it', () => {
		const limiters = new RateLimiters(new VirtualClock());
		expect(limiters.of('app', tier4)).not.toBe(limiters.of('app', slow));
		expect(limiters.of('app', [...slow])).toBe(limiters.of('app', slow));
		expect(limiters.size).toBe(2);
	});
});
