import { succeeded, type Result } from '../../errors/Failure';
import { contentInvalid } from './Content';
import { parseJson } from './json';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A field that takes a JSON object, as a text or as it is. */
export function readObject(given: unknown, label: string, nextStep: string): Result<JsonObject> {
	const read = typeof given === 'string' ? parseJson(given) : { value: given };
	if ('fault' in read) {
		return contentInvalid(
			given === ''
				? `the field '${label}' is empty`
				: `'${label}' is not valid JSON: ${read.fault}`,
			nextStep,
			`${nextStep} Where an expression puts texts into JSON, use {{ JSON.stringify($json.text) }} without quotes around it, which keeps quotes and line breaks valid.`,
		);
	}
	const { value } = read;
	if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
		return succeeded(value as JsonObject);
	}
	return contentInvalid(`'${label}' holds no JSON object`, nextStep);
}
