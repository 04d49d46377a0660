/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- a program of its own */
/**
 * `npm run demo`: the life of some messages, by the Feishu node and n8n's own engine, at the stand-in. With
 * FEISHU_APP_ID, FEISHU_APP_SECRET, and FEISHU_CHAT_ID set, it happens in that chat of the real Feishu.
 */
import { createInterface } from 'node:readline';

import { undoEverything } from '../test/e2e/harness/leaving';
import { startFeishu } from '../test/feishu';
import { life } from './life';
import { demoMessages } from './messages';
import { realApp } from './realApp';

async function main(): Promise<boolean> {
	const app = realApp(process.env, 'FEISHU_CHAT_ID');
	if (app !== undefined) {
		console.log(`In your chat at ${app.origin}: four messages come, and go again.\n`);
		const chatId = String(process.env.FEISHU_CHAT_ID).trim();
		return await life({ app, chatId, others: [], mayRecall: ask });
	}
	const feishu = await startFeishu();
	try {
		console.log('At a stand-in for Feishu on this machine. With FEISHU_APP_ID, FEISHU_APP_SECRET,');
		console.log('and FEISHU_CHAT_ID set, the same happens in that chat of yours.\n');
		const { world, url: baseUrl } = feishu;
		const { id: appId, secret: appSecret } = world.app;
		const app = { region: 'custom', baseUrl, appId, appSecret } as const;
		const others = demoMessages(feishu);
		return await life({ app, chatId: world.addChat().id, others });
	} finally {
		await feishu.close();
	}
}

/** Where nobody can answer, nobody has said no. */
async function ask(question: string): Promise<boolean> {
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	const answer = await new Promise<string>((resolve) => {
		terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
		terminal.once('close', () => resolve(''));
		terminal.question(`${question} [Y/n] `, resolve);
	});
	terminal.close();
	return !/^\s*n/i.test(answer);
}

main().then(
	(right) => process.exit(right ? 0 : 1),
	async (error: unknown) => {
		await undoEverything();
		console.error(error instanceof Error ? error.message : String(error));
		process.exit(1);
	},
);
