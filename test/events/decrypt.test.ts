import { assert, base64String, property, string } from 'fast-check';

import { decrypt } from '../../nodes/Feishu/events/decrypt';
import { encrypt } from './sent';

test('the example of Feishu’s documentation is read', () => {
	expect(decrypt('P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=', 'test key')).toBe('hello world');
});

test('whatever was encrypted with the key is read, in any script', () => {
	assert(
		property(string({ unit: 'grapheme' }), string(), (text, key) => {
			expect(decrypt(encrypt(text, key), key)).toBe(text);
		}),
	);
});

test.each([
	['nothing', ''],
	['no base64', '!!!'],
	['less than a vector', 'AAAA'],
	['a vector and nothing behind it', 'A'.repeat(21) + 'A=='],
	['a block that was cut', encrypt('hello world', 'k').slice(0, -4)],
])('%s is not', (_, encrypted) => {
	expect(decrypt(encrypted, 'k')).toBeUndefined();
});

test('with another key, nothing comes of it that was said', () => {
	expect(decrypt(encrypt('hello', 'k'), 'other')).not.toBe('hello');
	assert(property(base64String(), (any) => void decrypt(any, 'k')));
});
