import { array, assert, integer, property, record } from 'fast-check';

import { Repeats } from '../../nodes/Feishu/events/Repeats';

const hour = 3_600_000;

test('an event is known for sixteen hours: as long as a signature may hold, by whatever clock', () => {
	const repeats = new Repeats();
	repeats.add('a', 0);
	expect(repeats.has('a', 16 * hour - 1)).toBe(true);
	expect(repeats.has('a', 16 * hour)).toBe(false);
	expect(repeats.has('b', 0)).toBe(false);
});

test('of more than five thousand, the oldest are forgotten', () => {
	const repeats = new Repeats();
	for (let at = 0; at <= 5_000; at++) repeats.add(String(at), at);
	expect(repeats.has('0', 5_000)).toBe(false);
	expect(repeats.has('1', 5_000)).toBe(true);
	expect(repeats.size).toBe(5_000);
});

test('what is too old goes, however few there are', () => {
	const repeats = new Repeats();
	repeats.add('a', 0);
	repeats.add('b', 1);
	repeats.add('c', 16 * hour);
	expect(repeats.size).toBe(2);
});

test('it knows just what a list of everything would know', () => {
	const events = array(
		record({
			key: integer({ min: 0, max: 9 }).map(String),
			after: integer({ min: 0, max: 8 * hour }),
		}),
	);
	assert(
		property(events, (all) => {
			const repeats = new Repeats(4);
			const list: Array<[string, number]> = [];
			let now = 0;
			for (const { key, after } of all) {
				now += after;
				const known = list.slice(-4).some(([name, time]) => name === key && now - time < 16 * hour);
				expect(repeats.has(key, now)).toBe(known);
				if (known) continue;
				repeats.add(key, now);
				list.push([key, now]);
			}
		}),
	);
});
