import type { IDataObject } from 'n8n-workflow';

import { asRecord, textOf } from '../../client/http/record';
import { isTooDeep } from './depth';
import { readMentions } from './mentions';
import { plainText } from './plainText';
import { asShown, asWritten } from './reading';
import { isoTime } from './time';

/**
 * A message of Feishu's as an item with everything at the top, so that the next node needs no path. What Feishu
 * left out is left out.
 */
export function messageItem(given: unknown, logId?: string): IDataObject {
	const message = asRecord(given) ?? {};
	const { raw, type, content, mentions } = saidIn(message);
	const facts: Readonly<Record<string, unknown>> = {
		message_id: message.message_id,
		chat_id: message.chat_id,
		thread_id: message.thread_id,
		root_id: message.root_id,
		parent_id: message.parent_id,
		upper_message_id: message.upper_message_id,
		msg_type: message.msg_type,
		text: plainText(type, content, asShown(mentions)),
		content: isTooDeep(content) ? raw : content,
		sender: message.sender,
		mentions: mentions.length > 0 ? mentions : undefined,
		create_time: isoTime(message.create_time),
		update_time: isoTime(message.update_time),
		deleted: message.deleted,
		updated: message.updated,
		log_id: logId,
	};
	const isKnown = ([name, fact]: [string, unknown]) =>
		fact !== undefined && (fact !== '' || name === 'text');
	return Object.fromEntries(Object.entries(facts).filter(isKnown)) as IDataObject;
}

/** The words that people wrote in a message, without the labels of images and the like and without Feishu's own. */
export function writtenText(given: unknown): string {
	const { type, content, mentions } = saidIn(asRecord(given) ?? {});
	return type === 'merge_forward' ? '' : plainText(type, content, asWritten(mentions));
}

function saidIn(message: Readonly<Record<string, unknown>>) {
	// In place of what a recalled or deleted message said, Feishu says that it is gone.
	const raw = message.deleted === true ? undefined : asRecord(message.body)?.content;
	const type = textOf(message.msg_type);
	return { raw, type, content: parsed(raw), mentions: readMentions(message.mentions) };
}

/** Content that is no JSON stays the text that it is. */
function parsed(content: unknown): unknown {
	if (typeof content !== 'string') return undefined;
	try {
		return JSON.parse(content) as unknown;
	} catch {
		return content;
	}
}
