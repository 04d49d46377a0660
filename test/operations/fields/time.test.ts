import { DateTime } from 'luxon';

import { readTime } from '../../../nodes/Feishu/operations/fields/time';

const timeOf = (given: unknown, timezone = 'Asia/Shanghai') => {
	const read = readTime(given, 'Sent After', { timezone });
	if (!read.ok) throw new Error(read.failure.reason);
	return read.value === undefined ? undefined : new Date(read.value).toISOString();
};

test.each([
	['2026-11-24T10:00:00', '2026-11-24T02:00:00.000Z'],
	['2026-11-24 10:00', '2026-11-24T02:00:00.000Z'],
	['2026-11-24', '2026-11-23T16:00:00.000Z'],
	['2026-11-24T10:00:00.5', '2026-11-24T02:00:00.500Z'],
	['2026-11-24T10:00:00.123456', '2026-11-24T02:00:00.123Z'],
	['2026-11-24T10:00:00Z', '2026-11-24T10:00:00.000Z'],
	['2026-11-24T10:00:00.000-05:00', '2026-11-24T15:00:00.000Z'],
	[' 2026-11-24T10:00:00+0530 ', '2026-11-24T04:30:00.000Z'],
	[1_764_000_000_123, '2025-11-24T16:00:00.123Z'],
	[1_764_000_000, '2025-11-24T16:00:00.000Z'],
	['1764000000123', '2025-11-24T16:00:00.123Z'],
	[1e9, '2001-09-09T01:46:40.000Z'],
	[1e12, '2001-09-09T01:46:40.000Z'],
	['2026-11-24 10:00:00+08', '2026-11-24T02:00:00.000Z'],
	['2026-11-24T10:00:00.5-03', '2026-11-24T13:00:00.500Z'],
	['2026-11-24 10:00:00 +0800', '2026-11-24T02:00:00.000Z'],
	['2026-11-24 10:00:00 UTC', '2026-11-24T10:00:00.000Z'],
	['2026-11-24T10:00+14:00', '2026-11-23T20:00:00.000Z'],
	['2026/11/24 10:00', '2026-11-24T02:00:00.000Z'],
	['2026/1/5 9:30', '2026-01-05T01:30:00.000Z'],
	['2026-1-5', '2026-01-04T16:00:00.000Z'],
	[new Date(1_764_000_000_123), '2025-11-24T16:00:00.123Z'],
	[{ toMillis: () => 1_764_000_000_123 }, '2025-11-24T16:00:00.123Z'],
	['', undefined],
	[null, undefined],
	[undefined, undefined],
])('%p is %s', (given, time) => {
	expect(timeOf(given)).toBe(time);
});

test.each([
	['2026-07-01T12:00:00', 'Europe/Berlin', '2026-07-01T10:00:00.000Z'],
	['2026-12-01T12:00:00', 'Europe/Berlin', '2026-12-01T11:00:00.000Z'],
	// The clocks go forward at 02:00, and back at 03:00.
	['2026-03-29T01:59:59', 'Europe/Berlin', '2026-03-29T00:59:59.000Z'],
	['2026-03-29T03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
	['2026-10-25T01:59:59', 'Europe/Berlin', '2026-10-24T23:59:59.000Z'],
	['2026-10-25T03:00:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
	['2026-11-24T00:00:00', 'UTC', '2026-11-24T00:00:00.000Z'],
	['2026-11-24T00:00:00', 'Asia/Kathmandu', '2026-11-23T18:15:00.000Z'],
	['2026-11-24T00:00:00', 'Pacific/Kiritimati', '2026-11-23T10:00:00.000Z'],
])('%s in %s is %s', (given, timezone, time) => {
	expect(timeOf(given, timezone)).toBe(time);
});

test.each([
	'yesterday',
	'2026-02-30',
	'2026-11-24T25:00:00',
	'2026-11-24T24:00:00',
	'2026-13-01',
	'24.11.2026',
	'10:00',
	'1',
	7,
	-1,
	NaN,
	true,
	{},
	[],
	new Date(NaN),
	{ toMillis: () => 'soon' },
	{ toMillis: 1_764_000_000_123 },
	'0001-01-01T00:00:00Z',
	'1970-01-01T00:00:00Z',
	8.64e15,
	1e9 - 1,
	// Neither seconds nor milliseconds: of eleven and twelve digits, and microseconds.
	1e10,
	1e11,
	'176400000000',
	1_764_000_000_000_000,
	'1764000000000000',
	'20261124',
	'2026-11-24T10:00+99:99',
	'2026-11-24T10:00+14:01',
	'2026-11-24T10:00+08:60',
	'2026-11-24T10:00-15',
	'24/11/2026',
	'11/24/2026',
	'2026-11/24',
	'1970-01-01T00:00:00',
])('%p is no time, and is refused with the name of its field', (given) => {
	const read = readTime(given, 'Sent After', { timezone: 'Asia/Shanghai' });
	expect(read).toMatchObject({
		ok: false,
		failure: {
			reason: 'invalid_request',
			sent: false,
			cause: expect.stringContaining("'Sent After'"),
			hint: expect.stringContaining('(Asia/Shanghai)'),
		},
	});
});

/** Half hours, the southern hemisphere, a clock change of half an hour at Lord Howe, and one at midnight. */
describe.each([
	'America/New_York',
	'Europe/Berlin',
	'Asia/Shanghai',
	'Asia/Kathmandu',
	'Australia/Lord_Howe',
	'Australia/Adelaide',
	'America/St_Johns',
	'America/Santiago',
	'America/Havana',
	'Pacific/Auckland',
	'Pacific/Chatham',
	'Africa/Casablanca',
	'Atlantic/Azores',
])('a time of %s', (zone) => {
	const shown = (ms: number) => DateTime.fromMillis(ms, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
	const read = (wall: string, field: string) => {
		const time = readTime(wall, field, { timezone: zone });
		return time.ok ? (time.value ?? NaN) : NaN;
	};

	/** Times of day on the days around each change of the clocks, and on some others. */
	const walls: string[] = [];
	for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2027, 0, 1); day += 86_400_000) {
		const offsets = [day - 86_400_000, day + 86_400_000].map(
			(ms) => DateTime.fromMillis(ms, { zone }).offset,
		);
		if (offsets[0] === offsets[1] && !/-(01|07)-01T/.test(new Date(day).toISOString())) continue;
		for (let at = 0; at < 86_400_000; at += 900_000) {
			walls.push(new Date(day + at).toISOString().slice(0, 16));
		}
	}

	test('is what Luxon takes it for; where the clocks show it twice, the window is the narrower', () => {
		for (const wall of walls) {
			const begins = read(wall, 'Sent After');
			const ends = read(wall, 'Sent Before');
			const luxon = DateTime.fromISO(wall, { zone }).toMillis();
			if (begins === ends) {
				expect([wall, begins]).toEqual([wall, luxon]);
				for (const other of [begins - 3_600_000, begins + 3_600_000]) {
					expect(shown(other)).not.toBe(wall);
				}
				continue;
			}
			expect([shown(begins), shown(ends)]).toEqual([wall, wall]);
			expect(begins).toBeGreaterThan(ends);
			expect([begins, ends]).toContain(luxon);
		}
	});
});

test.each([
	// The clocks of New York skip the hour from 02:00.
	['America/New_York', '2026-03-08T02:30:00', '2026-03-08T07:30:00.000Z'],
	// Samoa and Kwajalein each skipped a day.
	['Pacific/Apia', '2011-12-30T00:00:00', '2011-12-30T10:00:00.000Z'],
	['Pacific/Apia', '2011-12-30T23:59:00', '2011-12-31T09:59:00.000Z'],
	['Pacific/Kwajalein', '1993-08-21T12:00:00', '1993-08-22T00:00:00.000Z'],
])('a time that the clocks of %s skip, %s, is later by as much: %s', (zone, wall, time) => {
	expect(timeOf(wall, zone)).toBe(time);
	expect(DateTime.fromISO(wall, { zone }).toUTC().toISO()).toBe(time);
});
