/* eslint-disable @n8n/community-nodes/no-restricted-globals -- writes to the terminal; it never ships */
import type { Account } from './account';
import type { Listener } from './listener';

const count = (number: number) => number.toLocaleString('en-US');

/** One line that says how far it is; without a terminal, one line every ten thousand. */
export class Progress {
	private readonly startedAt = Date.now();
	private shown = 0;

	constructor(private readonly of: number) {}

	show(asked: number): void {
		const line = `${count(asked)} of ${count(this.of)} and those tried again, ${this.seconds} s`;
		if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${line}`);
		else if (asked - this.shown >= 10_000) {
			this.shown = asked;
			process.stderr.write(`${line}\n`);
		}
	}

	clear(): void {
		if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
		process.stderr.write(`Done in ${this.seconds} s.\n`);
	}

	private get seconds(): number {
		return Math.round((Date.now() - this.startedAt) / 1000);
	}
}

interface Outside {
	deeds: number;
	/** Recallable, and never recalled. */
	left: number;
	memoryAtStart: NodeJS.MemoryUsage;
	memoryAtEnd: NodeJS.MemoryUsage;
}

/** The final account. */
export function print(account: Account, listener: Listener, outside: Outside): void {
	const { asked, done, failed, stopped, lost, doubled, misreported, unnamed } = account;
	const { said, started, repeated, forged } = listener;
	const { deeds, left, memoryAtStart, memoryAtEnd } = outside;
	const heard = listener.faults();
	const megabytes = ({ rss, heapUsed }: NodeJS.MemoryUsage) =>
		`${(rss / 2 ** 20).toFixed(0)} MB, ${(heapUsed / 2 ** 20).toFixed(0)} MB of it the heap in use`;
	const reasons = [...failed].sort(([, a], [, b]) => b - a);
	const rows: Array<[string, string]> = [
		['Deeds', count(deeds)],
		['Asked for', `${count(asked)}, those tried again and named twice included`],
		['Told as recalled', count(done.recalled)],
		['Told as sent', count(done.sent)],
		...reasons.map(([reason, times]): [string, string] => [`Failed, ${reason}`, count(times)]),
		['Events', `${count(said.size)}, and ${count(repeated)} repeated, ${count(forged)} forged`],
		['Started by one', count(started.size)],
		['Executions cancelled', count(stopped)],
		['Recallable, and not gone', count(left)],
		['Lost', count(lost.length + heard.lost.length)],
		['Doubled', count(doubled.length + heard.doubled.length)],
		['Told wrong', count(misreported.length)],
		['Done without being named', count(unnamed.length + heard.unnamed.length)],
		['Memory after the start', megabytes(memoryAtStart)],
		['Memory at the end', megabytes(memoryAtEnd)],
	];
	for (const [name, figure] of rows) process.stdout.write(`${name.padEnd(28)} ${figure}\n`);
	const events = Object.entries(heard).flatMap(([what, ids]) => ids.map((id) => `${id}: ${what}`));
	const complaints = [...lost, ...doubled, ...misreported, ...unnamed, ...events];
	for (const complaint of complaints.slice(0, 20)) process.stdout.write(`  ${complaint}\n`);
}
