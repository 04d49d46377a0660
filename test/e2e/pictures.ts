/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './harness/temporaryFolder';
import type { N8nVersion } from './harness/versions';

export interface Pictures {
	pathOf(name: string): string;
	remove(): Promise<void>;
}

/** E2E_PICTURES names where the documentation's pictures go; those of n8n 1.x go beside them when asked for. */
const folders: Record<N8nVersion, string | undefined> = {
	'2.41.1': process.env.E2E_PICTURES,
	'1.123.81': process.env.E2E_PICTURES_V1,
};

export async function picturesOf(version: N8nVersion): Promise<Pictures> {
	const folder = folders[version];
	if (folder === undefined) {
		const { path, remove } = await temporaryFolder();
		return { pathOf: (name) => join(path, `${name}.png`), remove };
	}
	await mkdir(folder, { recursive: true });
	return { pathOf: (name) => join(folder, `${name}.png`), remove: async () => {} };
}
