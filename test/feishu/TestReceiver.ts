/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a server for tests, it never ships */
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { AESCipher } from '@larksuiteoapi/node-sdk';

import { readBody } from './requestBody';

export interface Received {
	headers: IncomingHttpHeaders;
	/** As it came. */
	text: string;
	/** Decrypted where it was encrypted. */
	content: Record<string, unknown>;
}

export interface Reaction {
	status?: number;
	body?: unknown;
	/** The connection stays open without a word. */
	silent?: boolean;
}

/** A server that listens on a port of its own. */
export async function listening(handler: RequestListener) {
	const server = createServer(handler);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/events`,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** An app's server: it notes what comes, echoes challenges, and otherwise reacts as it is told to. */
export async function startReceiver() {
	const receiver = {
		encryptKey: '',
		received: [] as Received[],
		react: ({ content }: Received): Reaction => ({ body: { challenge: content.challenge } }),
	};
	const read = (text: string) => {
		const body = readBody(text) ?? {};
		const { encrypt } = body;
		return typeof encrypt === 'string'
			? (readBody(new AESCipher(receiver.encryptKey).decrypt(encrypt)) ?? {})
			: body;
	};
	const { url, close } = await listening((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const text = Buffer.concat(chunks).toString();
			const received = { headers: request.headers, text, content: read(text) };
			receiver.received.push(received);
			const { status = 200, body = {}, silent } = receiver.react(received);
			if (silent) return;
			response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
		});
	});
	return Object.assign(receiver, { url, close });
}

export type TestReceiver = Awaited<ReturnType<typeof startReceiver>>;
