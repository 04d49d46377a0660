import { textOf } from '../../client/http/record';
import { listIn } from '../../content/list';
import { writtenText } from '../../content/read/messageItem';
import { isOneOf, messageTypeOptions } from '../../content/read/messageTypes';
import { msOf } from '../../content/read/time';
import { failed, refusal, succeeded, type Result } from '../../errors/Failure';
import type { Field } from '../Operation';
import { wrongOption, type GivenOptions } from './options';

export const contains: Field = {
	displayName: 'Contains',
	name: 'contains',
	type: 'string',
	default: '',
	description: 'Text of the message, or of the name of a file in it. Case-sensitive.',
};

export const types: Field = {
	displayName: 'Types',
	name: 'types',
	type: 'multiOptions',
	options: messageTypeOptions,
	default: [],
	description: 'The types of messages to include',
};

/** Filters by the text and the type of a message. Where one is left out, every message passes it. */
export interface Says {
	contains?: string;
	types?: ReadonlySet<string>;
}

/**
 * An option that was added and is empty is refused: an expression that finds nothing would otherwise mean every
 * message.
 */
export function readSays(given: GivenOptions): Result<Says> {
	const { contains: words, types: named } = given;
	if ('contains' in given && (typeof words !== 'string' || words.trim() === '')) {
		return wrongOption('Contains', 'a text');
	}
	const listed = 'types' in given ? listIn(named, /^\w+$/) : new Set<string>();
	if (listed === undefined) return wrongOption('Types', 'types of messages, such as text');
	return succeeded({
		...(typeof words === 'string' && { contains: words }),
		...(listed.size > 0 && { types: listed }),
	});
}

/** Whether a message, and what people wrote in it, is as asked for. */
export function fits(
	{ contains: words, types: named }: Says,
	message: Readonly<Record<string, unknown>>,
): boolean {
	return (
		(named === undefined || isOneOf(named, textOf(message.msg_type))) &&
		(words === undefined || writtenText(message).includes(words))
	);
}

/** A span of time in milliseconds, both ends included; an end that is left out is open. */
export interface Window {
	from?: number;
	until?: number;
}

/** A message whose time nobody knows is in no window. */
export function isWithin({ from, until }: Window, createTime: unknown): boolean {
	if (from === undefined && until === undefined) return true;
	const at = msOf(createTime);
	return at !== undefined && at >= (from ?? 0) && at <= (until ?? Infinity);
}

/** The two times as a window, or why they are none. */
export function windowOf(
	from: Result<number | undefined>,
	until: Result<number | undefined>,
): Result<Window> {
	if (!from.ok) return from;
	if (!until.ok) return until;
	if ((from.value ?? 0) > (until.value ?? Infinity)) {
		return failed(
			refusal('invalid_request', {
				cause: "the time in 'Sent Before' is earlier than that in 'Sent After'",
				nextStep: "Set 'Sent Before' to a later time, or leave it empty.",
				hint: "'Sent After' is when the time to look at begins, and 'Sent Before' when it ends.",
			}),
		);
	}
	return succeeded({ from: from.value, until: until.value });
}
