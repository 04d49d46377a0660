import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Answer } from '../../client/http/Answer';
import { asRecord } from '../../client/http/record';
import { messageItem } from '../../content/read/messageItem';
import { succeeded, type Result } from '../../errors/Failure';
import type { Outcome } from '../Operation';
import { wrongField } from './options';

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
	return typeof value === 'boolean' ? succeeded(value) : wrongField('Simplify', 'true or false');
}

/** The outcome of a request that leaves a message behind: the message, or why there is none. */
export function messageOutcome(answer: Answer, simplified: boolean): Outcome[] {
	if (!answer.ok) return [answer];
	const { body, logId, repeated } = answer;
	const raw = { ...asRecord(body.data) } as IDataObject;
	const json = simplified ? messageItem(raw, logId) : raw;
	return [
		repeated ? { ok: true, json: { ...json, repeated }, effect: 'none' } : { ok: true, json },
	];
}
