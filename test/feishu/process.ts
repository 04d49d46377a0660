/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- starts the stand-in in a process of its own; it never ships */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { Agent, request } from 'undici';

export interface FeishuProcess {
	url: string;
	appId: string;
	appSecret: string;
	chatId: string;
	/** Its way in for other processes: never logged, never in trouble. */
	control(
		method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
		path: string,
		body?: object,
	): Promise<unknown>;
	close(): void;
}

/** The stand-in in a process of its own, which ends when this one does. `ca` is for its own certificate. */
export async function startFeishuProcess(
	flags: string[] = [],
	ca?: string,
): Promise<FeishuProcess> {
	const server = [require.resolve('tsx/cjs'), join(__dirname, 'server.ts')];
	// It ends when its standard input does.
	const child = spawn(process.execPath, ['--require', ...server, ...flags], { stdio: 'pipe' });
	let complaints = '';
	child.stderr.on('data', (chunk: Buffer) => {
		complaints = (complaints + chunk.toString()).slice(-2000);
	});
	const line = await new Promise<string>((resolve, reject) => {
		child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
		child.once('exit', () =>
			reject(new Error(`The stand-in for Feishu did not start: ${complaints.trim()}`)),
		);
	});
	const papers = JSON.parse(line) as Omit<FeishuProcess, 'control' | 'close'>;
	const dispatcher = new Agent({ connect: { ca } });
	return {
		...papers,
		async control(method, path, body) {
			const answer = await request(`${papers.url}/_standin${path}`, {
				method,
				dispatcher,
				...(body && {
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(body),
				}),
			}).catch((cause: unknown) => {
				const words = complaints.trim() || 'it said nothing';
				throw new Error(`The stand-in does not answer: ${words}`, { cause });
			});
			if (answer.statusCode >= 300) {
				throw new Error(`The stand-in's ${path} answered ${answer.statusCode}`);
			}
			return await answer.body.json();
		},
		close: () => child.stdin.end(),
	};
}
