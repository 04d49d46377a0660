import type { Resource } from '../Operation';
import { download } from './download';
import { edit } from './edit';
import { forward } from './forward';
import { get } from './get';
import { getAll } from './getAll';
import { recall } from './recall';
import { recallMany } from './recallMany';
import { reply } from './reply';
import { send } from './send';
import { updateCard } from './updateCard';

export const message: Resource = {
	name: 'Message',
	value: 'message',
	description: 'A message in a chat, with an ID that starts with om_',
	default: 'recall',
	operations: [download, edit, forward, get, getAll, recall, recallMany, reply, send, updateCard],
};
