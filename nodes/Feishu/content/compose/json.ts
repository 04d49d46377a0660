import { exactly } from '../../errors/sentence';

/** A text as the JSON that it holds, or where it stops being JSON, in words. */
export function parseJson(text: string): { value: unknown } | { fault: string } {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return { fault: describe(text, faultIn(text)) };
	}
}

function describe(text: string, at: number): string {
	const before = text.slice(0, at).split('\n');
	const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
	if (at >= text.length) return `it ends too early, at ${place}`;
	const [rest = ''] = text.slice(at, at + 80).split(/[\r\n]/, 1);
	// Between two values, the end of a line is a blank and no fault.
	if (rest === '') return `at ${place}, where a text runs over the end of the line`;
	return `at ${place}, near ${exactly(Array.from(rest).slice(0, 20).join(''))}`;
}

// Every repetition has a bound, since V8 remembers each repeat and throws a RangeError after some millions. A number
// with more digits is read as ending at the bound.
const token =
	/[ \t\r\n]{0,4096}(-?(?:0|[1-9]\d{0,4096})(?:\.\d{1,4096})?(?:[eE][+-]?\d{1,4096})?|true|false|null|["[\]{},:])?/uy;

/** Within a text: anything but quotes, backslashes, and control characters, or an escape. */
const inText = /[ !#-[\]-\u{10ffff}]{1,4096}|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/uy;

const valueBegins = { '"': 'done', scalar: 'done', '{': 'key or }', '[': 'value or ]' };

/** The tokens that are allowed in each state, and the state that each leads to. */
const grammar: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	value: valueBegins,
	'value or ]': { ...valueBegins, ']': 'done' },
	key: { '"': ':' },
	'key or }': { '"': ':', '}': 'done' },
	':': { ':': 'value' },
	', or }': { ',': 'key', '}': 'done' },
	', or ]': { ',': 'value', ']': 'done' },
	nothing: {},
};

/**
 * The position of the first thing in a text that cannot stand there in JSON. Not every Node.js names it in the
 * error of its own parser.
 */
function faultIn(text: string): number {
	const open: string[] = [];
	let expected = 'value';
	let end = 0;
	for (;;) {
		token.lastIndex = end;
		const [whole = '', found = ''] = token.exec(text) ?? [];
		const kind = found.length > 1 || /\d/.test(found) ? 'scalar' : found;
		const next = grammar[expected]?.[kind];
		end += whole.length;
		if (found === '' && whole !== '') continue;
		if (next === undefined) return end - found.length;
		if (kind === '"') {
			end = endOfText(text, end);
			if (text[end++] !== '"') return end - 1;
		}
		if (kind === '{' || kind === '[') open.push(kind);
		if (kind === '}' || kind === ']') open.pop();
		const inside = open.at(-1);
		expected = next !== 'done' ? next : !inside ? 'nothing' : inside === '{' ? ', or }' : ', or ]';
	}
}

/** The end of a text: its quote, or a character that cannot be in it. Long texts are matched in pieces. */
function endOfText(text: string, begin: number): number {
	for (let end = begin; ; end = inText.lastIndex) {
		inText.lastIndex = end;
		if (!inText.test(text)) return end;
	}
}
