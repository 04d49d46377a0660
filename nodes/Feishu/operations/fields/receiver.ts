import { failed, refusal, succeeded, type Result } from '../../errors/Failure';
import { reasons } from '../../errors/reasons';
import { exactly } from '../../errors/sentence';
import type { Field } from '../Operation';
import { bare } from './ids';

/** Whom a message goes to. */
export interface Receiver {
	id: string;
	/** Feishu's `receive_id_type`. */
	type: 'chat_id' | 'open_id' | 'user_id' | 'union_id' | 'email' | 'thread_id';
}

interface Kind {
	type: Receiver['type'];
	/** "a chat ID" */
	noun: string;
	/** What the editor calls the mode. */
	label: string;
	valid: RegExp;
	placeholder: string;
}

const chat = { type: 'chat_id', noun: 'the ID of a chat', valid: /^oc_[\w-]{1,256}$/ } as const;

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create */
const kinds: Readonly<Record<string, Kind>> = {
	list: { ...chat, label: 'From List', placeholder: 'Choose a chat' },
	chatId: { ...chat, label: 'Chat ID', placeholder: 'oc_a0553eda9014c201e6969b478895c230' },
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
		valid: /^(?!o[cmnu]_|omt_|cli_|bm-)[\w-]{1,256}$/,
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
		noun: 'an e-mail address',
		label: 'E-Mail',
		valid: /^[^\s@/\\,;<>"]{1,100}@[^\s@/\\,;<>"]{1,200}\.[^\s@/\\,;<>".]{1,60}$/,
		placeholder: 'tom@example.com',
	},
	threadId: {
		type: 'thread_id',
		noun: 'the ID of a thread',
		label: 'Thread ID',
		valid: /^omt_[\w-]{1,256}$/,
		placeholder: 'omt_dc132a4ba9b5bd34',
	},
};

/** What can never be a receiver. */
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
		modes: modes.flatMap((name) => {
			const kind = kinds[name];
			if (kind === undefined) return [];
			const { label: displayName, placeholder } = kind;
			return name === 'list'
				? {
						displayName,
						name,
						type: 'list' as const,
						placeholder: `${placeholder}…`,
						typeOptions: { searchListMethod: 'searchChats', searchable: true },
					}
				: { displayName, name, type: 'string' as const, placeholder: `e.g. ${placeholder}` };
		}),
	};
}

export const receiver = receiverField(anyone);

/** A message may be forwarded into a thread, too. */
export const receiverOrThread = receiverField([...anyone, 'threadId']);

/** Whom the field names, or why nobody. A workflow that was written by hand may hold a mere ID. */
export function readReceiver(given: unknown): Result<Receiver> {
	const read = readReceiverOrThread(given);
	if (!read.ok || read.value.type !== 'thread_id') return read;
	return invalidReceiver(
		`${exactly(read.value.id)} is the ID of a thread, not a receiver`,
		toThread,
	);
}

const toThread = "To write into a thread, reply to one of its messages with 'Reply'.";

/** The same where a thread may be the receiver, too. */
export function readReceiverOrThread(given: unknown): Result<Receiver> {
	const { mode, value } = locator(given);
	const id = typeof value === 'string' || typeof value === 'number' ? bare(`${value}`) : '';
	if (id === '') return invalidReceiver("the field 'Receiver' is empty");
	const refused = never.find(([pattern]) => pattern.test(id));
	if (refused) return invalidReceiver(`${exactly(id)} ${refused[1]}`, refused[2]);
	const kind = mode === undefined ? kindOf(id) : kinds[mode];
	if (kind?.valid.test(id)) return succeeded({ id, type: kind.type });
	const other = kindOf(id);
	return other && kind
		? invalidReceiver(
				`${exactly(id)} is ${other.noun}, not ${kind.noun}`,
				other.type === 'thread_id' ? toThread : `Set the kind of 'Receiver' to '${other.label}'.`,
			)
		: invalidReceiver(`${exactly(id)} is not ${kind?.noun ?? 'a receiver'}`);
}

function locator(given: unknown): { mode?: string; value: unknown } {
	if (typeof given !== 'object' || given === null || !('value' in given)) return { value: given };
	const { mode, value } = given as { mode?: unknown; value: unknown };
	return { value, ...(typeof mode === 'string' && Object.hasOwn(kinds, mode) && { mode }) };
}

/** The kind that an ID's own form shows; a user ID has none. */
function kindOf(id: string): Kind | undefined {
	return Object.entries(kinds).find(
		([name, { valid }]) => name !== 'list' && name !== 'userId' && valid.test(id),
	)?.[1];
}

function invalidReceiver(cause: string, nextStep: string = reasons.invalid_receiver.nextStep) {
	return failed(refusal('invalid_receiver', { cause, nextStep }));
}
