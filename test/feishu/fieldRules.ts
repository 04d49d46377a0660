import type { Refusal } from './answer';
import type { Call } from './call';

const violation = (field: string, value: string, description: string): Refusal => ({
	code: 99992402,
	error: { field_violations: [{ field, value, description }] },
});

export const required = (field: string): Refusal => violation(field, '', `${field} is required`);

/** The gateway's own look at the fields of a body: all there, and text where text is meant. */
export function bodyRefusal({ body }: Call, fields: readonly string[]): Refusal | undefined {
	for (const field of fields) {
		const value = body[field];
		if (value === undefined || value === null || value === '') {
			return required(field);
		}
		if (typeof value !== 'string') {
			const given = JSON.stringify(value);
			return {
				code: 9499,
				msg: `Invalid parameter type in json: ${field}. Invalid parameter value: ${given}. Please check and modify accordingly.`,
			};
		}
	}
	return undefined;
}

/** Counted in characters, as the newest official client does. */
export function uuidRefusal(uuid: unknown): Refusal | undefined {
	const isTooLong = typeof uuid === 'string' && [...uuid].length > 50;
	return isTooLong ? violation('uuid', uuid, 'the max len is 50') : undefined;
}

export const notAnOption = (field: string, value: string, options: readonly string[]): Refusal =>
	violation(field, value, `${field} is optional, options: [${options.join(',')}]`);
