/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- starts processes; the benchmark never ships */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** So that a child runs TypeScript as this process does. */
export const typescript = ['--require', require.resolve('tsx/cjs')];

let folder: string | undefined;

/** For the certificate, and for what n8n's engine might write into a home; made when first needed. */
export function scratchFolder(): string {
	folder ??= mkdtempSync(join(tmpdir(), 'feishu-bench-'));
	return folder;
}

const running = new Set<ChildProcess>();

/** Remembers a child for as long as it lives, and the last of what it complains about. */
export function keep<T extends ChildProcess>(child: T): { child: T; complaints: () => string } {
	let complaints = '';
	running.add(child);
	child.once('exit', () => running.delete(child));
	child.stderr?.on('data', (chunk: Buffer) => {
		complaints = (complaints + chunk.toString()).slice(-2000);
	});
	return { child, complaints: () => complaints.trim() };
}

/** Whatever way this process ends, no measured process outlives it; stand-ins end by themselves. */
export function endWithAllChildren(): void {
	process.on('exit', () => {
		for (const child of running) child.kill('SIGKILL');
		if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
	});
	for (const [signal, code] of [
		['SIGINT', 130],
		['SIGTERM', 143],
	] as const) {
		process.on(signal, () => {
			process.stderr.write('\nStopped; all processes of the benchmark are ended.\n');
			process.exit(code);
		});
	}
}
