/* eslint-disable @n8n/community-nodes/no-restricted-imports -- counts listeners; tests never ship */
import { getEventListeners } from 'node:events';

import type { Clock } from '../../nodes/Feishu/client/clock';

/** The clock on top of n8n-workflow of either line of n8n. */
function clockOn(n8nWorkflow: string): Clock {
	let clock: Clock | undefined;
	jest.isolateModules(() => {
		jest.doMock('n8n-workflow', () => jest.requireActual<object>(n8nWorkflow));
		({ systemClock: clock } = jest.requireActual<typeof import('../../nodes/Feishu/client/clock')>(
			'../../nodes/Feishu/client/clock',
		));
	});
	jest.dontMock('n8n-workflow');
	if (clock === undefined) throw new Error('The module holds no clock');
	return clock;
}

describe.each([
	['2.x', clockOn('n8n-workflow')],
	['1.x', clockOn('n8n-workflow-v1')],
])('a wait in n8n %s', (_, clock) => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	/** Tells whether the wait is over, after all that can go on has gone on. */
	const watch = (wait: Promise<void>) => {
		const state = { over: false };
		void wait.then(() => {
			state.over = true;
		});
		return state;
	};

	test('ends when its time is over, not before', async () => {
		const wait = watch(clock.wait(1_000));
		await jest.advanceTimersByTimeAsync(999);
		expect(wait.over).toBe(false);
		await jest.advanceTimersByTimeAsync(1);
		expect(wait.over).toBe(true);
		expect(jest.getTimerCount()).toBe(0);
	});

	test('ends at once when the execution is stopped, and leaves neither timer nor listener', async () => {
		const { signal, abort } = controller();
		const wait = clock.wait(300_000, signal);
		expect(jest.getTimerCount()).toBe(1);
		abort();
		await wait;
		expect(jest.getTimerCount()).toBe(0);
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	test('does not begin when the execution was stopped before', async () => {
		const { signal, abort } = controller();
		abort();
		const wait = watch(clock.wait(300_000, signal));
		await jest.advanceTimersByTimeAsync(0);
		expect(wait.over).toBe(true);
		expect(jest.getTimerCount()).toBe(0);
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	test('never rejects, whatever the reason of the stop', async () => {
		for (const reason of [undefined, new Error('stopped'), 'text', null]) {
			const { signal, abort } = controller();
			const wait = clock.wait(1_000, signal);
			abort(reason);
			await expect(wait).resolves.toBeUndefined();
		}
	});

	test('that ends by itself leaves no listener on the execution’s signal', async () => {
		const { signal } = controller();
		const waits = Promise.all([1, 2, 3].map(async (ms) => await clock.wait(ms, signal)));
		await jest.advanceTimersByTimeAsync(3);
		await waits;
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	test('of others goes on when one is stopped', async () => {
		const { signal, abort } = controller();
		const stopped = watch(clock.wait(1_000, signal));
		const other = watch(clock.wait(1_000));
		abort();
		await jest.advanceTimersByTimeAsync(500);
		expect([stopped.over, other.over]).toEqual([true, false]);
		await jest.advanceTimersByTimeAsync(500);
		expect(other.over).toBe(true);
	});
});

test('chance is from 0 up to, not including, 1', () => {
	const clock = clockOn('n8n-workflow');
	for (let draw = 0; draw < 100; draw++) {
		expect(clock.random()).toBeGreaterThanOrEqual(0);
		expect(clock.random()).toBeLessThan(1);
	}
});

test.each([9, -9])(
	'a machine whose clock is put right by %d hours has that time from then on',
	(hours) => {
		const clock = clockOn('n8n-workflow');
		const [day, monotonic] = [clock.now(), clock.monotonic()];
		expect(Math.abs(day - Date.now())).toBeLessThan(60_000);
		const real = Date.now;
		jest.spyOn(Date, 'now').mockImplementation(() => real() + hours * 3_600_000);
		expect(Math.abs(clock.now() - day - hours * 3_600_000)).toBeLessThan(60_000);
		expect(Math.abs(clock.monotonic() - monotonic)).toBeLessThan(60_000);
		jest.restoreAllMocks();
	},
);

function controller() {
	const stop = new AbortController();
	return { signal: stop.signal, abort: (reason?: unknown) => stop.abort(reason) };
}
