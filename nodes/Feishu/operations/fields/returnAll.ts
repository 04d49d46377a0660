import { succeeded, type Result } from '../../errors/Failure';
import type { Field, Item } from '../Operation';
import { numberIn, setOr, wrongField } from './options';

/** The fields that limit a list, as n8n's own nodes name them. */
export const returnAllFields: Field[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
];

export function readAtMost(parameters: Item['parameters']): Result<number> {
	const returnAll = setOr(parameters, 'returnAll', false);
	if (typeof returnAll !== 'boolean') return wrongField('Return All', 'true or false');
	if (returnAll) return succeeded(Infinity);
	const number = numberIn(setOr(parameters, 'limit', 50));
	return number >= 1 ? succeeded(Math.floor(number)) : wrongField('Limit', 'a number of 1 or more');
}
