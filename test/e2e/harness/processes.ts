/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { spawn, type ChildProcess } from 'node:child_process';

export interface RunOptions {
	cwd: string;
	env: NodeJS.ProcessEnv;
}

export interface ProcessGroup {
	pid: number;
	log(): string;
	/** Says why once the first process of the group is gone. */
	exited(): string | undefined;
	/** Asks politely, then ends whatever is left of the group. */
	stop(graceMs?: number): Promise<void>;
	/** As a machine that loses power: no time to finish anything. */
	kill(): Promise<void>;
}

export class CommandFailed extends Error {
	constructor(
		command: string,
		readonly output: string,
	) {
		super(`${command} failed:\n${lastLines(output, 20)}`);
	}
}

export async function run(command: string, args: string[], options: RunOptions): Promise<string> {
	const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	const output = collect(child);
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0) throw new CommandFailed([command, ...args].join(' '), output());
	return output();
}

export function startGroup(command: string, args: string[], options: RunOptions): ProcessGroup {
	const child = spawn(command, args, {
		...options,
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	const log = collect(child);
	const pid = child.pid;
	if (pid === undefined) throw new Error(`${command} could not be started`);

	const guard = guardAgainstOurOwnDeath(pid);
	let end: string | undefined;
	const gone = new Promise<void>((resolve) => {
		child.once('exit', (code, signal) => {
			end = signal ?? `exit code ${code}`;
			resolve();
		});
	});
	const kill = async () => {
		signalGroup(pid, 'SIGKILL');
		await gone;
		guard.kill('SIGKILL');
	};
	const stop = async (graceMs = 10_000) => {
		if (end === undefined) child.kill('SIGTERM');
		const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
		await Promise.race([gone, grace]);
		await kill();
	};
	return { pid, log, exited: () => end, stop, kill };
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

function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch {
		// Nobody is left in the group.
	}
}

function collect(child: ChildProcess): () => string {
	const chunks: Buffer[] = [];
	child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
	child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
	return () => Buffer.concat(chunks).toString('utf8');
}

export function lastLines(text: string, count: number): string {
	return text.trimEnd().split('\n').slice(-count).join('\n');
}
