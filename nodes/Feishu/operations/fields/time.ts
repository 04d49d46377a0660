import { failed, refusal, succeeded, type Result } from '../../errors/Failure';
import type { Item } from '../Operation';

/** A date, and a time of day and a zone if they are there. The year comes first, so that month and day are certain. */
const iso =
	/^(\d{4})(?:-(\d\d?)-|\/(\d\d?)\/)(\d\d?)(?:[T ]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,3})\d*)?)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;

/** The field's time in milliseconds; undefined where nothing stands there. 'Sent Before' ends a window, others begin one. */
export function readTime(
	given: unknown,
	field: string,
	{ timezone }: Pick<Item, 'timezone'>,
): Result<number | undefined> {
	if (given === undefined || given === null || given === '') return succeeded(undefined);
	const ms = timeIn(given, timezone, field === 'Sent Before');
	return ms !== undefined && ms > 0 && ms < 8.64e15
		? succeeded(ms)
		: failed(
				refusal('invalid_request', {
					cause: `the field '${field}' does not hold a time`,
					nextStep: `Set '${field}' to a time such as 2026-11-24T10:00:00+08:00.`,
					hint: `Set '${field}' to a date and time. Without a time zone it is taken in that of the workflow (${timezone}).`,
				}),
			);
}

function timeIn(given: unknown, timezone: string, isEnd: boolean): number | undefined {
	if (typeof given === 'object') return ofObject(given);
	if (typeof given === 'number') return ofNumber(given);
	if (typeof given !== 'string') return undefined;
	const text = given.trim();
	return /^\d{5,}$/.test(text) ? ofNumber(Number(text)) : ofText(text, timezone, isEnd);
}

/** An expression may give a DateTime of Luxon's, which n8n's own are, or a Date. */
function ofObject(given: object | null): number | undefined {
	const ms: unknown =
		given instanceof Date
			? given.getTime()
			: given !== null && 'toMillis' in given && typeof given.toMillis === 'function'
				? (given as { toMillis(): unknown }).toMillis()
				: undefined;
	return typeof ms === 'number' ? ms : undefined;
}

/** Milliseconds, or seconds, of the years 2001 to 2286. The unit of other numbers cannot be told. */
function ofNumber(time: number): number | undefined {
	if (time >= 1e9 && time < 1e10) return time * 1_000;
	return time >= 1e12 && time < 1e13 ? time : undefined;
}

function ofText(text: string, timezone: string, isEnd: boolean): number | undefined {
	const [, year = '', dashed, slashed, day = '', hour, minute, second, fraction, zone] =
		iso.exec(text) ?? [];
	const date = [year, dashed ?? slashed ?? '', day].map((part) => part.padStart(2, '0')).join('-');
	const time = `${(hour ?? '').padStart(2, '0')}:${minute ?? '00'}:${second ?? '00'}.${(fraction ?? '').padEnd(3, '0')}`;
	const wall = `${date}T${time}Z`;
	const utc = Date.parse(wall);
	// "2026-02-30" and "24:00" are no times, though some take them for the next day.
	if (Number.isNaN(utc) || new Date(utc).toISOString() !== wall) return undefined;
	if (zone === undefined) return whenShown(utc, timezone, isEnd);
	const offset = offsetOf(zone);
	return offset === undefined ? undefined : utc - offset;
}

/** No place on Earth is more than 14 hours from UTC. */
function offsetOf(zone: string): number | undefined {
	const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
	const ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
	if (ms > 14 * anHour || Number(minutes ?? 0) > 59) return undefined;
	return sign === '-' ? -ms : ms;
}

const anHour = 3_600_000;

/**
 * When the clocks of a zone show this time. Where they show it twice, a window begins at the second and ends at the
 * first, so that it is the narrower one. A time that they skip is taken as n8n's own dates take it: as much later as
 * they skip.
 */
function whenShown(wall: number, timeZone: string, isEnd: boolean): number {
	const before = offsetWhen(wall - 14 * anHour, timeZone);
	const after = offsetWhen(wall + 14 * anHour, timeZone);
	const times = [wall - before, wall - after].filter(
		(ms) => ms + offsetWhen(ms, timeZone) === wall,
	);
	if (times.length === 0) return wall - Math.min(before, after);
	return isEnd ? Math.min(...times) : Math.max(...times);
}

function offsetWhen(ms: number, timeZone: string): number {
	const clock = new Intl.DateTimeFormat('en-US', {
		timeZone,
		calendar: 'iso8601',
		numberingSystem: 'latn',
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
	});
	const shown = Object.fromEntries(
		clock.formatToParts(ms).map(({ type, value }) => [type, Number(value)]),
	);
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
	return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1_000) * 1_000;
}
