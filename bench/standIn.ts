/* eslint-disable @n8n/community-nodes/no-restricted-imports -- writes a certificate; the benchmark never ships */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { selfSigned, startFeishuProcess, type LogEntry } from '../test/feishu';
import { feishusLimits } from './limits';
import type { Errand } from './measured/job';
import { scratchFolder } from './processes';

interface Tls {
	keyFile: string;
	certificateFile: string;
	certificate: string;
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
	return { keyFile, certificateFile, certificate: cert };
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
	const { keyFile, certificateFile, certificate } = tls();
	const flags = ['--tls-key', keyFile, '--tls-cert', certificateFile, '--latency', `${latencyMs}`];
	if (limited) flags.push('--rate-limit', `${perSecond}/${perMinute}`);
	const { control, ...standIn } = await startFeishuProcess(flags, certificate);
	return {
		...standIn,
		seed: async (count) =>
			((await control('POST', '/messages', { count })) as { ids: string[] }).ids,
		recalled: async () => ((await control('GET', '/metrics')) as { recalled: number }).recalled,
		log: async () => (await control('GET', '/log?entries=1')) as LogEntry[],
	};
}
