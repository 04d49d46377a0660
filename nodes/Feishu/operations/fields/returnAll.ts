import { succeeded, type Result } from '../../errors/Failure';
import type { Field, Item } from '../Operation';
import { numberIn, wrongOption } from './options';

/** How many of a list are wanted: n8n's usual pair. */
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

export function readAtMost({ returnAll = false, limit = 50 }: Item['parameters']): Result<number> {
	if (typeof returnAll !== 'boolean') return wrongOption('Return All', 'true or false');
	if (returnAll) return succeeded(Infinity);
	const number = numberIn(limit);
	return number >= 1
		? succeeded(Math.floor(number))
		: wrongOption('Limit', 'a number of 1 or more');
}
