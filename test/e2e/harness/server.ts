/* eslint-disable @n8n/community-nodes/require-node-api-error -- drives real n8n servers from outside; never ships */
import { undoWhenLeaving } from './leaving';
import { startN8nProcess } from './n8nProcess';
import { prepareN8n } from './prepare';
import { openSession, type Session } from './session';
import { temporaryFolder } from './temporaryFolder';
import type { N8nVersion } from './versions';

export interface N8nOptions {
	version: N8nVersion;
	/** Community packages to install, each a packed tarball. */
	tarballs: string[];
	/** To start again on what an earlier server left; it is then not removed on stop. */
	userFolder?: string;
	env?: Record<string, string>;
}

export interface N8nServer extends Session {
	version: N8nVersion;
	url: string;
	userFolder: string;
	log(): string;
	stop(): Promise<void>;
}

export async function startN8n(options: N8nOptions): Promise<N8nServer> {
	await prepareN8n(options.version);
	if (options.userFolder !== undefined) return await startMain(options, options.userFolder);

	const temporary = await temporaryFolder();
	try {
		const server = await startMain(options, temporary.path);
		const stop = undoWhenLeaving(async () => {
			await server.stop();
			await temporary.remove();
		});
		return { ...server, stop };
	} catch (error) {
		await temporary.remove();
		throw error;
	}
}

/** The process that has the editor, the REST API and the webhooks. */
export async function startMain(options: N8nOptions, userFolder: string): Promise<N8nServer> {
	const main = await startN8nProcess({
		...options,
		command: 'start',
		userFolder,
		readyPath: '/healthz/readiness',
		// Before it says so, it still looks for executions that a crash has left, and takes a new one for one of them.
		readyText: 'Editor is now accessible via:',
	});
	const { url, log } = main;
	const stop = undoWhenLeaving(() => main.stop());
	return { version: options.version, url, userFolder, ...openSession(url), log, stop };
}
