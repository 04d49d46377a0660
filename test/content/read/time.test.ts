import { isoTime, msOf } from '../../../nodes/Feishu/content/read/time';

test.each([
	['1764001815123', '2025-11-24T16:30:15.123Z'],
	[1764001815123, '2025-11-24T16:30:15.123Z'],
	// Seconds, of which there are fewer.
	['1764001815', '2025-11-24T16:30:15.000Z'],
	['1000000000000', '2001-09-09T01:46:40.000Z'],
	['8640000000000001', undefined],
	['0', undefined],
	['', undefined],
	['yesterday', undefined],
	[['1764001815123'], undefined],
	[undefined, undefined],
])('%j is %j', (given, time) => {
	expect(isoTime(given)).toBe(time);
	expect(msOf(given)).toBe(time === undefined ? undefined : Date.parse(time));
});
