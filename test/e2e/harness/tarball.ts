/* eslint-disable @n8n/community-nodes/no-restricted-globals -- drives real n8n servers from outside; never ships */

/** The packed node, made once for a whole test run by globalSetup. */
export function tarball(): string {
	const path = process.env.E2E_TARBALL;
	if (path === undefined) throw new Error('Run this with: npm run test:e2e');
	return path;
}
