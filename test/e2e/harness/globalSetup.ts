/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packPackage } from './installPackage';
import { prepare } from './prepare';
import { step } from './progress';
import { temporaryFolder, type TemporaryFolder } from './temporaryFolder';

declare global {
	var packedInto: TemporaryFolder | undefined;
}

const project = join(__dirname, '..', '..', '..');

/** Both n8n versions, and the tarball that a person would install from the registry. */
export default async function globalSetup(): Promise<void> {
	process.stdout.write('\n');
	if (!existsSync(join(project, 'dist', 'nodes'))) {
		throw new Error('The node is not built. Run: npm run build');
	}
	await prepare();
	globalThis.packedInto = await temporaryFolder();
	const { path } = globalThis.packedInto;
	process.env.E2E_TARBALL = await step('Packing the node', () => packPackage(project, path));
}
