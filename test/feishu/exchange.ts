import type { FastifyReply } from 'fastify';

import type { Answer } from './answer';
import type { Time } from './clock';
import type { LogEntry } from './log';

const json = 'application/json; charset=utf-8';

/** The way back of one request; it notes in the log what went out. */
export class Exchange {
	private readonly closed = new AbortController();

	constructor(
		readonly reply: FastifyReply,
		private readonly entry: LogEntry,
		private readonly logIdHeaders: Record<string, string>,
		private readonly time: Time,
	) {
		reply.raw.once('close', () => this.closed.abort());
	}

	send(answer: Answer) {
		const { status, payload, headers } = this.render(answer);
		if (this.gone) return;
		const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(payload);
		// Fastify would write the names in lower case, and the Python SDK finds only those that Feishu writes.
		const raw = this.takeOver();
		raw.writeHead(status, { ...headers, 'content-length': bytes.length }).end(bytes);
	}

	/** Notes the answer as sent, and leaves the sending to the caller. */
	render(answer: Answer) {
		const { body, status } = answer;
		const isJson = typeof body !== 'string' && !Buffer.isBuffer(body);
		const payload = isJson ? JSON.stringify(body) : body;
		const contentType = isJson ? json : 'text/plain; charset=utf-8';
		const headers = { 'content-type': contentType, ...this.logIdHeaders, ...answer.headers };
		this.entry.status = status;
		if (isJson && typeof body.code === 'number') this.entry.code = body.code;
		return { status, payload, headers };
	}

	/** Whatever happens to the connection from here on is not Fastify's concern. */
	takeOver() {
		this.reply.hijack();
		return this.reply.raw;
	}

	drop() {
		this.takeOver().socket?.destroy();
	}

	/** Lets the caller wait, unless it goes. */
	async hold(ms: number) {
		if (ms <= 0) return;
		await this.time.hold(ms, this.reply.raw.socket?.remotePort, this.closed.signal);
	}

	get gone(): boolean {
		return this.reply.raw.destroyed || (this.reply.raw.socket?.destroyed ?? true);
	}
}
