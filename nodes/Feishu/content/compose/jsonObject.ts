import { succeeded, type Result } from '../../errors/Failure';
import { contentInvalid } from './Content';
import { parseJson } from './json';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A field that takes a JSON object, as a text or as it is. */
export function readObject(given: unknown, label: string, nextStep: string): Result<JsonObject> {
	if (isUnset(given)) return contentInvalid(`the field '${label}' is empty`, nextStep);
	const read = typeof given === 'string' ? parseJson(given) : { value: given };
	if ('fault' in read) {
		return contentInvalid(
			`'${label}' is not valid JSON: ${read.fault}`,
			nextStep,
			`${nextStep} Where an expression puts texts into JSON, use {{ JSON.stringify($json.text) }} without quotes around it, which keeps quotes and line breaks valid.`,
		);
	}
	const value = asJson(read.value);
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? succeeded(value as JsonObject)
		: contentInvalid(`'${label}' holds no JSON object`, nextStep);
}

export function isUnset(given: unknown): boolean {
	return (
		given === undefined || given === null || (typeof given === 'string' && given.trim() === '')
	);
}

/** A value as JSON has it: expressions give dates, and also what cannot be JSON, such as a circle. */
function asJson(value: unknown): unknown {
	try {
		return JSON.parse(JSON.stringify(value)) as unknown;
	} catch {
		return undefined;
	}
}
