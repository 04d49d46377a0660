/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- drives real n8n servers from outside; never ships */
import { join } from 'node:path';
import { packPackage } from '../installPackage';
import { startModelStandIn } from '../modelStandIn';
import { step } from '../progress';
import { temporaryFolder } from '../temporaryFolder';
import { n8nVersions } from '../versions';
import { writeEchoPackage } from './echoPackage';
import { startEchoServer } from './echoServer';
import { proveOneServer } from './oneServer';
import { proveQueueMode } from './queueMode';

async function smoke(): Promise<void> {
	const folder = await temporaryFolder();
	const echo = await startEchoServer();
	const model = await startModelStandIn();
	try {
		const project = join(folder.path, 'echo');
		await writeEchoPackage(project);
		const tarball = await step('Packing a package', () => packPackage(project, folder.path));
		const pictures = process.env.E2E_PICTURES ?? folder.path;
		const around = { tarball, echo, model, pictures };
		const chosen = process.argv.slice(2);
		const wanted = (part: string) => chosen.length === 0 || chosen.includes(part);
		for (const version of n8nVersions) {
			if (wanted(version)) await proveOneServer(version, around);
		}
		if (wanted('queue')) await proveQueueMode(around);
	} finally {
		await model.stop();
		await echo.stop();
		await folder.remove();
	}
}

smoke().catch((error: Error) => {
	console.error(error);
	process.exitCode = 1;
});
