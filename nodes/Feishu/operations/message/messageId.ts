import type { INodeProperties } from 'n8n-workflow';

import { quoted, refusal } from '../../errors/failures';
import type { Item, Target } from '../Operation';

export const messageId: INodeProperties = {
	displayName: 'Message ID',
	name: 'messageId',
	type: 'string',
	required: true,
	default: `={{ ${[
		'$json.data?.message_id',
		'$json.data?.items?.map?.((message) => message.message_id)',
		'$json.data?.message?.message_id',
		'$json.message_id',
		'$json.event?.message?.message_id',
		'$json.event?.message_id',
		'$json.message?.message_id',
		'$json.body?.event?.message?.message_id',
	].join(' ?? ')} }}`,
	placeholder: 'e.g. om_dc13264520392913993dd051dba21dcf',
	description:
		"The message_id of the message to recall, which starts with om_. Untouched, it is found in what Feishu's send, reply, and list answers and receive events hand over. Takes a list, or several IDs separated by commas, too.",
};

/** Real ones look like om_x100b…; neither length nor alphabet is documented. */
const valid = /^om_[A-Za-z0-9_-]{1,256}$/;

const separators = /[\s,;，；、]+/;

const surroundings = /^["'`“”‘’]+|["'`“”‘’]+$/g;

/** The messages that the field names: text, a list, or several IDs in one text. */
export function messagesOf(item: Item): Target[] {
	const value = item.parameters[messageId.name];
	const named = (Array.isArray(value) ? value.flat(2) : [value]).flatMap(split);
	return named.length === 0 ? [empty(item)] : named.map((part) => target(part, item));
}

function split(value: unknown): unknown[] {
	if (typeof value !== 'string') return [value];
	const parts = value.split(separators).map((part) => part.replace(surroundings, ''));
	const ids = parts.filter((part) => part !== '');
	return ids.length === 0 ? [''] : ids;
}

function target(value: unknown, item: Item): Target {
	if (value === undefined || value === null || value === '') return empty(item);
	if (typeof value !== 'string') return wrongType(value, item);
	if (valid.test(value)) return { id: value, subject: `Message ${value}` };
	const kind = kinds.find(([pattern]) => pattern.test(value));
	return {
		id: shortened(value),
		subject: quoted(value, 80),
		refused: refusal('invalid_message_id', {
			says: kind?.[1] ?? 'is not a message ID',
			...(kind && { todo: kind[2] }),
		}),
	};
}

/** Feishu's other kinds of ID. Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/intro */
const kinds: ReadonlyArray<readonly [RegExp, string, string]> = [
	[
		/^oc_/,
		'is the ID of a chat, not of a message',
		"Set 'Message ID' to the message's own ID, which starts with om_; the node never recalls a whole chat.",
	],
	[
		/^omt_/,
		'is the ID of a thread, not of a message',
		"Set 'Message ID' to the om_ ID of one message; the thread's first message has one of its own.",
	],
	[
		/^o[un]_/,
		'is the ID of a user, not of a message',
		"Set 'Message ID' to the message's own ID, which starts with om_.",
	],
	[
		/^cli_/,
		'is the ID of an app, not of a message',
		"Set 'Message ID' to the message's own ID, which starts with om_; the App ID belongs in the credential.",
	],
	[
		/^bm[-_]/,
		'is the ID of a batch message',
		"Choose the resource 'Batch Message' to recall it, or set 'Message ID' to an ID that starts with om_.",
	],
	[
		/^om_/,
		'is not a complete message ID',
		"Set 'Message ID' to the ID exactly as Feishu returned it: om_ and then letters, digits, - or _.",
	],
];

function empty({ json }: Item): Target {
	const seen = whereAnIdIs(json);
	return {
		id: '',
		subject: "The field 'Message ID'",
		refused: refusal('invalid_message_id', {
			says: 'is empty',
			...(seen && {
				todo: `The input item holds an ID at ${seen}: set 'Message ID' to {{ ${seen} }}.`,
			}),
		}),
	};
}

function wrongType(value: unknown, { json }: Item): Target {
	const seen = typeof value === 'object' ? whereAnIdIs(json) : undefined;
	return {
		id: '',
		subject: "The field 'Message ID'",
		refused: refusal('invalid_message_id', {
			says: `holds ${typeof value === 'object' ? 'an object' : `a ${typeof value}`}, not the text of an ID`,
			...(seen && { todo: `Set 'Message ID' to {{ ${seen} }}.` }),
		}),
	};
}

function shortened(text: string): string {
	return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

/** The expression of the first message ID in an item, looked for without getting lost in a large one. */
function whereAnIdIs(json: unknown): string | undefined {
	const open: Array<{ value: unknown; at: string }> = [{ value: json, at: '$json' }];
	for (let looked = 0; looked < 2_000; looked++) {
		const next = open.shift();
		if (next === undefined) return undefined;
		if (typeof next.value === 'string' && valid.test(next.value)) return next.at;
		if (typeof next.value !== 'object' || next.value === null || next.at.length > 200) continue;
		for (const [key, value] of Object.entries(next.value).slice(0, 200)) {
			open.push({ value, at: next.at + step(next.value, key) });
		}
	}
	return undefined;
}

function step(parent: object, key: string): string {
	if (Array.isArray(parent)) return `[${key}]`;
	return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
