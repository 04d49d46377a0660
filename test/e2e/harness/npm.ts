/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- drives real n8n servers from outside; never ships */
import { execFile, type ExecFileException } from 'node:child_process';
import { delimiter } from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);

const unreachable =
	/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/;

/** Runs npm with the given Node first in PATH, and says in one sentence what went wrong. */
export async function npm(args: string[], cwd: string, nodeBin?: string): Promise<string> {
	const PATH = [nodeBin, process.env.PATH].filter(Boolean).join(delimiter);
	const env = { ...process.env, PATH };
	try {
		return (await run('npm', args, { cwd, env, maxBuffer: Infinity })).stdout;
	} catch (cause) {
		const { code, stdout = '', stderr = '' } = cause as ExecFileException;
		if (code === 'ENOENT') throw new Error('npm is missing: it comes with Node.js.', { cause });
		if (unreachable.test(stdout + stderr)) {
			throw new Error('The npm registry cannot be reached; n8n has to be fetched once.', { cause });
		}
		throw new Error(`npm ${args[0]} failed: ${lastLines(stdout + stderr, 12)}`, { cause });
	}
}

export function lastLines(text: string, count: number): string {
	return text.trimEnd().split('\n').slice(-count).join('\n');
}
