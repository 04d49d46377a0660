/** The end of a sentence on a field that holds nothing usable: "is empty", or "holds a list, not an ID". */
export function whatIsHeld(given: unknown, wanted: string): string {
	const isNothing = given === undefined || given === null;
	if (isNothing || typeof given === 'string') return 'is empty';
	return `holds ${kindOf(given)}, not ${wanted}`;
}

function kindOf(given: unknown): string {
	if (Array.isArray(given)) return 'a list';
	return typeof given === 'object' ? 'an object' : `a ${typeof given}`;
}
