/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- a program of its own */
/**
 * `npm run demo`: n8n's own engine runs the Feishu node and its two branches. At the stand-in it sends three
 * messages, and recalls them and some twenty others, good and bad; with FEISHU_APP_ID, FEISHU_APP_SECRET, and
 * FEISHU_CHAT_ID set, it sends one message to that chat of the real Feishu and recalls it.
 */
import type { IDataObject } from 'n8n-workflow';

import { runNode } from '../test/engine/runNode';
import { startFeishu } from '../test/feishu';
import { demoMessages, type DemoMessage } from './messages';
import { printAccount, printItems, printSent } from './print';
import { realApp } from './realApp';

async function main(): Promise<boolean> {
	const app = realApp(process.env, 'FEISHU_CHAT_ID');
	if (app !== undefined) {
		console.log(`Sending and recalling a real message at ${app.origin}\n`);
		const { region, appId, appSecret } = app;
		const credential = { region, appId, appSecret };
		const chatId = String(process.env.FEISHU_CHAT_ID).trim();
		return await recallAll(credential, await send(credential, chatId, ['It recalls itself.']), []);
	}
	const feishu = await startFeishu();
	try {
		console.log('Sending and recalling messages at the stand-in for Feishu (set FEISHU_APP_ID,');
		console.log('FEISHU_APP_SECRET, and FEISHU_CHAT_ID to do so with one at the real Feishu)\n');
		const { id, secret } = feishu.world.app;
		const credential = { region: 'custom', baseUrl: feishu.url, appId: id, appSecret: secret };
		const texts = ['Lunch is at 12', 'Lunch is at "13"', '午餐几点？'];
		const sent = await send(credential, feishu.world.chat.id, texts);
		return await recallAll(credential, sent, demoMessages(feishu));
	} finally {
		await feishu.close();
	}
}

/** The items that sending hands on. */
async function send(
	credential: Record<string, string>,
	chatId: string,
	texts: string[],
): Promise<IDataObject[]> {
	const result = await runNode({
		items: texts.map((text) => ({ text })),
		credential,
		parameters: {
			operation: 'send',
			receiver: { __rl: true, mode: 'chatId', value: chatId },
			text: '={{ $json.text }}',
		},
	});
	printSent(result);
	return result.success;
}

async function recallAll(
	credential: Record<string, string>,
	sent: IDataObject[],
	others: DemoMessage[],
): Promise<boolean> {
	const messages = [
		...sent.map((item) => ({ id: String(item.message_id), item, expected: 'success' })),
		...others,
	];
	const result = await runNode({ items: messages.map(({ item }) => item), credential });
	printItems(result);
	return sent.length > 0 && printAccount(messages, result);
}

main().then(
	(right) => process.exit(right ? 0 : 1),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : String(error));
		process.exit(1);
	},
);
