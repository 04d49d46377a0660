import type { INodeProperties } from 'n8n-workflow';

import type { Call } from '../../client/Api';
import { fiveASecond } from '../../client/limits/tiers';
import { readFileKey } from '../../content/compose/file';
import type { Mentions } from '../../content/compose/text';
import { succeeded, type Result } from '../../errors/Failure';
import { readDraft, type Draft } from '../fields/content';
import { hash, idempotencyKey, readIdempotencyKey } from '../fields/idempotencyKey';
import { mentionOptions, readMentions } from '../fields/mentions';
import { readOptions, type GivenOptions, type RequestSettings } from '../fields/options';
import { readSimplify } from '../fields/simplify';
import type { Item, ItemFile } from '../Operation';

const coverKey: INodeProperties = {
	displayName: 'Cover Image Key',
	name: 'coverKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. img_v3_02ab_1f4a',
	displayOptions: { show: { '/messageType': ['video'] } },
	description: 'The key of an image that this app has uploaded, shown until the video is played',
};

/** What sending and replying have as options. */
export const sayingOptions: INodeProperties[] = [coverKey, idempotencyKey, ...mentionOptions];

/** What sending and replying have in common. */
export interface Saying {
	settings: RequestSettings;
	draft: Draft;
	simplified: boolean;
	givenKey?: string;
}

export function readSaying(item: Item): Result<Saying> {
	const options = readOptions(item.parameters.options, readSayingOptions);
	if (!options.ok) return options;
	const { mentions, cover, givenKey, ...settings } = options.value;
	const draft = readDraft(item, mentions, cover);
	if (!draft.ok) return draft;
	const simplified = readSimplify(item.parameters.simplify);
	if (!simplified.ok) return simplified;
	return succeeded({ settings, draft: draft.value, simplified: simplified.value, givenKey });
}

function readSayingOptions(
	given: GivenOptions,
): Result<{ mentions: Mentions; givenKey?: string; cover?: string }> {
	const mentions = readMentions(given);
	if (!mentions.ok) return mentions;
	const key = readIdempotencyKey(given);
	if (!key.ok) return key;
	const cover = given.coverKey
		? readFileKey('image', given.coverKey, 'Cover Image Key')
		: succeeded(undefined);
	if (!cover.ok) return cover;
	return succeeded({ mentions: mentions.value, givenKey: key.value, cover: cover.value });
}

/** What a request is known by: to us for as long as the execution lasts, and to Feishu for an hour. */
export type RequestKeys = Required<Pick<Call, 'idempotencyKey' | 'requestKey'>>;

export function keysOf(pass: string, given: string | undefined, said: unknown): RequestKeys {
	// A person's key stands above passes and executions; with it, two messages are one only if they say the same.
	const requestKey = hash([given ?? pass, said]);
	return { requestKey, idempotencyKey: given ?? requestKey };
}

/** What a draft says. A file is known by its name and its place, since its key is another after each upload. */
export function saidBy(draft: Draft): unknown {
	return 'content' in draft ? draft.content : [draft.kind, draft.cover, nameOf(draft.file)];
}

function nameOf({ name, mimeType, id }: ItemFile): unknown {
	return [name, mimeType, id()];
}

/** The limit of a chat or a person. */
export function limitOf(receiver: string): Pick<Call, 'limits'> {
	return { limits: [{ key: `messages ${receiver}`, windows: fiveASecond }] };
}

/** The chat that a message is in, where the item tells; else the message stands for it. */
export function chatOf({ json }: Item, messageId: string): string {
	return json.message_id === messageId && typeof json.chat_id === 'string'
		? json.chat_id
		: messageId;
}
