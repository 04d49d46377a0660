/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a program of its own */
import { prepareNode } from './node';
import { n8nReleases } from './versions';

/** Prepares Node.js 24 in the cache, and prints the folder that holds it as the last line. */
prepareNode(n8nReleases['2.41.1'].node).then(
	({ bin }) => process.stdout.write(`${bin}\n`),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
	},
);
