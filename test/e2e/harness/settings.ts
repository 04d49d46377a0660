/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { createServer, type AddressInfo } from 'node:net';
import { delimiter } from 'node:path';
import { cached } from './cache';
import { nodeRuntime } from './node';
import { n8nReleases, type N8nVersion } from './versions';

/**
 * The whole environment of an n8n process. Nothing is inherited, so that settings of the person
 * who runs the tests stay out; HOME too is the run's own, so that nothing is written to theirs.
 */
export function n8nEnvironment(
	version: N8nVersion,
	userFolder: string,
	port: number,
	brokerPort: number,
): Record<string, string> {
	const { bin } = nodeRuntime(n8nReleases[version].node);
	return {
		PATH: [bin, process.env.PATH].join(delimiter),
		HOME: userFolder,
		TMPDIR: userFolder,
		// From Node 22 on a start takes 6 seconds instead of 9.
		NODE_COMPILE_CACHE: cached('compiled'),
		LANG: 'C.UTF-8',
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(port),
		N8N_HOST: '127.0.0.1',
		GENERIC_TIMEZONE: 'Etc/UTC',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		// Where a worker says that it is ready.
		QUEUE_HEALTH_CHECK_PORT: String(port),
		...quiet,
		...quietOf[version],
	};
}

const quiet = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_SECURE_COOKIE: 'false',
	N8N_LOG_LEVEL: 'info',
};

/** 1.x does not start with the name of a module that it does not have. */
const quietOf: Record<N8nVersion, Record<string, string>> = {
	'2.41.1': { N8N_DISABLED_MODULES: 'mcp-registry' },
	'1.123.81': { N8N_EXPRESSION_ENGINE: 'legacy' },
};

/** Free now; held open together, so that they differ from each other. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(
		Array.from({ length: count }, async () => {
			const server = createServer();
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			return server;
		}),
	);
	return await Promise.all(
		servers.map(async (server) => {
			const { port } = server.address() as AddressInfo;
			await new Promise((resolve) => server.close(resolve));
			return port;
		}),
	);
}
