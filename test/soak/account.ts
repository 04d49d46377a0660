import type { IDataObject } from 'n8n-workflow';

import type { LogEntry } from '../feishu';

/** What one execution was asked, and what it told. Times are milliseconds since 1970. */
export interface Episode {
	from: number;
	to: number;
	/** A message may be named more than once. */
	asked: string[];
	success: IDataObject[];
	failure: IDataObject[];
	/** It was cancelled, so it may have told nothing. */
	stopped: boolean;
}

/** A message that left Feishu, by its own journal. */
export interface RecallRecord {
	id: string;
	at: number;
}

/** What was found wrong, with the message and what speaks against it. */
type Complaint = `${string}: ${string}`;

/** Holds what executions told against what Feishu's own journal and log say. */
export class Account {
	asked = 0;
	recalled = 0;
	stopped = 0;
	readonly failed = new Map<string, number>();
	/** Asked for, and nobody told what became of it; or told as recalled, and still there. */
	readonly lost: Complaint[] = [];
	/** Told twice, or asked for again in the same round after Feishu's last word had come. */
	readonly doubled: Complaint[] = [];
	/** Told as not recalled, and yet recalled by this very execution. */
	readonly misreported: Complaint[] = [];
	/** What is worth another execution: a fault that passes, or no word from one that was cancelled. */
	private open = new Set<string>();
	/** When a request for a message got no word of Feishu's own for an answer. */
	private silences = new Map<string, number[]>();

	/**
	 * Judges a round of executions, by all recalls so far and the requests of the round, in which no two executions
	 * name the same message. What is returned is worth another round.
	 */
	judge(episodes: Episode[], recalls: RecallRecord[], requests: LogEntry[]): string[] {
		this.open = new Set();
		const doneAt = new Map(recalls.map(({ id, at }) => [id, at]));
		this.silences = silencesIn(requests);
		for (const episode of episodes) this.judgeOne(episode, doneAt);
		this.judgeRequests(requests);
		return [...this.open];
	}

	get isClean(): boolean {
		return this.lost.length + this.doubled.length + this.misreported.length === 0;
	}

	private judgeOne(episode: Episode, doneAt: ReadonlyMap<string, number>): void {
		const { asked, success, failure, stopped, from, to } = episode;
		this.asked += asked.length;
		if (stopped) this.stopped++;
		const times = new Map<string, number>();
		for (const id of asked) times.set(id, (times.get(id) ?? 0) + 1);
		const left = new Map(times);
		const tell = (id: string) => {
			const count = left.get(id) ?? 0;
			if (count === 0) this.doubled.push(`${id}: told more often than asked`);
			left.set(id, count - 1);
		};
		const isHere = (at: number) => from <= at && at <= to;
		const doneHere = (id: string) => isHere(doneAt.get(id) ?? -Infinity);
		const silentHere = (id: string) => this.silences.get(id)?.some(isHere) ?? false;
		for (const { message_id } of success) {
			const id = String(message_id);
			tell(id);
			this.recalled++;
			if (!doneAt.has(id)) this.lost.push(`${id}: told as recalled, and still there`);
			// Somebody else's recall is no success of this execution, unless it cannot know better.
			else if (!doneHere(id) && !silentHere(id))
				this.misreported.push(`${id}: recalled before, and told as recalled now`);
		}
		for (const item of failure) {
			const { reason, retryable, message, ...named } = item.error as IDataObject;
			// What was not asked for any more is known by its input only.
			const id = String(named.message_id ?? item.message_id);
			tell(id);
			this.failed.set(String(reason), (this.failed.get(String(reason)) ?? 0) + 1);
			const uncertain = silentHere(id) && maybe.test(String(message));
			// The other item that named it may have had its turn.
			const isTwin = reason === 'execution_stopped' && (times.get(id) ?? 0) > 1;
			if (doneHere(id) && !uncertain && !isTwin) {
				this.misreported.push(`${id}: told as ${String(reason)}, and recalled by this execution`);
			}
			if (reason === 'already_recalled' && !doneAt.has(id)) {
				this.lost.push(`${id}: told as recalled before, and still there`);
			}
			// Two tokens that went stale one after the other are no reason for a person to give up.
			if (retryable === true || reason === 'token_rejected') this.open.add(id);
		}
		for (const [id, count] of left) {
			if (count <= 0) continue;
			if (!stopped) this.lost.push(`${id}: asked for, and nobody told what became of it`);
			this.open.add(id);
		}
	}

	private judgeRequests(requests: LogEntry[]): void {
		const ended = new Set<string>();
		for (const { messageId: id = '', code, fault, aborted } of requests) {
			if (ended.has(id)) this.doubled.push(`${id}: asked for again after Feishu's last word`);
			if (fault === undefined && aborted !== true && code !== undefined && isFinal(code)) {
				ended.add(id);
			}
		}
	}
}

/** How a failure says that it may have been done all the same. */
const maybe = /may not have been recalled|may have recalled it/;

/** Done, done before, or never to be done. */
const isFinal = (code: number) => [0, 230110, 230026].includes(code);

function silencesIn(requests: LogEntry[]): Map<string, number[]> {
	const silences = new Map<string, number[]>();
	for (const { messageId: id = '', code, at, aborted } of requests) {
		if (code === undefined || aborted) silences.set(id, [...(silences.get(id) ?? []), at]);
	}
	return silences;
}
