import { createHash } from 'node:crypto';

import type { Call } from '../../client/Api';
import { asRecord, textOf } from '../../client/http/record';
import { msOf } from '../../content/read/time';
import type { Draft } from '../fields/content';

/** The keys of a request: one for the node, which knows it during the execution, and one for Feishu, for an hour. */
export type RequestKeys = Required<Pick<Call, 'idempotencyKey' | 'requestKey'>> &
	Pick<Call, 'said' | 'made'>;

/**
 * The keys are made from the pass and the place in it, never from the content: an expression may give another one in
 * each try. A person's key is the same in every pass; with it, two messages are one only if their contents are equal.
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

/** The content of a draft, for comparing. A file counts by its own ID, since each upload gives it another key. */
export function saidBy(draft: Draft): unknown {
	if ('content' in draft) return draft.content;
	const { kind, cover, file } = draft;
	return [kind, cover, file.name, file.mimeType, file.id()];
}

/** 40 letters and digits. */
export function hash(value: unknown): string {
	return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 40);
}
