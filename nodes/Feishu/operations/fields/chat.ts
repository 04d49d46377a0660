import { bare } from '../../content/list';
import { failed, refusal, succeeded, type Result } from '../../errors/Failure';
import { whatIsHeld } from '../../errors/held';
import { exactly } from '../../errors/sentence';
import type { Field, Subject } from '../Operation';
import {
	chatById,
	givenId,
	listedChat,
	modesOf,
	readLocator,
	threadById,
	type LocatorKind,
} from './locator';

/** The chat or thread that messages are in. */
export interface Container {
	id: string;
	/** Feishu's `container_id_type`. */
	type: 'chat' | 'thread';
}

interface Kind extends LocatorKind {
	type: Container['type'];
}

const kinds: Readonly<Record<string, Kind>> = {
	list: { type: 'chat', ...listedChat },
	chatId: { type: 'chat', ...chatById },
	threadId: { type: 'thread', ...threadById },
};

/** Feishu's other IDs, so that a refusal can name them. */
const others: ReadonlyArray<readonly [pattern: RegExp, is: string]> = [
	[/^om_/, 'the ID of a message'],
	[/^o[un]_/, 'the ID of a person'],
	[/^cli_/, 'the ID of an app'],
	[/^bm-/, 'the ID of a batch message'],
];

function chatField(modes: readonly string[], description: string): Field {
	return {
		displayName: 'Chat',
		name: 'chat',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		hint: 'As an app, reading a group takes the scope im:message.group_msg besides, which an administrator approves',
		description,
		unreadable: 'invalid_chat',
		modes: modesOf(kinds, modes),
	};
}

export const chat = chatField(
	['list', 'chatId'],
	'The chat whose messages are meant. The list has the groups that the bot is in.',
);

export const chatOrThread = chatField(
	['list', 'chatId', 'threadId'],
	'The chat, or the thread, whose messages to get. The list has the groups that the bot is in.',
);

/** The chat that the field names, or why there is none. */
export function readChat(given: unknown): Result<Container> {
	const read = readContainer(given);
	if (!read.ok || read.value.type === 'chat') return read;
	const toChat = "Set 'Chat' to the ID of the whole chat, which starts with oc_.";
	return invalidChat(`${exactly(read.value.id)} is the ID of a thread, not of a chat`, toChat);
}

/** The chat or thread that the field names, or why there is none. */
export function readContainer(given: unknown): Result<Container> {
	const { kind, value } = readLocator(given, kinds);
	const id = typeof value === 'string' ? bare(value) : '';
	if (id === '') return invalidChat(`the field 'Chat' ${whatIsHeld(value, 'an ID')}`);
	const known = Object.values(kinds).find(({ valid }) => valid.test(id));
	const wanted = kind ?? known;
	if (wanted?.valid.test(id)) return succeeded({ id, type: wanted.type });
	const noun = wanted?.noun ?? chatById.noun;
	if (known && wanted) {
		const nextStep = `Set the kind of 'Chat' to '${known.label === 'From List' ? 'Chat ID' : known.label}'.`;
		return invalidChat(`${exactly(id)} is ${known.noun}, not ${noun}`, nextStep);
	}
	const other = others.find(([pattern]) => pattern.test(id));
	return invalidChat(`${exactly(id)} is ${other ? `${other[1]}, not ${noun}` : `not ${noun}`}`);
}

/** The subject by which failures name a chat or thread. */
export function containerSubject({ id, type }: Container): Subject {
	return type === 'chat'
		? { id, name: `Chat ${id}` }
		: { id, name: `Thread ${id}`, idKey: 'thread_id' };
}

/** The subject of an item that is refused: what the field names, if it does. */
export function givenSubject(given: unknown): Subject {
	const read = readContainer(given);
	return read.ok ? containerSubject(read.value) : { id: givenId(given), name: 'The chat' };
}

/** For models, too, which see no list. */
const anId = "Choose a chat in 'Chat', or set it to the ID of one, which starts with oc_.";

function invalidChat(cause: string, nextStep = anId) {
	return failed(refusal('invalid_chat', { cause, nextStep }));
}
