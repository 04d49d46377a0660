/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- a program of its own */
/**
 * `npm run demo`: n8n's own engine runs a sender, the Feishu node, and its two branches. Against the stand-in
 * it recalls twenty messages, good and bad; with FEISHU_APP_ID, FEISHU_APP_SECRET, and FEISHU_CHAT_ID set it
 * sends one message to that chat of the real Feishu and recalls it.
 */
import { recall } from '../test/engine/recall';
import { startFeishu } from '../test/feishu';
import { demoMessages } from './messages';
import { printAccount, printItems } from './print';
import { realApp, sendText } from './realApp';

async function main(): Promise<boolean> {
	const app = realApp(process.env, 'FEISHU_CHAT_ID');
	if (app !== undefined) {
		console.log(`Recalling a real message at ${app.origin}\n`);
		const message = await sendText(app, String(process.env.FEISHU_CHAT_ID).trim());
		const { region, appId, appSecret } = app;
		const result = await recall({
			items: [{ message_id: message }],
			credential: { region, appId, appSecret },
		});
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
		const result = await recall({
			items: messages.map(({ item }) => item),
			credential: { region: 'custom', baseUrl: feishu.url, appId: id, appSecret: secret },
		});
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
