/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- drives real n8n servers from outside; never ships */
/**
 * `npm run n8n`: a real n8n with the built node, a stand-in for Feishu, and the examples, for a person to
 * click through. With FEISHU_APP_ID and FEISHU_APP_SECRET set, its credential is that app at the real Feishu
 * (FEISHU_REGION=lark for Lark).
 */
import { join } from 'node:path';
import { N8nClient } from '../../test/e2e/client';
import { packPackage } from '../../test/e2e/harness/installPackage';
import { undoEverything, undoWhenLeaving } from '../../test/e2e/harness/leaving';
import { prepareN8n } from '../../test/e2e/harness/prepare';
import { step } from '../../test/e2e/harness/progress';
import { startN8n, type N8nServer } from '../../test/e2e/harness/server';
import { owner } from '../../test/e2e/harness/session';
import { temporaryFolder } from '../../test/e2e/harness/temporaryFolder';
import { printWelcome } from '../print';
import { realApp } from '../realApp';
import { atRealFeishu, atStandIn } from './feishu';

const version = '2.41.1';

async function main(): Promise<void> {
	const app = realApp(process.env);
	let running = false;
	undoWhenLeaving(async () => console.log(running ? 'Stopped; nothing is left behind.' : ''));
	await prepareN8n(version);
	const server = await step(`n8n ${version}: starting`, start);
	const client = new N8nClient(server);
	await server.restLogin();
	const playground = await (app ? atRealFeishu(client, app) : atStandIn(client, server.url));
	const workflows = [];
	for (const json of playground.workflows) {
		const id = await client.importWorkflow(json);
		await playground.activate?.(id, json);
		workflows.push({ name: json.name, url: `${server.url}/workflow/${id}` });
	}
	printWelcome({ ...playground, ...owner, url: server.url, workflows });
	undoWhenLeaving(async () => console.log('\nStopping n8n …'));
	running = true;
}

async function start(): Promise<N8nServer> {
	const folder = await temporaryFolder();
	const tarball = await packPackage(join(__dirname, '..', '..'), folder.path);
	const server = await startN8n({ version, tarballs: [tarball] });
	await folder.remove();
	return server;
}

main().catch(async (error: Error) => {
	console.error(error.message);
	await undoEverything();
	process.exit(1);
});
