/* eslint-disable @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { undoWhenLeaving } from '../leaving';

export interface EchoServer {
	url: string;
	token: string;
	/** Every text that it was asked to say again. */
	heard: string[];
	stop(): Promise<void>;
}

/** The service behind the smoke package: says it again to whoever has the token. */
export async function startEchoServer(): Promise<EchoServer> {
	const token = 'smoke-secret-token';
	const heard: string[] = [];
	const server = createServer((incoming, response) => {
		void (async () => {
			const url = new URL(incoming.url ?? '/', 'http://localhost');
			if (url.pathname === '/authorize') {
				response.writeHead(302, { location: authorized(url.searchParams) }).end();
				return;
			}
			const body = await bodyOf(incoming);
			if (url.pathname === '/token') {
				response.writeHead(200, { 'content-type': 'application/json' });
				response.end(JSON.stringify({ access_token: token, token_type: 'Bearer' }));
				return;
			}
			const allowed = incoming.headers.authorization === `Bearer ${token}`;
			const { text } = JSON.parse(body || '{}') as { text?: string };
			if (allowed && text !== undefined) heard.push(text);
			response.writeHead(allowed ? 200 : 401, { 'content-type': 'application/json' });
			response.end(JSON.stringify(allowed ? { said: text } : { message: 'Who are you?' }));
		})();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const stop = undoWhenLeaving(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	return { url: `http://127.0.0.1:${port}`, token, heard, stop };
}

function authorized(asked: URLSearchParams): string {
	const back = new URL(asked.get('redirect_uri') ?? '');
	back.searchParams.set('code', 'smoke-code');
	back.searchParams.set('state', asked.get('state') ?? '');
	return back.href;
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}
