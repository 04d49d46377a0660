/** A number of a JSON text with the digits that it was written in, where a number of JavaScript would lose some. */
class ExactNumber {
	constructor(readonly digits: string) {}
}

/** A text, which is passed over, or a number. */
const literal = /"(?:[^"\\]+|\\.)*"|-?\d[\d.eE+-]*/gs;

/** A value that was parsed from a text, with its numbers as they stand in the text. Node.js 20 cannot tell them. */
export function withExactNumbers(value: unknown, text: string): unknown {
	const all = JSON.stringify(value);
	let mark = '#';
	// No text of the value may look like a marked number.
	while (all.includes(mark)) mark += '#';
	const marked = text.replace(literal, (found) =>
		found.startsWith('"') || String(Number(found)) === found ? found : `"${mark}${found}"`,
	);
	if (marked === text) return value;
	return JSON.parse(marked, (_, each: unknown) =>
		typeof each === 'string' && each.startsWith(mark)
			? new ExactNumber(each.slice(mark.length))
			: each,
	) as unknown;
}

/** JSON with its exact numbers. */
export function writeJson(value: unknown): string {
	if (value instanceof ExactNumber) return value.digits;
	if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const fields = Object.entries(value).filter(([, each]) => each !== undefined);
	return `{${fields.map(([key, each]) => `${JSON.stringify(key)}:${writeJson(each)}`).join(',')}}`;
}
