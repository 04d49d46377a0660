/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './cache';
import { undoWhenLeaving } from './leaving';

export interface TemporaryFolder {
	path: string;
	remove(): Promise<void>;
}

const prefix = 'n8n-e2e-';

export async function temporaryFolder(): Promise<TemporaryFolder> {
	await removeAbandoned();
	const path = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
	const remove = undoWhenLeaving(() => rm(path, { recursive: true, force: true, maxRetries: 3 }));
	return { path, remove };
}

/** What a run that was killed outright could not take away itself. */
async function removeAbandoned(): Promise<void> {
	for (const entry of await readdir(tmpdir())) {
		const owner = new RegExp(`^${prefix}(\\d+)-`).exec(entry)?.[1];
		if (owner !== undefined && !isAlive(Number(owner))) {
			await rm(join(tmpdir(), entry), { recursive: true, force: true });
		}
	}
}
