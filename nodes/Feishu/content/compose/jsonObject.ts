import { succeeded, type Result } from '../../errors/Failure';
import { contentInvalid } from './Content';
import { withExactNumbers, writeJson } from './exactNumber';
import { parseJson } from './json';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A field that takes a JSON object, as a text or as it is. */
export function readObject(given: unknown, label: string, nextStep: string): Result<JsonObject> {
	if (isUnset(given)) return contentInvalid(`the field '${label}' is empty`, nextStep);
	const read = typeof given === 'string' ? parsed(given) : { value: asJson(given) };
	if ('fault' in read) {
		return contentInvalid(
			`'${label}' is not valid JSON: ${read.fault}`,
			nextStep,
			`${nextStep} Where an expression puts texts into JSON, use {{ JSON.stringify($json.text) }} without quotes around it, which keeps quotes and line breaks valid.`,
		);
	}
	const { value } = read;
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? succeeded(value as JsonObject)
		: contentInvalid(`'${label}' holds no JSON object`, nextStep);
}

export function isUnset(given: unknown): boolean {
	return (
		given === undefined || given === null || (typeof given === 'string' && given.trim() === '')
	);
}

/** The value of a JSON text, with the digits of its numbers, also where the JSON was turned into a text twice. */
function parsed(text: string): ReturnType<typeof parseJson> {
	const read = parseJson(text);
	if ('fault' in read) return read;
	if (typeof read.value === 'string' && read.value.trim().startsWith('{'))
		return parsed(read.value);
	try {
		const value = withExactNumbers(read.value, text);
		writeJson(value);
		return { value };
	} catch {
		return { value: undefined };
	}
}

/** A value as JSON: dates become texts, and a value that cannot be JSON, such as a circle, gives undefined. */
function asJson(value: unknown): unknown {
	try {
		return JSON.parse(JSON.stringify(value)) as unknown;
	} catch {
		return undefined;
	}
}
