/* eslint-disable @n8n/community-nodes/no-restricted-globals -- jest runs setup and teardown in two modules; never ships */
export default async function globalTeardown(): Promise<void> {
	await globalThis.packedInto?.remove();
}
