/** As Markdown; the first row is its head. */
export const tableOf = ([header = [], ...rows]: ReadonlyArray<readonly string[]>): string =>
	[header, header.map(() => '---'), ...rows]
		.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
		.join('\n');
