import type { LogEntry } from '../feishu';

/** The result that an execution reported for one message or text. */
export interface Told {
	/** The message to be recalled, or the text to be sent. */
	id: string;
	ok: boolean;
	/** Of a failure. */
	reason?: string;
	message?: string;
	retryable?: boolean;
}

/** One execution: the messages or texts given to it, and its reports. Times are milliseconds since 1970. */
export interface Episode {
	done: 'recalled' | 'sent';
	from: number;
	to: number;
	/** Something may be named more than once. */
	asked: string[];
	told: Told[];
	/** It was cancelled, so it may have told nothing. */
	stopped: boolean;
}

/** A message that left Feishu, or a text that was sent, by its own journal. */
export interface JournalEntry {
	id: string;
	at: number;
}

/** The ID of a message or text, and a contradiction that was found about it. */
type Complaint = `${string}: ${string}`;

/** Holds what executions told against what Feishu's own journal and log say. */
export class Account {
	asked = 0;
	readonly done = { recalled: 0, sent: 0 };
	stopped = 0;
	readonly failed = new Map<string, number>();
	/** Asked for, and nobody told what became of it; or told as done, and not done. */
	readonly lost: Complaint[] = [];
	/** Sent or told twice, or asked for again in the same round after Feishu's last word had come. */
	readonly doubled: Complaint[] = [];
	/** Told as not done, and yet done by this very execution. */
	readonly misreported: Complaint[] = [];
	/** Done, and nobody has named it. */
	readonly unnamed: Complaint[] = [];
	private readonly named = new Set<string>();
	private readonly twice = new Set<string>();
	/** Messages worth another execution: their failure was temporary, or a cancelled execution did not report on them. */
	private open = new Set<string>();
	/** When a request for a message got no word of Feishu's own for an answer. */
	private silences = new Map<string, number[]>();

	/**
	 * Judges a round of executions, by all that was done so far and the recalls asked for in the round, in which no two
	 * executions name the same. The returned messages are worth another round.
	 */
	judge(episodes: Episode[], journal: JournalEntry[], requests: LogEntry[]): string[] {
		this.open = new Set();
		const doneAt = new Map(journal.map(({ id, at }) => [id, at]));
		this.silences = silencesIn(requests);
		for (const episode of episodes) this.judgeOne(episode, doneAt);
		this.judgeRequests(requests);
		this.judgeJournal(journal);
		return [...this.open];
	}

	get isClean(): boolean {
		const { lost, doubled, misreported, unnamed } = this;
		return lost.length + doubled.length + misreported.length + unnamed.length === 0;
	}

	private judgeOne(episode: Episode, doneAt: ReadonlyMap<string, number>): void {
		const { done, asked, told, stopped, from, to } = episode;
		this.asked += asked.length;
		if (stopped) this.stopped++;
		const times = new Map<string, number>();
		for (const id of asked) {
			times.set(id, (times.get(id) ?? 0) + 1);
			this.named.add(id);
		}
		const left = new Map(times);
		const isHere = (at: number) => from <= at && at <= to;
		const doneHere = (id: string) => isHere(doneAt.get(id) ?? -Infinity);
		// Requests to send have no ID by which the log would tell them apart.
		const silentHere = (id: string) =>
			done === 'sent' || (this.silences.get(id)?.some(isHere) ?? false);
		for (const { id, ok, reason, message, retryable } of told) {
			const count = left.get(id) ?? 0;
			if (count === 0) this.doubled.push(`${id}: told more often than asked`);
			left.set(id, count - 1);
			if (ok) {
				this.done[done]++;
				if (!doneAt.has(id)) this.lost.push(`${id}: told as ${done}, and it is not`);
				// Somebody else's recall is no success of this execution, unless it cannot know better.
				else if (!doneHere(id) && !silentHere(id))
					this.misreported.push(`${id}: ${done} before, and told as ${done} now`);
				continue;
			}
			this.failed.set(String(reason), (this.failed.get(String(reason)) ?? 0) + 1);
			const uncertain = silentHere(id) && maybe.test(String(message));
			// The other item that named it may have had its turn.
			const isTwin = reason === 'execution_stopped' && (times.get(id) ?? 0) > 1;
			if (doneHere(id) && !uncertain && !isTwin) {
				this.misreported.push(`${id}: told as ${reason}, and ${done} by this execution`);
			}
			if (reason === 'already_recalled' && !doneAt.has(id)) {
				this.lost.push(`${id}: told as recalled before, and still there`);
			}
			// Two tokens that went stale one after the other are no reason for a person to give up.
			if (retryable === true || reason === 'token_rejected') this.reopen(episode, id);
		}
		for (const [id, count] of left) {
			if (count <= 0) continue;
			if (!stopped) this.lost.push(`${id}: asked for, and nobody told what became of it`);
			this.reopen(episode, id);
		}
	}

	/** Only recalls are repeated. A repeated send could send a text twice. */
	private reopen({ done }: Episode, id: string): void {
		if (done === 'recalled') this.open.add(id);
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

	private judgeJournal(journal: JournalEntry[]): void {
		const seen = new Set<string>();
		this.unnamed.length = 0;
		for (const { id } of journal) {
			if (!this.named.has(id)) this.unnamed.push(`${id}: done, and nobody has named it`);
			if (seen.has(id) && !this.twice.has(id)) {
				this.twice.add(id);
				this.doubled.push(`${id}: done twice`);
			}
			seen.add(id);
		}
	}
}

/** How a failure says that it may have been done all the same. */
const maybe = /may not have been (?:recalled|sent)|may have (?:recalled|sent) it/;

/** Done, done before, or never to be done. */
const isFinal = (code: number) => [0, 230110, 230026].includes(code);

function silencesIn(requests: LogEntry[]): Map<string, number[]> {
	const silences = new Map<string, number[]>();
	for (const { messageId: id = '', code, at, aborted } of requests) {
		if (code === undefined || aborted) silences.set(id, [...(silences.get(id) ?? []), at]);
	}
	return silences;
}
