import {
	array,
	assert,
	constantFrom,
	dictionary,
	json,
	jsonValue,
	letrec,
	nat,
	oneof,
	property,
	string,
} from 'fast-check';

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
	[
		'{\n  "a": 1,\n  "b": "x\ny"\n}',
		'at line 3, column 10, where a text runs over the end of the line',
	],
	['{"a": "x\r\ny"}', 'at line 1, column 9, where a text runs over the end of the line'],
	['{"a": "x\ty"}', 'at line 1, column 9, near "\\u{9}y"}"'],
	['{"a": "C:\\dir"}', 'at line 1, column 10, near "\\dir"}"'],
	['{"a": "\\u00g0"}', 'at line 1, column 8, near "\\u00g0"}"'],
	['{"a": "x', 'it ends too early, at line 1, column 9'],
	['{"a": "x\\', 'at line 1, column 9, near "\\"'],
	['{"a": 1\r\n"b": 2}', 'at line 2, column 1, near ""b": 2}"'],
	[`{${'🎉'.repeat(30)}`, `at line 1, column 2, near "${'🎉'.repeat(20)}"`],
	['{"a" "b\\c"}', 'at line 1, column 6, near ""b\\c"}"'],
	['{"text": "He said "no""}', 'at line 1, column 20, near "no""}"'],
	['{"a": undefined}', 'at line 1, column 7, near "undefined}"'],
])('%j is no JSON: %s', (text, fault) => {
	expect(faultOf(text)).toBe(fault);
});

/** Whether the parser of the platform takes it. */
function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

const nearlyJson = array(
	constantFrom(
		'{',
		'}',
		'[',
		']',
		':',
		',',
		'"',
		'"a"',
		' ',
		'\n',
		'\\',
		'\\u',
		'0',
		'-',
		'1e',
		'.',
	),
	{ maxLength: 8 },
).map((parts) => parts.join(''));

test.each([
	['any text', string({ unit: 'binary' })],
	['what is nearly JSON', nearlyJson],
	['JSON with something behind it', json().map((good) => `${good} x`)],
])('a fault is found in %s where the platform finds one', (_, texts) => {
	assert(
		property(texts, (text) => {
			expect(faultOf(text) === undefined).toBe(isJson(text));
		}),
		{ numRuns: 1_000 },
	);
});

/** Where the words of a fault say that it is, on the one line. */
const columnIn = (fault: string | undefined) => Number(/column (\d+)/.exec(fault ?? '')?.[1]);

test('a sign that stands nowhere in JSON is found where it stands', () => {
	assert(
		property(jsonValue({ maxDepth: 4 }), nat(), (value, draw) => {
			// Only between the tokens, where none of them is cut in two.
			const tokens = JSON.stringify(value).match(/"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^[\]{}:,"]+/g) ?? [];
			const before = tokens.slice(0, draw % (tokens.length + 1)).join('');
			const after = tokens.slice(draw % (tokens.length + 1)).join('');
			expect(columnIn(faultOf(`${before} ;${after}`))).toBe(before.length + 2);
		}),
		{ numRuns: 500 },
	);
});

/** Lists and objects of texts, since a number that is cut off is a number. */
const { nested } = letrec<{ nested: unknown }>((tie) => ({
	nested: oneof(
		{ maxDepth: 4 },
		string({ unit: 'binary' }),
		array(tie('nested'), { maxLength: 3 }),
		dictionary(string(), tie('nested'), { maxKeys: 3, noNullPrototype: true }),
	),
}));

test('an object or a list that is cut off ends too early', () => {
	assert(
		property(nested, nat(), (value, draw) => {
			const whole = JSON.stringify([value]);
			const cut = whole.slice(0, draw % whole.length);
			// Not behind half an escape, which is no escape yet.
			if (/\\(?:u[\da-f]{0,3})?$/.test(cut)) return;
			expect(faultOf(cut)).toBe(`it ends too early, at line 1, column ${cut.length + 1}`);
		}),
		{ numRuns: 500 },
	);
});

test.each([
	['any depth', '['.repeat(100_000), /ends too early/],
	['a long text', `["${'x'.repeat(20_000_000)}`, /ends too early/],
	['a long text of wide characters', `["${'🙂'.repeat(10_000_000)}`, /ends too early/],
	['a long text before it', `["${'🙂'.repeat(10_000_000)}" 1]`, /near "1]"/],
	['many blanks', `[${' '.repeat(20_000_000)};🙂`, /near ";🙂"/],
	['a long number', `[${'1'.repeat(20_000_000)}🙂`, /near "1{20}"/],
	['a long fraction', `[1.${'1'.repeat(20_000_000)}🙂`, /near "1{20}"/],
])('a fault is not hidden by %s', (_what, text, fault) => {
	expect(faultOf(text)).toMatch(fault);
});
