/**
 * Markdown with its headings lowered. Feishu shows headings of the fourth and fifth level only; its own command-line
 * client lowers the others to these where there is a larger one. Code keeps its number signs.
 */
export function withLowerHeadings(markdown: string): string {
	const lines = linesOf(markdown);
	const hasLarger = lines.some(({ signs = '####' }) => signs.length < 4);
	return lines
		.map(({ line, signs }) =>
			// The first number sign of the line is that of its heading.
			signs === undefined ? line : line.replace(signs, lowered(signs.length, hasLarger)),
		)
		.join('\n');
}

function lowered(level: number, hasLarger: boolean): string {
	if (!hasLarger) return '#'.repeat(Math.min(level, 5));
	return level === 1 ? '####' : '#####';
}

/** A block that others stand in: a quote, or an item of a list, by the width of what its lines are indented by. */
type Container = 'quote' | number;

const quote = /^ {0,3}> ?/;
const item = /^( {0,3}(?:[-*+]|\d{1,9}[.)]))(?:( {1,4})(?=\S)|(?=\s|$))/;

/** With a backtick behind it, three of them are code within a line. */
const opening = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const closing = /^ {0,3}(`{3,}|~{3,})\s*$/;

/**
 * Each line, with the number signs of the heading that it is. Blocks are told apart as CommonMark has it: code ends
 * with its fence, or with the quote or the item that it stands in.
 */
function linesOf(markdown: string): Array<{ line: string; signs?: string }> {
	let open: Container[] = [];
	let fence: string | undefined;
	return markdown.split('\n').map((line) => {
		const continued = behindOpen(withoutTabs(line), open);
		if (continued.open.length < open.length) fence = undefined;
		({ open } = continued);
		if (fence !== undefined) {
			if (closing.exec(continued.rest)?.[1]?.startsWith(fence)) fence = undefined;
			return { line };
		}
		const rest = behindNew(continued.rest, open);
		fence = opening.exec(rest)?.[1];
		return { line, signs: /^ {0,3}(#{1,6})(?=\s|$)/.exec(rest)?.[1] };
	});
}

function withoutTabs(line: string): string {
	return line
		.split('\t')
		.reduce((text, part) => text.padEnd(text.length + 4 - (text.length % 4)) + part);
}

/** The open containers that a line continues, and the rest of the line. */
function behindOpen(line: string, open: readonly Container[]) {
	let rest = line;
	const stay = open.findIndex((container) => {
		const width = container === 'quote' ? quote.exec(rest)?.[0].length : container;
		if (width === undefined) return true;
		const isIn = container === 'quote' || /^\s*$/.test(rest) || rest.startsWith(' '.repeat(width));
		if (isIn) rest = rest.slice(width);
		return !isIn;
	});
	return { rest, open: stay < 0 ? [...open] : open.slice(0, stay) };
}

/** The rest of a line behind the containers that begin on it; they are added to the open ones. */
function behindNew(line: string, open: Container[]): string {
	for (let rest = line; ; ) {
		const [mark] = quote.exec(rest) ?? [];
		const [, marker = '', gap = ' '] = item.exec(rest) ?? [];
		if (mark === undefined && marker === '') return rest;
		const width = mark?.length ?? marker.length + gap.length;
		open.push(mark === undefined ? width : 'quote');
		rest = rest.slice(width);
	}
}
