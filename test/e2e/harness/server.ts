/* eslint-disable @n8n/community-nodes/require-node-api-error -- drives real n8n servers from outside; never ships */
import { installPackage } from './installPackage';
import { undoWhenLeaving } from './leaving';
import { startN8nProcess } from './n8nProcess';
import { prepareN8n } from './prepare';
import type { ProcessGroup } from './processes';
import { Session, type Method } from './session';
import { freePorts, n8nEnvironment } from './settings';
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

export interface N8nServer {
	version: N8nVersion;
	url: string;
	userFolder: string;
	/** Signs in, making the owner first on a new n8n. */
	restLogin(): Promise<void>;
	rest<T = unknown>(method: Method, path: string, body?: unknown): Promise<T>;
	file(path: string): Promise<Buffer>;
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
export async function startMain(
	{ version, tarballs, env: more }: Omit<N8nOptions, 'userFolder'>,
	userFolder: string,
): Promise<N8nServer> {
	for (const tarball of tarballs) await installPackage(tarball, userFolder);
	const [port = 0, brokerPort = 0] = await freePorts(2);
	const url = `http://127.0.0.1:${port}`;
	const env = { ...n8nEnvironment(version, userFolder, port, brokerPort), ...more };
	// 1.x calls itself ready a moment before it has its REST routes.
	const readyUrls = [`${url}/healthz/readiness`, `${url}/rest/settings`];
	const group = await startN8nProcess({ version, command: ['start'], env, readyUrls });
	return serverOf(version, url, userFolder, group);
}

function serverOf(
	version: N8nVersion,
	url: string,
	userFolder: string,
	group: ProcessGroup,
): N8nServer {
	const session = new Session(url);
	return {
		version,
		url,
		userFolder,
		restLogin: () => session.login(),
		rest: (method, path, body) => session.rest(method, path, body),
		file: (path) => session.file(path),
		log: group.log,
		stop: undoWhenLeaving(() => group.stop()),
	};
}
