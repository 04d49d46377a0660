/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- drives real n8n servers from outside; never ships */
import { join } from 'node:path';
import { request } from 'undici';
import { n8nFolder } from './prepare';
import { lastLines, startGroup, type ProcessGroup } from './processes';
import { until } from './until';
import type { N8nVersion } from './versions';

const readyWithinMs = 120_000;

export interface N8nProcess {
	version: N8nVersion;
	/** n8n's subcommand, with its flags. */
	command: string[];
	env: Record<string, string>;
	/** All of these answer 200 when it is ready. */
	readyUrls: string[];
}

/** Starts one n8n process and waits until it says that it is ready. */
export async function startN8nProcess(description: N8nProcess): Promise<ProcessGroup> {
	const { version, command, env, readyUrls } = description;
	const script = join(n8nFolder(version), 'node_modules', 'n8n', 'bin', 'n8n');
	const cwd = env.N8N_USER_FOLDER ?? '/';
	const group = startGroup('node', [script, ...command], { cwd, env });
	try {
		await ready(group, readyUrls);
	} catch (error) {
		await group.kill();
		throw new Error(
			`n8n ${version} ${command[0]}: ${(error as Error).message}\n${lastLines(group.log(), 30)}`,
		);
	}
	return group;
}

async function ready(group: ProcessGroup, urls: string[]): Promise<void> {
	await until('it is ready', readyWithinMs, async () => {
		const end = group.exited();
		if (end !== undefined) throw new Error(`ended while starting (${end})`);
		return (await Promise.all(urls.map(answers))).every(Boolean);
	});
}

async function answers(url: string): Promise<boolean> {
	try {
		const { statusCode, body } = await request(url);
		await body.dump();
		return statusCode === 200;
	} catch {
		return false;
	}
}
