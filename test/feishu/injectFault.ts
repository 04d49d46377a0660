/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the stand-in is a server, it never ships */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { Answer, Refusal } from './answer';
import type { Exchange } from './exchange';
import type { Fault } from './faults';

interface Target {
	exchange: Exchange;
	/** Does what was asked, and gives the true answer. */
	carryOut: () => Answer;
	refuse: (refusal: Refusal) => Answer;
	invalidateToken: () => void;
}

const page = (status: number) =>
	`<html>\r\n<head><title>${status}</title></head>\r\n<body><center><h1>${status}</h1></center><hr><center>tengine</center></body>\r\n</html>\r\n`;

const html = { 'content-type': 'text/html; charset=utf-8' };

/** Lets one fault happen to one request. */
export async function injectFault(fault: Fault, target: Target): Promise<void> {
	const { exchange, carryOut } = target;
	const truth = isTruthful(fault) || fault.carriedOut === true ? carryOut() : undefined;
	switch (fault.kind) {
		case 'code': {
			const { body, headers, httpStatus } = fault;
			const answer = target.refuse(fault);
			const status = httpStatus ?? answer.status;
			return exchange.send(body ? { status, body, headers } : answer);
		}
		case 'status':
			return exchange.send({
				status: fault.httpStatus,
				body: fault.body ?? '',
				headers: fault.headers ?? html,
			});
		case 'html': {
			const status = fault.httpStatus ?? 502;
			return exchange.send({ status, body: page(status), headers: html });
		}
		case 'text404':
			return exchange.send({
				status: 404,
				body: '404 page not found',
				headers: { 'content-type': 'text/plain' },
			});
		case 'redirect': {
			const status = fault.httpStatus ?? 302;
			return exchange.send({ status, body: '', headers: { location: fault.to } });
		}
		case 'dropBefore':
		case 'dropAfter':
			return exchange.drop();
		case 'hang':
			exchange.takeOver();
			return await exchange.hold(Infinity);
		case 'staleToken':
			target.invalidateToken();
			return exchange.send(carryOut());
		case 'raw':
			return sendRaw(fault, exchange);
		case 'huge':
			return await sendHuge(fault.bytes, exchange);
		default:
			if (truth) await sendSpoiled(fault, truth, exchange);
	}
}

/** Faults that spoil the way of the true answer, and so need one. */
function isTruthful({ kind, carriedOut }: Fault): boolean {
	if (kind === 'dropAfter') return carriedOut !== false;
	return kind === 'delay' || kind === 'drip' || kind === 'truncated';
}

async function sendSpoiled(fault: Fault, truth: Answer, exchange: Exchange) {
	if (fault.kind === 'delay') {
		while (fault.until?.() === false && !exchange.gone) await exchange.hold(1);
		await exchange.hold(fault.ms ?? 0);
		return exchange.send(truth);
	}
	const { status, payload, headers } = exchange.render(truth);
	const raw = exchange.takeOver();
	const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(payload);
	raw.writeHead(status, { ...headers, 'content-length': bytes.length });
	if (fault.kind === 'truncated') {
		raw.write(bytes.subarray(0, fault.keep ?? bytes.length >> 1), () => raw.socket?.destroy());
	} else if (fault.kind === 'drip') {
		for (let at = 0; at < bytes.length && !exchange.gone; at++) {
			raw.write(bytes.subarray(at, at + 1));
			await exchange.hold(fault.everyMs);
		}
		raw.end();
	}
}

function sendRaw(fault: Extract<Fault, { kind: 'raw' }>, exchange: Exchange) {
	const bytes = Buffer.from(fault.bytes, fault.encoding ?? 'utf8');
	const raw = exchange.takeOver();
	if (fault.httpStatus === undefined) {
		raw.socket?.end(bytes);
	} else {
		exchange.render({ status: fault.httpStatus, body: '' });
		raw.writeHead(fault.httpStatus, fault.headers).end(bytes);
	}
}

async function sendHuge(length: number, exchange: Exchange) {
	const { status, headers } = exchange.render({ status: 200, body: { code: 0 } });
	const raw = exchange.takeOver();
	raw.writeHead(status, headers);
	// A client that stops reading breaks the pipeline, which is no error here.
	await pipeline(Readable.from(padding(length)), raw).catch(() => undefined);
}

function* padding(length: number) {
	yield '{"code":0,"msg":"success","data":{"padding":"';
	const piece = 'x'.repeat(65_536);
	for (let left = length; left > 0; left -= piece.length) yield piece.slice(0, left);
	yield '"}}';
}
