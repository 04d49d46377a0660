/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the stand-in is a server, it never ships */
import type { Clock } from '../clock';

interface Appointment {
	dueAt: number;
	act: () => void;
}

/** Runs actions when they are due by the stand-in's clock, also when a test puts that clock forward. */
export class Schedule {
	/** The earliest first. */
	private waiting: Appointment[] = [];
	private timer?: ReturnType<typeof setTimeout>;

	constructor(private readonly clock: Clock) {
		clock.onAdvance(() => this.catchUp());
	}

	at(dueAt: number, act: () => void) {
		this.waiting.push({ dueAt, act });
		this.waiting.sort((a, b) => a.dueAt - b.dueAt);
		this.catchUp();
	}

	clear() {
		this.waiting = [];
		clearTimeout(this.timer);
	}

	private catchUp() {
		clearTimeout(this.timer);
		for (;;) {
			const [next] = this.waiting;
			if (!next) return;
			const leftMs = next.dueAt - this.clock.now();
			if (leftMs > 0) {
				this.timer = setTimeout(() => this.catchUp(), leftMs).unref();
				return;
			}
			this.waiting.shift();
			next.act();
		}
	}
}
