/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- names the machine; the benchmark never ships */
import { readFileSync } from 'node:fs';
import { cpus, totalmem, type } from 'node:os';
import { join } from 'node:path';

/** Figures mean little without the machine that they were taken on. */
export function machine(): string {
	const [first] = cpus();
	const memory = Math.round(totalmem() / 1024 ** 3);
	return `${first?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, ${memory} GB of memory, ${type()}`;
}

export function versions(): string {
	const root = join(__dirname, '..');
	const installed = (name: string) => join(root, 'node_modules', name, 'package.json');
	return [
		`Node.js ${process.versions.node}`,
		`n8n-nodes-feishu-message ${versionIn(join(root, 'package.json'))}`,
		...['n8n-core', 'n8n-workflow', 'undici'].map(
			(name) => `${name} ${versionIn(installed(name))}`,
		),
	].join(', ');
}

function versionIn(file: string): string {
	return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
