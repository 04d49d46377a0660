import type { Feishu } from '../../client/FeishuClient';
import { textOf } from '../../client/http/record';
import { messageItem } from '../../content/read/messageItem';
import { msOf } from '../../content/read/time';
import { succeeded, type Failure, type Result } from '../../errors/Failure';
import { fits, isWithin } from '../fields/messageFilters';
import { isFrom } from '../fields/sender';
import { listHistory } from './history';
import type { RecallMany } from './readRecallMany';

/** A message to recall, with the fields that its output shows. */
export interface Match {
	message_id: string;
	chat_id: string;
	msg_type: string;
	text: string;
	create_time: string;
}

export interface Found {
	/** How many messages were looked at, and how many of them match. */
	listed: number;
	matched: number;
	/** The newest first; none when there are more than may be recalled. */
	matches: Match[];
}

type Message = Readonly<Record<string, unknown>>;

/**
 * All messages to recall, before the first is recalled: the list would change while it is read, and too many would be
 * noticed too late. An ordinary group lists only the first message of a thread, and whether its time lies in the window
 * says nothing about its replies; to find replies, the history is read from its beginning.
 */
export async function findMatches(feishu: Feishu, wanted: RecallMany): Promise<Result<Found>> {
	const { container, window, includeThreadReplies, requestsPerSecond, timeoutMs } = wanted;
	const settings = { requestsPerSecond, timeoutMs };
	const collected = new Collected(wanted, feishu);
	const threads = new Set<string>();
	const until = window.until;
	const ofChat = await listHistory(
		feishu,
		{ container, until, ...(!includeThreadReplies && { from: window.from }), settings },
		Infinity,
		(message) => {
			collected.add(message);
			const thread = textOf(message.thread_id);
			if (includeThreadReplies && thread !== '') threads.add(thread);
			return undefined;
		},
	);
	if (!ofChat.ok) return ofChat;
	let refused: { ok: false; failure: Failure } | undefined;
	await feishu.sideBySide([...threads], async (id) => {
		// Nothing comes of an incomplete list, so nothing more is read for it.
		if (refused) return;
		const list = await listHistory(
			feishu,
			{ container: { id, type: 'thread' }, settings },
			Infinity,
			(message) => {
				collected.add(message);
				return undefined;
			},
		);
		// A thread of which everything was recalled has nothing left to recall.
		if (!list.ok && list.failure.reason !== 'message_recalled') refused ??= list;
	});
	return refused ?? succeeded(collected.found());
}

class Collected {
	private readonly seen = new Set<string>();

	private matched = 0;

	private matches: Array<{ at: number; match: Match }> = [];

	constructor(
		private readonly wanted: RecallMany,
		private readonly asker: Pick<Feishu, 'appId' | 'tenantKey'>,
	) {}

	add(message: Message): void {
		const id = textOf(message.message_id);
		if (this.seen.has(id)) return;
		this.seen.add(id);
		const match = this.matchOf(id, message);
		if (match === undefined) return;
		this.matched++;
		// Once too many match, none is recalled, so they are only counted.
		if (this.matched > this.wanted.atMost) this.matches = [];
		else this.matches.push(match);
	}

	found(): Found {
		const { seen, matched, matches } = this;
		matches.sort((one, other) => other.at - one.at);
		return { listed: seen.size, matched, matches: matches.map(({ match }) => match) };
	}

	private matchOf(id: string, message: Message): { at: number; match: Match } | undefined {
		const { container, window, sender, says } = this.wanted;
		const { chat_id: chatId, create_time: time, deleted } = message;
		const at = msOf(time);
		// A message with an odd ID, of another chat, or without a time is never recalled.
		if (!/^om_[\w-]{1,256}$/.test(id) || chatId !== container.id || at === undefined)
			return undefined;
		const type = textOf(message.msg_type);
		if (deleted === true || type === 'system') return undefined;
		if (!isWithin(window, time) || !isFrom(sender, message.sender, this.asker)) return undefined;
		if (!fits(says, message)) return undefined;
		const text = textOf(messageItem(message).text);
		const created = new Date(at).toISOString();
		return {
			at,
			match: { message_id: id, chat_id: chatId, msg_type: type, text, create_time: created },
		};
	}
}
