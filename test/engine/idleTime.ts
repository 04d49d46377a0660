/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- watches the requests of this process */
import { Agent, type ClientRequest } from 'node:http';

import { onAbort } from '../../nodes/Feishu/client/abort';
import type { Clock } from '../../nodes/Feishu/client/clock';
import type { Time } from '../feishu/clock';

interface Wait {
	until: number;
	end(): void;
}

/** Between two steps of the engine and of the HTTP client the event loop turns a few times. */
const quietTurns = 12;

/**
 * Time for the node and the stand-in that stands still while anything happens: it passes only when each request is
 * answered or kept waiting on purpose, and then at once, up to the next moment that somebody waits for. So an hour
 * takes no time, and a slow machine sees what a fast one sees.
 */
export class IdleTime implements Clock, Time {
	private time = Date.now();

	private ahead = 0;

	private readonly waits = new Set<Wait>();

	private readonly requests = new Set<ClientRequest>();

	/** The ports of clients that the stand-in keeps waiting, and how often. */
	private readonly held = new Map<number | undefined, number>();

	private readonly awaited = new Set<{ condition: () => boolean; resolve: () => void }>();

	private quiet = 0;

	private isWatching = false;

	private readonly addRequest = Reflect.get(Agent.prototype, 'addRequest') as (
		this: Agent,
		request: ClientRequest,
		...rest: unknown[]
	) => void;

	/** Watches all requests of this process from now on. */
	start(): void {
		const { addRequest } = this;
		const begun = (request: ClientRequest) => this.begun(request);
		Reflect.set(
			Agent.prototype,
			'addRequest',
			function (this: Agent, request: ClientRequest, ...rest: unknown[]) {
				begun(request);
				addRequest.call(this, request, ...rest);
			},
		);
	}

	stop(): void {
		Reflect.set(Agent.prototype, 'addRequest', this.addRequest);
		for (const wait of this.waits) wait.end();
	}

	now(): number {
		return this.time + this.ahead;
	}

	monotonic(): number {
		return this.time;
	}

	random(): number {
		return Math.random();
	}

	/** Puts the time forward, as if nobody had asked for anything meanwhile. */
	pass(ms: number): void {
		this.reach(this.time + ms);
	}

	private reach(time: number): void {
		this.time = time;
		for (const wait of this.waits) if (wait.until <= this.time) wait.end();
	}

	/** The time of day is put right, and no time passes. */
	jump(ms: number): void {
		this.ahead += ms;
	}

	async wait(ms: number, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted || ms <= 0) return;
		await new Promise<void>((resolve) => {
			const end = () => {
				this.waits.delete(wait);
				unsubscribe?.();
				this.changed();
				resolve();
			};
			const wait = { until: this.time + ms, end };
			const unsubscribe = signal && onAbort(signal, end);
			this.waits.add(wait);
			this.changed();
		});
	}

	/** Resolves as soon as it is so, and no time passes in between. */
	async until(condition: () => boolean): Promise<void> {
		if (condition()) return;
		await new Promise<void>((resolve) => this.awaited.add({ condition, resolve }));
	}

	async hold(ms: number, port: number | undefined, gone: AbortSignal): Promise<void> {
		this.held.set(port, (this.held.get(port) ?? 0) + 1);
		await this.wait(ms, gone);
		const others = (this.held.get(port) ?? 1) - 1;
		if (others > 0) this.held.set(port, others);
		else this.held.delete(port);
	}

	private begun(request: ClientRequest): void {
		this.requests.add(request);
		request.once('close', () => {
			this.requests.delete(request);
			this.changed();
		});
		this.changed();
	}

	private changed(): void {
		this.quiet = 0;
		for (const each of this.awaited) {
			if (!each.condition()) continue;
			this.awaited.delete(each);
			each.resolve();
		}
		if (this.isWatching || this.waits.size === 0) return;
		this.isWatching = true;
		setImmediate(() => this.look());
	}

	private look(): void {
		this.isWatching = false;
		// The end of a request, or of its being kept, wakes this up again.
		if (this.waits.size === 0 || !this.everybodyWaits()) return;
		if (++this.quiet < quietTurns) {
			this.isWatching = true;
			setImmediate(() => this.look());
			return;
		}
		let next: Wait | undefined;
		for (const wait of this.waits) if (next === undefined || wait.until < next.until) next = wait;
		if (next === undefined || next.until === Infinity) return;
		this.reach(Math.max(next.until, this.time));
	}

	private everybodyWaits(): boolean {
		for (const { socket } of this.requests) {
			if (!socket || !this.held.has(socket.localPort)) return false;
		}
		return true;
	}
}
