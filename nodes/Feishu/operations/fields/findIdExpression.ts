/** The expression of the first ID in an item, looked for without getting lost in a large one. */
export function findIdExpression(json: unknown, valid: RegExp): string | undefined {
	const open: Array<{ value: unknown; at: string }> = [{ value: json, at: '$json' }];
	for (let looked = 0; looked < 2_000; looked++) {
		const next = open.shift();
		if (next === undefined) return undefined;
		if (typeof next.value === 'string' && valid.test(next.value)) return next.at;
		if (typeof next.value !== 'object' || next.value === null) continue;
		let entries = 0;
		for (const key in next.value) {
			if (++entries > 200) break;
			const at = next.at + step(next.value, key);
			// A longer expression would not fit into the sentence that shows it.
			if (at.length <= 200) open.push({ value: next.value[key as never], at });
		}
	}
	return undefined;
}

function step(parent: object, key: string): string {
	if (Array.isArray(parent)) return `[${key}]`;
	return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
