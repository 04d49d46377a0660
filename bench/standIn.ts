/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- starts the stand-in; the benchmark never ships */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Agent, request } from 'undici';

import { selfSigned, type LogEntry } from '../test/feishu';
import { feishusLimits } from './limits';
import type { Errand } from './measured/job';
import { keep, scratchFolder, typescript } from './processes';

interface Tls {
	keyFile: string;
	certificateFile: string;
	/** Trusts the certificate. */
	dispatcher: Agent;
}

let shared: Tls | undefined;

/** One certificate for all stand-ins of a benchmark. */
export function tls(): Tls {
	shared ??= newTls();
	return shared;
}

function newTls(): Tls {
	const { key, cert } = selfSigned();
	const keyFile = join(scratchFolder(), 'key.pem');
	const certificateFile = join(scratchFolder(), 'cert.pem');
	writeFileSync(certificateFile, cert);
	writeFileSync(keyFile, key, { mode: 0o600 });
	return { keyFile, certificateFile, dispatcher: new Agent({ connect: { ca: cert } }) };
}

/** Feishu's stand-in, in a process of its own and over TLS. */
export interface StandIn {
	url: string;
	appId: string;
	appSecret: string;
	/** Makes messages of the app, and gives their IDs. */
	seed(messages: number): Promise<string[]>;
	/** How many messages are gone by now. */
	recalled(): Promise<number>;
	log(): Promise<LogEntry[]>;
	close(): void;
}

let warmUps: Promise<StandIn> | undefined;

/** One for all processes to warm up with, so that nothing of it shows in what is measured. */
export async function warmUpErrand(messages: number): Promise<Errand> {
	warmUps ??= startStandIn(0, false);
	return await errandAt(await warmUps, messages);
}

export async function errandAt(standIn: StandIn, messages: number): Promise<Errand> {
	const { url: origin, appId, appSecret } = standIn;
	return { origin, appId, appSecret, ids: await standIn.seed(messages) };
}

export async function startStandIn(latencyMs: number, limited: boolean): Promise<StandIn> {
	const { perSecond, perMinute } = feishusLimits;
	const { keyFile, certificateFile, dispatcher } = tls();
	const file = join(__dirname, '../test/feishu/server.ts');
	const flags = ['--tls-key', keyFile, '--tls-cert', certificateFile, '--latency', `${latencyMs}`];
	if (limited) flags.push('--rate-limit', `${perSecond}/${perMinute}`);
	// The stand-in ends when its standard input does.
	const { child, complaints } = keep(
		spawn(process.execPath, [...typescript, file, ...flags], { stdio: 'pipe' }),
	);
	const line = await new Promise<string>((resolve, reject) => {
		child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
		child.once('exit', () =>
			reject(new Error(`The stand-in for Feishu did not start: ${complaints()}`)),
		);
	});
	const papers = JSON.parse(line) as Pick<StandIn, 'url' | 'appId' | 'appSecret'>;
	const ask = async (method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> => {
		const answer = await request(`${papers.url}/_standin${path}`, {
			method,
			dispatcher,
			...(body && {
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			}),
		});
		return await answer.body.json();
	};
	return {
		...papers,
		seed: async (count) => ((await ask('POST', '/messages', { count })) as { ids: string[] }).ids,
		recalled: async () => ((await ask('GET', '/metrics')) as { recalled: number }).recalled,
		log: async () => (await ask('GET', '/log?entries=1')) as LogEntry[],
		close: () => child.stdin.end(),
	};
}
