/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAbandoned, undoWhenLeaving } from './leaving';

export interface TemporaryFolder {
	path: string;
	remove(): Promise<void>;
}

const prefix = 'n8n-e2e-';

export async function temporaryFolder(): Promise<TemporaryFolder> {
	for (const entry of await readdir(tmpdir())) {
		if (isAbandoned(entry, prefix))
			await rm(join(tmpdir(), entry), { recursive: true, force: true });
	}
	const path = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
	const remove = undoWhenLeaving(() => rm(path, { recursive: true, force: true, maxRetries: 3 }));
	return { path, remove };
}
