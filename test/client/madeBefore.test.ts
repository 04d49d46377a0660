import { wasMadeBefore } from '../../nodes/Feishu/client/madeBefore';

let ids = 0;
const second = 1_000;
const made = (at?: number) => ({ id: `om_made_${++ids}`, at });

test.each<[string, number | undefined, number | undefined, number, boolean]>([
	['made while it was asked for', 100 * second, 100 * second, second, false],
	['made a little before, by a clock that may differ', 91 * second, 100 * second, 0, false],
	['made before it was asked for', 84 * second, 100 * second, 5 * second, true],
	['made by an earlier try', 84 * second, 100 * second, 12 * second, false],
	['answered without a date', 50 * second, undefined, 0, false],
	['made at no time that is known', undefined, 100 * second, 0, false],
])('%s', (_, at, answeredAt, elapsed, isOld) => {
	expect(wasMadeBefore(made(at), {}, answeredAt, elapsed)).toBe(isOld);
});

test('what another execution of the process has made is old, and what the same one has made is not', () => {
	const [first, second] = [{}, {}];
	const message = made();
	expect(wasMadeBefore(message, first, undefined, 0)).toBe(false);
	expect(wasMadeBefore(message, first, undefined, 0)).toBe(false);
	expect(wasMadeBefore(message, second, undefined, 0)).toBe(true);
});
