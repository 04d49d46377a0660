/** Words in place of a secret. */
const leftOut = '[left out]';

/**
 * The fewest characters of a secret that is taken out of texts. Feishu's secrets are far longer, and a shorter one
 * occurs in texts that do not echo it.
 */
const shortest = 8;

/** Whether a text from outside echoes a secret, and so must not be handed on. */
export function holdsSecret(text: string, secrets: readonly string[]): boolean {
	if (secrets.some((secret) => secret !== '' && text.includes(secret))) return true;
	return formsOfAll(secrets).some((form) => text.includes(form));
}

/** Takes every echo of a secret out of a JSON value, and leaves all else as it is. */
export function leaveOutSecrets(json: unknown, secrets: readonly string[]): void {
	const forms = formsOfAll(secrets);
	if (forms.length > 0) leaveOut(json, forms);
}

/** Tells whether there was any. Works without recursion, since a host may nest as deep as it likes. */
function leaveOut(json: unknown, forms: readonly string[]): boolean {
	let found = false;
	const left = [json];
	while (left.length > 0) {
		const container = left.pop();
		if (typeof container !== 'object' || container === null) continue;
		const fields = container as Record<string, unknown>;
		for (const [name, value] of Object.entries(fields)) {
			const safeName = without(name, forms);
			const safeValue = typeof value === 'string' ? withoutInJson(value, forms) : value;
			if (typeof value === 'object') left.push(value);
			if (safeName === name && safeValue === value) continue;
			found = true;
			if (safeName !== name) delete fields[name];
			fields[safeName] = safeValue;
		}
	}
	return found;
}

function without(text: string, forms: readonly string[]): string {
	return forms.reduce((rest, form) => rest.replaceAll(form, leftOut), text);
}

/** A message's content is JSON in a text, where a secret may be spelled with escapes. */
function withoutInJson(text: string, forms: readonly string[]): string {
	const rest = without(text, forms);
	if (!rest.includes('\\') || !/^\s*[[{]/.test(rest)) return rest;
	try {
		const json: unknown = JSON.parse(rest);
		return leaveOut(json, forms) ? JSON.stringify(json) : rest;
	} catch {
		return rest;
	}
}

/** Most answers in a row have the same secrets to look for, so their forms are kept. */
let latest: { secrets: readonly string[]; forms: readonly string[] } = { secrets: [], forms: [] };

/** The longest first, since one secret may be a part of another. */
function formsOfAll(secrets: readonly string[]): readonly string[] {
	const isLatest =
		secrets.length === latest.secrets.length &&
		secrets.every((secret, place) => secret === latest.secrets[place]);
	if (isLatest) return latest.forms;
	const all = secrets.filter(({ length }) => length >= shortest).flatMap(formsOf);
	const forms = [...new Set(all)].sort((one, other) => other.length - one.length);
	latest = { secrets: [...secrets], forms };
	return forms;
}

/** The secret as it is, as JSON and URLs spell it, and in Base64 at each of the three offsets. */
function formsOf(secret: string): string[] {
	const bytes = Buffer.from(secret);
	const base64 = [0, 1, 2].map((before) =>
		Buffer.concat([Buffer.alloc(before), bytes])
			.toString('base64')
			.slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3)),
	);
	return [
		secret,
		JSON.stringify(secret).slice(1, -1),
		encodeURIComponent(bytes.toString()),
		...base64,
		...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
	];
}
