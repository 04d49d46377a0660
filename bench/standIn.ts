/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- writes a certificate; the benchmark never ships */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { selfSigned, startFeishuProcess } from '../test/feishu';
import { chatsOf, feishuLimits, isLimited, isSending, type Task } from './plan';

/** Messages to recall, or the chat to send each message to, and where. */
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
export async function startStandIn(task: Pick<Task, 'latencyMs' | 'part'>) {
	const { latencyMs } = task;
	const { perSecond, perMinute } = feishuLimits;
	const flags = ['--tls-key', keyFile, '--tls-cert', certificateFile, '--latency', `${latencyMs}`];
	if (isLimited(task)) {
		flags.push('--rate-limit', `${perSecond}/${perMinute}`, '--settings', '{"chatPerSecond":5}');
	}
	const { url: origin, appId, appSecret, control, close } = await startFeishuProcess(flags, cert);
	return {
		control,
		close,
		async job(of: Task): Promise<Job> {
			const { messages } = of;
			if (isSending(of)) {
				const chats: string[] = [];
				while (chats.length < chatsOf(of)) {
					chats.push(((await control('POST', '/chats', {})) as { id: string }).id);
				}
				const ids = Array.from({ length: messages }, (_, at) => chats[at % chats.length] ?? '');
				return { origin, appId, appSecret, ids };
			}
			const { ids } = (await control('POST', '/messages', { count: messages })) as Pick<Job, 'ids'>;
			return { origin, appId, appSecret, ids };
		},
	};
}
