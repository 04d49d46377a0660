import { asRecord, textOf } from '../../../nodes/Feishu/client/http/record';

test.each([[], [{}], null, undefined, 'text', 7, true])('%j is no object with keys', (value) => {
	expect(asRecord(value)).toBeUndefined();
});

test('an object with keys is handed on', () => {
	const value = { key: 1 };
	expect(asRecord(value)).toBe(value);
});

test('a text is itself, and anything else an empty one', () => {
	expect(textOf('text')).toBe('text');
	for (const value of [7, null, undefined, ['text'], {}]) expect(textOf(value)).toBe('');
});
