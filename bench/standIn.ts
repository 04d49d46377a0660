/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- writes a certificate; the benchmark never ships */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { selfSigned, startFeishuProcess } from '../test/feishu';
import { feishuLimits } from './plan';

/** Messages to recall, and where. */
export interface Job {
	origin: string;
	appId: string;
	appSecret: string;
	ids: string[];
}

/** For the certificate, and for what n8n's engine might write into a home. */
export const scratchFolder = mkdtempSync(join(tmpdir(), 'feishu-bench-'));
process.on('exit', () => rmSync(scratchFolder, { recursive: true, force: true }));

/** One certificate for all stand-ins of a benchmark. */
export const certificateFile = join(scratchFolder, 'cert.pem');
const keyFile = join(scratchFolder, 'key.pem');
const { key, cert } = selfSigned();
writeFileSync(certificateFile, cert);
writeFileSync(keyFile, key, { mode: 0o600 });

/** Feishu's stand-in, in a process of its own and over TLS, with messages to recall. */
export async function startStandIn(latencyMs: number, limited: boolean) {
	const { perSecond, perMinute } = feishuLimits;
	const flags = ['--tls-key', keyFile, '--tls-cert', certificateFile, '--latency', `${latencyMs}`];
	if (limited) flags.push('--rate-limit', `${perSecond}/${perMinute}`);
	const { url: origin, appId, appSecret, control, close } = await startFeishuProcess(flags, cert);
	return {
		control,
		close,
		async job(messages: number): Promise<Job> {
			const { ids } = (await control('POST', '/messages', { count: messages })) as Pick<Job, 'ids'>;
			return { origin, appId, appSecret, ids };
		},
	};
}
