/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isAbandoned } from './leaving';

export const cacheFolder = join(homedir(), '.cache', 'n8n-nodes-feishu-message');

const stamp = 'prepared.json';

export function cached(name: string): string {
	return join(cacheFolder, name);
}

export function isPrepared(name: string): boolean {
	return existsSync(join(cached(name), stamp));
}

/**
 * Fills a folder aside and moves it into place when it is whole: whoever is interrupted, or is
 * second, leaves nothing half made under the final name.
 */
export async function prepareOnce(
	name: string,
	fill: (folder: string) => Promise<void>,
): Promise<string> {
	if (isPrepared(name)) return cached(name);
	await mkdir(cacheFolder, { recursive: true });
	for (const entry of await readdir(cacheFolder)) {
		if (isAbandoned(entry, 'preparing-')) await rm(cached(entry), { recursive: true, force: true });
	}
	const aside = cached(`preparing-${process.pid}-${name}`);
	try {
		await mkdir(aside);
		await fill(aside);
		await writeFile(join(aside, stamp), JSON.stringify({ name, at: new Date().toISOString() }));
		if (!isPrepared(name)) {
			await rm(cached(name), { recursive: true, force: true });
			await rename(aside, cached(name));
		}
	} finally {
		await rm(aside, { recursive: true, force: true });
	}
	return cached(name);
}
