/* eslint-disable @n8n/community-nodes/no-restricted-imports -- counts listeners; tests never ship */
import { getEventListeners } from 'node:events';

import { poll } from '../../nodes/Feishu/client/poll';
import { VirtualClock } from './virtualClock';

function polled(wantedAt: number, withinMs: number) {
	const clock = new VirtualClock();
	const { signal } = new AbortController();
	const asked: number[] = [];
	const ask = async () => {
		asked.push(clock.elapsed);
		return { ok: true as const, body: { at: clock.elapsed }, attempts: 1 };
	};
	const isWanted = ({ at }: Readonly<Record<string, unknown>>) => at === wantedAt;
	return { clock, signal, asked, answer: clock.run(poll(ask, isWanted, withinMs, clock, signal)) };
}

test('ends with the wanted answer, and leaves neither timer nor listener', async () => {
	const { answer, asked, clock, signal } = polled(2_000, 60_000);
	expect(await answer).toMatchObject({ ok: true });
	expect(asked).toEqual([0, 1_000, 2_000]);
	expect(clock.pending).toBe(0);
	expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test.each([9, -9])('waits as long when the time of day jumps by %d hours', async (hours) => {
	const { answer, asked, clock } = polled(Infinity, 2_500);
	clock.jump(hours * 3_600_000);
	expect(await answer).toBeUndefined();
	expect(asked).toEqual([0, 1_000, 2_000]);
});

test('ends when there is no time for another question', async () => {
	const { answer, asked, clock } = polled(Infinity, 2_500);
	expect(await answer).toBeUndefined();
	expect(asked).toEqual([0, 1_000, 2_000]);
	expect(clock.elapsed).toBe(2_000);
});

test('from the first answer on, waits for that are not counted, and what was asked in time is let come', async () => {
	const clock = new VirtualClock();
	const took = [60_000, 0, 30_000, 0];
	const asked: number[] = [];
	const ask = async () => {
		await clock.wait(took[asked.length] ?? 0);
		asked.push(clock.elapsed);
		return { ok: true as const, body: {}, attempts: 1 };
	};
	const answer = clock.run(poll(ask, () => false, 3_000, clock, undefined, 'firstAnswer'));
	expect(await answer).toBeUndefined();
	expect(asked).toEqual([60_000, 61_000, 92_000]);
	expect(clock.pending).toBe(0);
});
