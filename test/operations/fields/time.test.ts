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
	[1e11, '1973-03-03T09:46:40.000Z'],
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
