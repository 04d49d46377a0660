import { failed, refusal, succeeded, type Result } from '../../errors/Failure';
import type { Item } from '../Operation';

/** A time of day or date as n8n's fields hold it, with its zone or without. */
const iso =
	/^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,3})\d*)?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/** The field's time in milliseconds; undefined where nothing stands there. */
export function readTime(
	given: unknown,
	field: string,
	{ timezone }: Pick<Item, 'timezone'>,
): Result<number | undefined> {
	if (given === undefined || given === null || given === '') return succeeded(undefined);
	const ms = timeIn(given, timezone);
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

function timeIn(given: unknown, timezone: string): number | undefined {
	if (typeof given === 'object') return ofObject(given);
	if (typeof given === 'number') return ofNumber(given);
	if (typeof given !== 'string') return undefined;
	const text = given.trim();
	return /^\d{10,13}$/.test(text) ? ofNumber(Number(text)) : ofText(text, timezone);
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

/** Milliseconds, or seconds. */
function ofNumber(time: number): number | undefined {
	if (time >= 1e9 && time < 1e11) return time * 1_000;
	return time >= 1e11 ? time : undefined;
}

function ofText(text: string, timezone: string): number | undefined {
	const [, ...parts] = iso.exec(text) ?? [];
	const zone = parts.pop();
	const [year, month, day, hour, minute, second, fraction] = parts;
	if (year === undefined || month === undefined || day === undefined) return undefined;
	const wall = `${year}-${month}-${day}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}.${(fraction ?? '').padEnd(3, '0')}Z`;
	const utc = Date.parse(wall);
	// "2026-02-30" and "24:00" are no times, though some take them for the next day.
	if (Number.isNaN(utc) || new Date(utc).toISOString() !== wall) return undefined;
	return utc - (zone === undefined ? offsetAt(utc, timezone) : offsetOf(zone));
}

function offsetOf(zone: string): number {
	const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
	const ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
	return sign === '-' ? -ms : ms;
}

/** How far the clocks of a zone are ahead of UTC when they show this time. */
function offsetAt(wall: number, timezone: string): number {
	// The first guess is off by at most a day, and right but for the hours next to a change of the clocks.
	const guess = wall - offsetWhen(wall, timezone);
	return offsetWhen(guess, timezone);
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
