/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- the stand-in is a server, it never ships */
import { fstatSync } from 'node:fs';

import { readOptions } from './serverOptions';
import { startFeishu } from './standIn';

/** Someone holds the other end; /dev/null and a terminal say nothing when the parent goes. */
function stdinIsHeld(): boolean {
	const stdin = fstatSync(0);
	return stdin.isFIFO() || stdin.isSocket();
}

/** A process of its own: prints one line of JSON when ready, ends with SIGTERM or with its parent. */
async function main() {
	const standIn = await startFeishu(readOptions(process.argv.slice(2), process.env));
	const { url, world } = standIn;
	const { id: appId, secret: appSecret } = world.app;
	process.stdout.write(`${JSON.stringify({ url, appId, appSecret, chatId: world.chat.id })}\n`);

	const end = () => void standIn.close().then(() => process.exit(0));
	process.on('SIGTERM', end).on('SIGINT', end).on('disconnect', end);
	if (stdinIsHeld()) process.stdin.on('close', end).resume();
	const parent = process.ppid;
	setInterval(() => process.ppid === parent || end(), 1000).unref();
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
