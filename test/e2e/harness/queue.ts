/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- drives real n8n servers from outside; never ships */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { undoWhenLeaving } from './leaving';
import { startN8nProcess, type N8nProcess } from './n8nProcess';
import { prepareN8n } from './prepare';
import { startMain, type N8nServer } from './server';
import { ownStores, postgresUrl, redisUrl } from './services';
import { temporaryFolder } from './temporaryFolder';

const version = '2.41.1';

export interface QueueOptions {
	workers: number;
	tarballs: string[];
	/** For all processes alike. */
	env?: Record<string, string>;
}

export interface QueueMode extends N8nServer {
	workers: N8nProcess[];
	/** Keys in Redis that begin so are removed in the end. */
	keyPrefix: string;
	/** One more, as an operator starts it after one was lost. */
	addWorker(): Promise<N8nProcess>;
	/** A process that takes webhooks of active workflows, and leaves their executions to the workers. */
	addWebhookProcess(): Promise<N8nProcess>;
}

/** Main and workers, and webhook processes where they are added, each with a user folder of its own, as on machines of their own. */
export async function startQueueMode(options: QueueOptions): Promise<QueueMode> {
	await prepareN8n(version);
	const stores = await ownStores(version);
	const folder = await temporaryFolder();
	const { tarballs } = options;
	const env = { ...queueEnvironment(stores.name), ...options.env };
	const workers: N8nProcess[] = [];
	const webhookProcesses: N8nProcess[] = [];
	let main: N8nServer | undefined;

	const stop = undoWhenLeaving(async () => {
		await Promise.all([...workers, ...webhookProcesses].map((each) => each.kill()));
		await main?.stop();
		await folder.remove();
		await stores.drop();
	});
	let started = 0;
	const start = async (command: 'worker' | 'webhook', more = {}) =>
		await startN8nProcess({
			version,
			command,
			tarballs,
			userFolder: await userFolderOf(folder.path, `${command}-${++started}`),
			env: { ...env, ...more },
			readyPath: '/healthz/readiness',
		});
	const addWorker = async () => {
		const healthCheck = {
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		};
		const worker = await start('worker', healthCheck);
		workers.push(worker);
		return worker;
	};
	const addWebhookProcess = async () => {
		const webhookProcess = await start('webhook');
		webhookProcesses.push(webhookProcess);
		return webhookProcess;
	};
	try {
		const userFolder = await userFolderOf(folder.path, 'main');
		main = await startMain({ version, tarballs, env }, userFolder);
		await Promise.all(Array.from({ length: options.workers }, addWorker));
	} catch (error) {
		await stop();
		throw error;
	}
	const keyPrefix = `${stores.name}:test:`;
	return { ...main, workers, keyPrefix, addWorker, addWebhookProcess, stop };
}

function queueEnvironment(stores: string): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64'),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: postgresUrl.hostname,
		DB_POSTGRESDB_PORT: postgresUrl.port || '5432',
		DB_POSTGRESDB_USER: decodeURIComponent(postgresUrl.username),
		DB_POSTGRESDB_PASSWORD: decodeURIComponent(postgresUrl.password),
		DB_POSTGRESDB_DATABASE: stores,
		QUEUE_BULL_REDIS_HOST: redisUrl.hostname,
		QUEUE_BULL_REDIS_PORT: redisUrl.port || '6379',
		QUEUE_BULL_REDIS_USERNAME: decodeURIComponent(redisUrl.username),
		QUEUE_BULL_REDIS_PASSWORD: decodeURIComponent(redisUrl.password),
		QUEUE_BULL_REDIS_DB: redisUrl.pathname.slice(1) || '0',
		QUEUE_BULL_PREFIX: `${stores}:bull`,
		N8N_REDIS_KEY_PREFIX: stores,
	};
}

async function userFolderOf(folder: string, name: string): Promise<string> {
	const path = join(folder, name);
	await mkdir(path);
	return path;
}
