import { createHash } from 'node:crypto';

import type { Call } from '../../client/Api';
import { asRecord, textOf } from '../../client/http/record';
import { msOf } from '../../content/read/time';
import type { Draft } from '../fields/content';

/** What a request is known by: to us for as long as the execution lasts, and to Feishu for an hour. */
export type RequestKeys = Required<Pick<Call, 'idempotencyKey' | 'requestKey'>> &
	Pick<Call, 'said' | 'made'>;

/**
 * The keys follow from the pass and the place in it, never from what is said: an expression may have another value
 * in each try. A person's key stands above passes; with it, two messages are one only if they say the same.
 */
export function keysOf(
	pass: string,
	place: string,
	given: string | undefined,
	said: () => unknown,
): RequestKeys {
	const requestKey = hash([pass, place]);
	return given === undefined
		? { requestKey, idempotencyKey: requestKey }
		: { requestKey, idempotencyKey: given, said: hash(said()), made };
}

function made(body: Readonly<Record<string, unknown>>) {
	const message = asRecord(body.data);
	const id = textOf(message?.message_id);
	return id === '' ? undefined : { id, at: msOf(message?.create_time) };
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
