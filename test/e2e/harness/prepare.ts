/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- drives real n8n servers from outside; never ships */
import { spawnSync } from 'node:child_process';
import { mkdir, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, cacheFolder, isPrepared, prepareOnce } from './cache';
import { prepareNode, type NodeRuntime } from './node';
import { npm } from './npm';
import { step } from './progress';
import { n8nReleases, n8nVersions, type N8nVersion } from './versions';

const bytesNeeded = 4e9;

/** The last major whose engines still include Node 20. */
const nodeGypVersion = '11.4.2';

/** Where a prepared n8n lies; its own modules are under node_modules. */
export function n8nFolder(version: N8nVersion): string {
	return cached(`n8n-${version}`);
}

export async function prepareN8n(version: N8nVersion): Promise<void> {
	const node = await prepareNode(n8nReleases[version].node);
	const name = `n8n-${version}`;
	if (isPrepared(name)) return;
	await requireTools();
	await prepareOnce(name, async (folder) => {
		await install(version, node, folder);
		await buildSqlite(version, node, folder);
	});
}

export async function prepare(versions: readonly N8nVersion[] = n8nVersions): Promise<void> {
	for (const version of versions) await prepareN8n(version);
}

async function install(version: N8nVersion, node: NodeRuntime, folder: string): Promise<void> {
	const { overrides, expect } = n8nReleases[version];
	const dependencies = { n8n: version, 'node-gyp': nodeGypVersion };
	const manifest = JSON.stringify({ private: true, dependencies, overrides });
	await writeFile(join(folder, 'package.json'), manifest);
	// With scripts an optional Kafka binding would want to compile librdkafka.
	const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
	await step(`n8n ${version}: fetching (${expect})`, async () => {
		await npm(['install', ...options], folder, node.bin);
	});
}

/** The one native module that carries no binary for our Nodes. */
async function buildSqlite(version: N8nVersion, node: NodeRuntime, folder: string): Promise<void> {
	await step(`n8n ${version}: compiling sqlite3 (about a minute)`, async () => {
		const sqlite = join('node_modules', 'sqlite3');
		const gyp = ['node-gyp', 'rebuild', '-C', sqlite, `--nodedir=${node.headers}`];
		await npm(['exec', '--', ...gyp], folder, node.bin);
	});
}

async function requireTools(): Promise<void> {
	for (const tool of ['make', 'g++', 'python3']) {
		if (spawnSync(tool, ['--version']).status !== 0) {
			throw new Error(`${tool} is missing; n8n's SQLite driver is compiled with it once.`);
		}
	}
	await mkdir(cacheFolder, { recursive: true });
	const { bavail, bsize } = await statfs(cacheFolder);
	if (bavail * bsize < bytesNeeded) {
		throw new Error(`Not enough disk space for n8n: 4 GB are needed under ${cacheFolder}.`);
	}
}

if (require.main === module) {
	prepare().catch((error: Error) => {
		console.error(error.message);
		process.exitCode = 1;
	});
}
