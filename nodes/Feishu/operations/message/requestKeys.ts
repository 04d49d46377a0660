import { createHash } from 'node:crypto';

import type { Call } from '../../client/Api';
import type { Draft } from '../fields/content';

/** What a request is known by: to us for as long as the execution lasts, and to Feishu for an hour. */
export type RequestKeys = Required<Pick<Call, 'idempotencyKey' | 'requestKey'>>;

export function keysOf(pass: string, given: string | undefined, said: unknown): RequestKeys {
	// A person's key stands above passes and executions; with it, two messages are one only if they say the same.
	const requestKey = hash([given ?? pass, said]);
	return { requestKey, idempotencyKey: given ?? requestKey };
}

/** What a draft says. A file is known by itself, since its key at Feishu is another after each upload. */
export function saidBy(draft: Draft): unknown {
	if ('content' in draft) return draft.content;
	const { kind, cover, file } = draft;
	return [kind, cover, file.name, file.mimeType, file.id()];
}

/** 40 letters and digits. */
export function hash(value: unknown): string {
	return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 40);
}
