import type { Resource } from '../Operation';
import { getAll } from './getAll';

export const chat: Resource = {
	name: 'Chat',
	value: 'chat',
	description: 'A group, with an ID that starts with oc_',
	default: getAll.option.value,
	operations: [getAll],
};
