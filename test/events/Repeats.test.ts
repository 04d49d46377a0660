/* eslint-disable @n8n/community-nodes/no-restricted-imports -- looks at what is held; tests never ship */
import { inspect } from 'node:util';

import { array, assert, asyncProperty, integer, record } from 'fast-check';

import { Repeats } from '../../nodes/Feishu/events/Repeats';
import { VirtualClock } from '../client/virtualClock';

const hour = 3_600_000;

test('an event is known for sixteen hours: as long as a signature may hold, by whatever clock', async () => {
	const clock = new VirtualClock();
	const repeats = new Repeats(clock);
	repeats.add('a');
	await clock.pass(16 * hour - 1);
	expect(repeats.has('a')).toBe(true);
	await clock.pass(1);
	expect(repeats.has('a')).toBe(false);
	expect(repeats.has('b')).toBe(false);
});

test.each([
	['put forward', 0, 17, 0],
	['put back', 16, -9, 0],
	['put forward and back again', 0, 17, -17],
])('it stays known when the time of day is %s', async (_, passed, jump, back) => {
	const clock = new VirtualClock();
	const repeats = new Repeats(clock);
	repeats.add('a');
	await clock.pass(passed * hour);
	clock.jump(jump * hour);
	repeats.add('b');
	clock.jump(back * hour);
	expect(repeats.has('a')).toBe(true);
});

test('of more than five thousand, the oldest are forgotten', () => {
	const repeats = new Repeats(new VirtualClock());
	for (let at = 0; at <= 5_000; at++) repeats.add(String(at));
	expect(repeats.has('0')).toBe(false);
	expect(repeats.has('1')).toBe(true);
	expect(repeats.size).toBe(5_000);
});

test('what is too old goes, however few there are', async () => {
	const clock = new VirtualClock();
	const repeats = new Repeats(clock);
	repeats.add('a');
	await clock.pass(1);
	repeats.add('b');
	await clock.pass(16 * hour - 1);
	repeats.add('c');
	expect(repeats.size).toBe(2);
});

test('of an ID is kept no more than its digest, however long it is', () => {
	const repeats = new Repeats(new VirtualClock());
	repeats.add('x'.repeat(1_000_000));
	expect(repeats.has('x'.repeat(1_000_000))).toBe(true);
	expect(repeats.has('x'.repeat(999_999))).toBe(false);
	expect(inspect(repeats, { depth: null, maxStringLength: null }).length).toBeLessThan(1_000);
});

test('it knows just what a list of everything would know', async () => {
	const events = array(
		record({
			key: integer({ min: 0, max: 9 }).map(String),
			after: integer({ min: 0, max: 8 * hour }),
		}),
	);
	await assert(
		asyncProperty(events, async (all) => {
			const clock = new VirtualClock();
			const repeats = new Repeats(clock, 4);
			const list: Array<[string, number]> = [];
			for (const { key, after } of all) {
				await clock.pass(after);
				const now = clock.now();
				const known = list.slice(-4).some(([name, time]) => name === key && now - time < 16 * hour);
				expect(repeats.has(key)).toBe(known);
				if (known) continue;
				repeats.add(key);
				list.push([key, now]);
			}
		}),
	);
});
