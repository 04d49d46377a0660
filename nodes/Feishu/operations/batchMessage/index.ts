import type { Resource } from '../Operation';
import { recall } from './recall';

export const batchMessage: Resource = {
	name: 'Batch Message',
	value: 'batchMessage',
	description:
		'A message that was sent to many people or departments at once, with an ID that starts with bm-',
	default: 'recall',
	operations: [recall],
};
