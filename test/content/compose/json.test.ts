import { assert, json, property, string } from 'fast-check';

import { parseJson } from '../../../nodes/Feishu/content/compose/json';

const faultOf = (text: string) => {
	const parsed = parseJson(text);
	return 'fault' in parsed ? parsed.fault : undefined;
};

test.each([
	['{"a": 1, "b": [true, null, -1.5e3, "x\\u00e9\\n"]}', { a: 1, b: [true, null, -1500, 'xé\n'] }],
	[' "a text" ', 'a text'],
])('%s is what it says', (text, value) => {
	expect(parseJson(text)).toEqual({ value });
});

test.each([
	['', 'it ends too early, at line 1, column 1'],
	['{"a": 1', 'it ends too early, at line 1, column 8'],
	['{"a": 1,}', 'at line 1, column 9, near "}"'],
	['{"a" 1}', 'at line 1, column 6, near "1}"'],
	['{a: 1}', 'at line 1, column 2, near "a: 1}"'],
	['[1 2]', 'at line 1, column 4, near "2]"'],
	['[1,]', 'at line 1, column 4, near "]"'],
	['{"a": [1}', 'at line 1, column 9, near "}"'],
	['{"a": 01}', 'at line 1, column 8, near "1}"'],
	['{} {}', 'at line 1, column 4, near "{}"'],
	["{'a': 1}", 'at line 1, column 2, near "\'a\': 1}"'],
	['{\n  "a": 1,\n  "b": "x\ny"\n}', 'at line 3, column 8, near ""x"'],
	['{"text": "He said "no""}', 'at line 1, column 20, near "no""}"'],
	['{"a": undefined}', 'at line 1, column 7, near "undefined}"'],
])('%j is no JSON: %s', (text, fault) => {
	expect(faultOf(text)).toBe(fault);
});

test('a place is found in whatever is no JSON, however deep, and in nothing else', () => {
	expect(faultOf('['.repeat(100_000))).toMatch(/ends too early/);
	assert(
		property(string({ unit: 'grapheme' }), (text) => {
			let isJson = true;
			try {
				JSON.parse(text);
			} catch {
				isJson = false;
			}
			expect(faultOf(text) === undefined).toBe(isJson);
		}),
	);
	assert(
		property(json(), string({ maxLength: 2 }), (good, more) => {
			const text = `${good}${more}`;
			const fault = faultOf(text);
			if (fault === undefined) JSON.parse(text);
			else expect(() => void JSON.parse(text)).toThrow();
		}),
	);
});
