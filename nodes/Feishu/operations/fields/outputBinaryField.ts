import type { INodeProperties } from 'n8n-workflow';

import { succeeded, type Result } from '../../errors/Failure';
import { wrongField } from './options';

/** The field that names the output's binary field for a file. */
export const outputBinaryField: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	hint: 'The name of the output binary field to put the file in',
};

export function readOutputBinaryField(given: unknown): Result<string> {
	const name = typeof given === 'string' ? given.trim() : given;
	return typeof name === 'string' && name !== ''
		? succeeded(name)
		: wrongField(outputBinaryField.displayName, 'the name of a field');
}
