/* eslint-disable @n8n/community-nodes/no-restricted-imports -- counts listeners; tests never ship */
import { getEventListeners } from 'node:events';

import { onAbort, unlessAborted } from '../../nodes/Feishu/client/abort';
import { succeeded } from '../../nodes/Feishu/errors/Failure';
import { Places } from '../../nodes/Feishu/client/Places';
import { run } from '../../nodes/Feishu/execution/run';
import { ids, processAt } from './runs';
import { recalled } from './scriptedHttp';
import { VirtualClock } from './virtualClock';

const listenersOf = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

describe('callbacks of one signal', () => {
	test('share a listener, which goes with the last of them', () => {
		const { signal } = new AbortController();
		const leave = Array.from({ length: 60 }, () => onAbort(signal, () => undefined));
		expect(listenersOf(signal)).toBe(1);
		for (const each of leave.slice(1)) each();
		expect(listenersOf(signal)).toBe(1);
		leave[0]?.();
		expect(listenersOf(signal)).toBe(0);
		onAbort(signal, () => undefined);
		expect(listenersOf(signal)).toBe(1);
	});

	test('are each called once, but for those who left, and one may leave another out', () => {
		const stop = new AbortController();
		const called: string[] = [];
		const leave = onAbort(stop.signal, () => called.push('left before'));
		onAbort(stop.signal, () => {
			called.push('first');
			leaveLate();
		});
		const leaveLate = onAbort(stop.signal, () => called.push('left meanwhile'));
		onAbort(stop.signal, () => called.push('last'));
		leave();
		stop.abort();
		stop.abort();
		expect(called).toEqual(['first', 'last']);
	});
});

test('work that is no longer waited for leaves nothing on the signal', async () => {
	const stop = new AbortController();
	const never = new Promise<string>(() => undefined);
	const waiting = unlessAborted(never, stop.signal);
	expect(await unlessAborted(Promise.resolve('done'), stop.signal)).toBe('done');
	expect(await unlessAborted(Promise.resolve('done'), undefined)).toBe('done');
	expect(await unlessAborted(never, AbortSignal.abort())).toBeUndefined();
	await expect(unlessAborted(Promise.reject(new Error('no')), stop.signal)).rejects.toThrow('no');
	stop.abort();
	expect(await waiting).toBeUndefined();
	expect(listenersOf(stop.signal)).toBe(0);
});

/** Node.js warns of a leak from the eleventh listener on. */
test("sixty workers have one listener on the execution's signal", async () => {
	const clock = new VirtualClock();
	const feishu = processAt(clock, { recall: () => ({ ...recalled(), afterMs: 100 }) });
	const stop = new AbortController();
	const { client, recall } = feishu.execution({ signal: stop.signal });
	let most = 0;
	const watching = Promise.all(
		ids(30).map(async (_, at) => {
			await clock.wait(at * 100);
			most = Math.max(most, listenersOf(stop.signal));
		}),
	);
	const ran = run({
		items: 60,
		stopAtFirstFailure: false,
		places: new Places(),
		stop,
		connect: async () => succeeded(client),
		workOf: (item) => ({
			tasks: [
				{
					subject: { id: `om_${item}`, name: `Message om_${item}` },
					run: async () => {
						const answer = await recall(`om_${item}`, { requestsPerSecond: 20 });
						return [answer.ok ? { ok: true, json: {} } : answer];
					},
				},
			],
			emptyOutput: {},
		}),
	});
	const more = ids(10, 'om_more').map(async (id) => await recall(id, { requestsPerSecond: 20 }));
	await clock.run(Promise.all([ran, watching, ...more]));
	expect(most).toBe(1);
	expect(listenersOf(stop.signal)).toBe(0);
});
