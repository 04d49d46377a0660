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
	const rest = text.slice(at, at + 20).split('\n', 1)[0] ?? '';
	return at >= text.length
		? `it ends too early, at ${place}`
		: `at ${place}, near ${exactly(rest)}`;
}

const token =
	/[ \t\r\n]*(?:("(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([[\]{},:]))/uy;

const valueBegins = { string: 'done', scalar: 'done', '{': 'key or }', '[': 'value or ]' };

/** What may come, and what may come after it. */
const grammar: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	value: valueBegins,
	'value or ]': { ...valueBegins, ']': 'done' },
	key: { string: ':' },
	'key or }': { string: ':', '}': 'done' },
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
		const found = token.exec(text);
		const kind = found?.[1] ? 'string' : found?.[2] ? 'scalar' : (found?.[3] ?? '');
		const next = grammar[expected]?.[kind];
		if (next === undefined) return end + text.slice(end).search(/[^ \t\r\n]|$/);
		end = token.lastIndex;
		if (kind === '{' || kind === '[') open.push(kind);
		if (kind === '}' || kind === ']') open.pop();
		const inside = open.at(-1);
		expected = next !== 'done' ? next : !inside ? 'nothing' : inside === '{' ? ', or }' : ', or ]';
	}
}
