/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { npm, run } from './npm';

interface Manifest {
	name: string;
	version: string;
	devDependencies?: unknown;
	peerDependencies?: unknown;
	optionalDependencies?: unknown;
}

/** `npm pack`, as publishing would do it; answers with the tarball's path. */
export async function packPackage(project: string, into: string): Promise<string> {
	await mkdir(into, { recursive: true });
	const output = await npm(
		['pack', '--ignore-scripts', '--pack-destination', into, '--json'],
		project,
	);
	const packed = JSON.parse(output.slice(output.indexOf('[\n'))) as Array<{ filename: string }>;
	const filename = packed[0]?.filename;
	if (filename === undefined) throw new Error(`npm pack made no tarball of ${project}`);
	return join(into, filename);
}

/** The packed node, made once for a whole test run by globalSetup. */
export function tarball(): string {
	const path = process.env.E2E_TARBALL;
	if (path === undefined) throw new Error('Run this with: npm run test:e2e');
	return path;
}

/**
 * Unpacks a tarball where n8n looks for community packages, in the steps of n8n's own installer
 * (community-packages.service, downloadPackage).
 */
export async function installPackage(tarball: string, userFolder: string): Promise<void> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const unpacked = join(nodes, 'unpacking');
	await mkdir(unpacked, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
	const manifest = JSON.parse(await readFile(join(unpacked, 'package.json'), 'utf8')) as Manifest;
	for (const key of notForUsers) delete manifest[key];
	await writeFile(join(unpacked, 'package.json'), JSON.stringify(manifest, null, 2));
	await npm(['install', ...installOptions], unpacked);

	const home = join(nodes, 'node_modules', manifest.name);
	await rm(home, { recursive: true, force: true });
	await mkdir(dirname(home), { recursive: true });
	await rename(unpacked, home);
	const dependencies = { [manifest.name]: manifest.version };
	const packageJson = { name: 'installed-nodes', private: true, dependencies };
	await writeFile(join(nodes, 'package.json'), JSON.stringify(packageJson, null, 2));
}

const notForUsers = ['devDependencies', 'peerDependencies', 'optionalDependencies'] as const;

const installOptions = [
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
];
