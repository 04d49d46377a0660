/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- a program of its own */
/**
 * `npm run demo`: n8n's own engine runs a sender, the Feishu node, and its two branches. Against the stand-in
 * it recalls twenty messages, good and bad; with FEISHU_APP_ID, FEISHU_APP_SECRET, and FEISHU_CHAT_ID set it
 * sends one message to that chat of the real Feishu and recalls it.
 */
import { startFeishu } from '../test/feishu';
import { demoMessages } from './messages';
import { realApp } from './realApp';
import { printAccount, printItems } from './print';
import { recallDemo } from './workflow';

async function main(): Promise<boolean> {
	const app = realApp(process.env);
	if (app !== undefined) {
		console.log(`Recalling a real message at ${app.origin}\n`);
		const message = await app.sendMessage();
		const result = await recallDemo([{ message_id: message }], app.credential);
		printItems(result);
		return printAccount([{ id: message, expected: 'success' }], result);
	}
	const feishu = await startFeishu();
	try {
		console.log(
			'Recalling messages at the stand-in for Feishu (set FEISHU_APP_ID, FEISHU_APP_SECRET,',
		);
		console.log('and FEISHU_CHAT_ID to send and recall one at the real Feishu instead)\n');
		const messages = demoMessages(feishu);
		const { id, secret } = feishu.world.app;
		const result = await recallDemo(
			messages.map(({ item }) => item),
			{ region: 'custom', baseUrl: feishu.url, appId: id, appSecret: secret },
		);
		printItems(result);
		return printAccount(messages, result);
	} finally {
		await feishu.close();
	}
}

main().then(
	(right) => process.exit(right ? 0 : 1),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : String(error));
		process.exit(1);
	},
);
