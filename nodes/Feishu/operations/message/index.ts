import type { Resource } from '../Operation';
import { recall } from './recall';

export const message: Resource = {
	name: 'Message',
	value: 'message',
	description: 'A message in a chat, with an ID that starts with om_',
	default: 'recall',
	operations: [recall],
};
