import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { asRecord } from '../../client/http/record';
import { messageItem } from '../../content/read/messageItem';
import { succeeded, type Result } from '../../errors/Failure';
import { wrongOption } from './options';

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Whether to simplify; nothing means yes. */
export function readSimplify(given: unknown): Result<boolean> {
	const value = given ?? true;
	return typeof value === 'boolean' ? succeeded(value) : wrongOption('Simplify', 'true or false');
}

/** A message as it leaves the node. */
export function messageOut(message: unknown, simplified: boolean, logId?: string): IDataObject {
	return simplified ? messageItem(message, logId) : ({ ...asRecord(message) } as IDataObject);
}
