import type { EventKind } from './EventKind';

export const other: EventKind = {
	option: {
		name: 'Other',
		value: 'other',
		description: 'Any event of Feishu by its type, handed on as it is',
	},
	covers: ({ type }, { otherTypes }) => otherTypes.has(type),
};
