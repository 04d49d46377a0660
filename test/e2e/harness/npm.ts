/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- drives real n8n servers from outside; never ships */
import { delimiter } from 'node:path';
import { CommandFailed, lastLines, run } from './processes';

const unreachable =
	/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/;

/** Runs npm with the given Node first in PATH, and says in one sentence what went wrong. */
export async function npm(args: string[], folder: string, nodeBin?: string): Promise<string> {
	const path = [nodeBin, process.env.PATH].filter(Boolean).join(delimiter);
	try {
		return await run('npm', args, { cwd: folder, env: { ...process.env, PATH: path } });
	} catch (error) {
		if (!(error instanceof CommandFailed)) {
			throw new Error('npm is missing: it comes with Node.js.', { cause: error });
		}
		if (unreachable.test(error.output)) {
			throw new Error('The npm registry cannot be reached; n8n has to be fetched once.', {
				cause: error,
			});
		}
		throw new Error(`npm ${args[0]} failed: ${lastLines(error.output, 12)}`, { cause: error });
	}
}
