import { bare } from '../../content/list';
import { failed, refusal, succeeded, type Result } from '../../errors/Failure';
import { whatIsHeld } from '../../errors/held';
import { exactly } from '../../errors/sentence';
import type { Field } from '../Operation';
import {
	chatById,
	listedChat,
	modesOf,
	readLocator,
	threadById,
	type LocatorKind,
} from './locator';

/** The chat, person, or thread that a message goes to. */
export interface Receiver {
	id: string;
	/** Feishu's `receive_id_type`. */
	type: 'chat_id' | 'open_id' | 'user_id' | 'union_id' | 'email' | 'thread_id';
}

interface Kind extends LocatorKind {
	type: Receiver['type'];
}

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create */
const kinds: Readonly<Record<string, Kind>> = {
	list: { type: 'chat_id', ...listedChat },
	chatId: { type: 'chat_id', ...chatById },
	openId: {
		type: 'open_id',
		noun: 'the open ID of a person',
		label: 'Open ID',
		valid: /^ou_[\w-]{1,256}$/,
		placeholder: 'ou_7d8a6e6df7621556ce0d21922b676706',
	},
	userId: {
		type: 'user_id',
		noun: 'the user ID of a person',
		label: 'User ID',
		// An administrator may choose them: "zhang.san".
		valid: /^(?!o[cmnu]_|omt_|cli_|bm-|[{[])[^\s\p{C}]{1,64}$/u,
		placeholder: 'e33ggbyz',
	},
	unionId: {
		type: 'union_id',
		noun: 'the union ID of a person',
		label: 'Union ID',
		valid: /^on_[\w-]{1,256}$/,
		placeholder: 'on_94a1ee5551019f18cd73d9f111898cf2',
	},
	email: {
		type: 'email',
		noun: 'an email address',
		label: 'Email',
		valid: /^[^\s@/\\,;<>"]{1,100}@[^\s@/\\,;<>"]{1,200}\.[^\s@/\\,;<>".]{1,60}$/,
		placeholder: 'tom@example.com',
	},
	threadId: { type: 'thread_id', ...threadById },
};

/** IDs that can never be a receiver, each with its refusal. */
const never: ReadonlyArray<readonly [pattern: RegExp, cause: string, nextStep: string]> = [
	[
		/^om_/,
		'is the ID of a message, not of a receiver',
		"To answer that message, choose the operation 'Reply'. Else set 'Receiver' to a chat or a person.",
	],
	[
		/^cli_/,
		'is the ID of an app, not of a receiver',
		"Set 'Receiver' to a chat or a person; the App ID belongs in the credential.",
	],
];

const anyone = ['list', 'chatId', 'openId', 'userId', 'unionId', 'email'];

/** A field that takes a receiver in these modes. */
function receiverField(modes: readonly string[]): Field {
	return {
		displayName: 'Receiver',
		name: 'receiver',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: 'The chat or the person that the message goes to',
		unreadable: 'invalid_receiver',
		modes: modesOf(kinds, modes),
	};
}

export const receiver = receiverField(anyone);

/** A message may be forwarded into a thread, too. */
export const receiverOrThread = receiverField([...anyone, 'threadId']);

/** The receiver that the field names, or why there is none. */
export function readReceiver(given: unknown): Result<Receiver> {
	const read = readReceiverOrThread(given);
	if (!read.ok || read.value.type !== 'thread_id') return read;
	return invalidReceiver(
		`${exactly(read.value.id)} is the ID of a thread, not a receiver`,
		toThread,
	);
}

const toThread = "To write into a thread, reply to one of its messages with 'Reply'.";

/** The receiver or thread that the field names, or why there is none. */
export function readReceiverOrThread(given: unknown): Result<Receiver> {
	const { kind: chosen, value } = readLocator(given, kinds);
	const id = typeof value === 'string' || typeof value === 'number' ? bare(`${value}`) : '';
	if (id === '') return invalidReceiver(`the field 'Receiver' ${whatIsHeld(value, 'an ID')}`);
	const refused = never.find(([pattern]) => pattern.test(id));
	if (refused) return invalidReceiver(`${exactly(id)} ${refused[1]}`, refused[2]);
	const kind = chosen ?? kindOf(id);
	if (kind?.valid.test(id)) return succeeded({ id, type: kind.type });
	const other = kindOf(id);
	return other && kind
		? invalidReceiver(
				`${exactly(id)} is ${other.noun}, not ${kind.noun}`,
				other.type === 'thread_id' ? toThread : `Set the kind of 'Receiver' to '${other.label}'.`,
			)
		: invalidReceiver(`${exactly(id)} is not ${kind?.noun ?? 'a receiver'}`);
}

/** The kind that an ID's own form shows; a user ID has none. */
function kindOf(id: string): Kind | undefined {
	return Object.entries(kinds).find(
		([name, { valid }]) => name !== 'list' && name !== 'userId' && valid.test(id),
	)?.[1];
}

/** For models, too, which see no list. */
const anId =
	"Choose a chat in 'Receiver', or set it to an ID of the kind chosen there: oc_… of a chat, ou_… of a person.";

function invalidReceiver(cause: string, nextStep = anId) {
	return failed(refusal('invalid_receiver', { cause, nextStep }));
}
