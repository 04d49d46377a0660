/** The largest number of starts in any stretch of this many milliseconds. */
export function mostWithin(ms: number, starts: number[]): number {
	const sorted = [...starts].sort((a, b) => a - b);
	let first = 0;
	return sorted.reduce((most, start, last) => {
		while ((sorted[first] ?? start) <= start - ms) first++;
		return Math.max(most, last - first + 1);
	}, 0);
}
