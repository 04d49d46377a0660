/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- drives real n8n servers from outside; never ships */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { request } from 'undici';
import { installPackage } from './installPackage';
import { lastLines } from './npm';
import { n8nFolder } from './prepare';
import { freePorts, n8nEnvironment } from './settings';
import { until } from './until';
import type { N8nVersion } from './versions';

const readyWithinMs = 120_000;

export interface N8nProcessOptions {
	version: N8nVersion;
	/** n8n's subcommand. */
	command: 'start' | 'worker' | 'webhook';
	/** Community packages to install, each a packed tarball. */
	tarballs: string[];
	userFolder: string;
	env?: Record<string, string>;
	/** Answers 200 when it is ready. */
	readyPath: string;
	/** It has printed this by then, too. */
	readyText?: string;
}

export interface N8nProcess {
	url: string;
	log(): string;
	/** Asks politely, then ends whatever is left, the task runner included. */
	stop(graceMs?: number): Promise<void>;
	/** As a machine that loses power: no time to finish anything. */
	kill(): Promise<void>;
}

/** Starts one n8n process and waits until it says that it is ready. */
export async function startN8nProcess(options: N8nProcessOptions): Promise<N8nProcess> {
	const { version, command, tarballs, userFolder, readyPath, readyText = '' } = options;
	for (const tarball of tarballs) await installPackage(tarball, userFolder);
	const [port = 0, brokerPort = 0] = await freePorts(2);
	const url = `http://127.0.0.1:${port}`;
	const script = join(n8nFolder(version), 'node_modules', 'n8n', 'bin', 'n8n');
	const child = spawn('node', [script, command], {
		cwd: userFolder,
		env: { ...n8nEnvironment(version, userFolder, port, brokerPort), ...options.env },
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	const { log, exited, stop, kill } = groupOf(child);
	try {
		await until('it is ready', readyWithinMs, async () => {
			const end = exited();
			if (end !== undefined) throw new Error(`ended while starting (${end})`);
			return log().includes(readyText) && (await answers(url + readyPath));
		});
	} catch (error) {
		await kill();
		throw new Error(
			`n8n ${version} ${command}: ${(error as Error).message}\n${lastLines(log(), 30)}`,
		);
	}
	return { url, log, stop, kill };
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

/** A process with all that it starts. */
function groupOf(child: ChildProcess) {
	const { pid } = child;
	if (pid === undefined) throw new Error('node could not be started');
	const chunks: Buffer[] = [];
	child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
	child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
	const log = () => Buffer.concat(chunks).toString('utf8');

	const guard = guardAgainstOurOwnDeath(pid);
	let end: string | undefined;
	const gone = new Promise<void>((resolve) => {
		child.once('exit', (code, signal) => {
			end = signal ?? `exit code ${code}`;
			resolve();
		});
	});
	const kill = async () => {
		try {
			process.kill(-pid, 'SIGKILL');
		} catch {
			// Nobody is left in the group.
		}
		await gone;
		guard.kill('SIGKILL');
	};
	const stop = async (graceMs = 10_000) => {
		if (end === undefined) child.kill('SIGTERM');
		await Promise.race([gone, setTimeout(graceMs, undefined, { ref: false })]);
		await kill();
	};
	return { log, exited: () => end, stop, kill };
}

/** The guard reads from a pipe that only we hold: however we end, it sees the pipe close. */
function guardAgainstOurOwnDeath(pid: number): ChildProcess {
	const script = 'cat > /dev/null; kill -KILL "-$1"';
	const guard = spawn('sh', ['-c', script, 'guard', String(pid)], {
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true,
	});
	guard.unref();
	return guard;
}
