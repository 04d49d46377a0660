import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { undoWhenLeaving } from '../test/e2e/harness/leaving';
import { runNode } from '../test/engine/runNode';
import type { DemoMessage } from './messages';
import { printAccount, printItems, printLeft, printLine, printTitle } from './print';
import type { RealApp } from './realApp';

export interface Stage {
	app: Omit<RealApp, 'origin'>;
	chatId: string;
	/** Messages besides those that are sent here, to be recalled one by one. */
	others: DemoMessage[];
	/** Asks the person who looks at the chat. */
	mayRecall?: (question: string) => Promise<boolean>;
}

/**
 * Unless the person wants it to stay, nothing of it is in the chat afterwards, whatever goes wrong. True when
 * everything went as it has to.
 */
export async function life(stage: Stage): Promise<boolean> {
	const own: IDataObject[] = [];
	let isGone = false;
	const takeBack = undoWhenLeaving(async () => {
		const options = { whenAlreadyRecalled: 'succeed' };
		isGone = printLeft(own.length, await feishuOf(stage)({ options }, own));
	});
	try {
		const isRight = await happens(stage, own);
		await takeBack();
		return isRight && isGone;
	} finally {
		await takeBack();
	}
}

type Step = (parameters: IDataObject, items?: IDataObject[]) => ReturnType<typeof runNode>;

function feishuOf({ app: { region, baseUrl, appId, appSecret } }: Stage): Step {
	const credential = { region, appId, appSecret, ...(baseUrl && { baseUrl }) };
	// Keys are made of it, so that Feishu sends again what an earlier demo has sent within the hour.
	const node = { id: randomUUID() };
	return async (parameters, items = [{}]) => await runNode({ credential, parameters, items, node });
}

/** Sends, replies, edits, finds, and recalls, one by one and all at once; puts what it sends into `own`. */
async function happens(stage: Stage, own: IDataObject[]): Promise<boolean> {
	const { chatId, others, mayRecall } = stage;
	const feishu = feishuOf(stage);
	let isRight = true;
	const step = async (title: string, ...run: Parameters<Step>): Promise<IDataObject[]> => {
		printTitle(title);
		const result = await feishu(...run);
		printItems(result);
		isRight &&= result.failure.length === 0 && result.error === undefined;
		return result.success;
	};

	const chat = { __rl: true, mode: 'chatId', value: chatId };
	const texts = ['Lunch is at 12', 'Lunch is at "13"', '午餐几点？'].map((text) => ({ text }));
	const send = { operation: 'send', receiver: chat, text: '={{ $json.text }}' };
	own.push(...(await step('Send', send, texts)));
	const [first, second] = own;
	if (first === undefined || second === undefined) return false;
	const answers = await step('Reply', { operation: 'reply', text: 'Which lunch?' }, [first]);
	own.push(...answers);
	await step('Edit', { operation: 'edit', text: 'Lunch is at 14' }, [second]);
	// By Feishu's clock, which may go otherwise than the one here.
	const since = { sentAfter: first.create_time };
	const filters = { ...since, sender: 'thisApp' };
	await step('Get Many', { operation: 'getAll', chat, filters });
	const recallMany = { operation: 'recallMany', chat, ...since };
	await step('Recall Many, with Only List on', { ...recallMany, onlyList: true });

	if (mayRecall && !(await mayRecall('\nLook at the chat. Take all of this back?'))) {
		own.length = 0;
		printLine('It stays in the chat.');
		return isRight;
	}
	const answered = answers.map((item) => ({
		id: String(item.message_id),
		item,
		expected: 'success',
	}));
	const messages = [...answered, ...others];
	printTitle('Recall, one by one');
	const recalled = await feishu(
		{},
		messages.map(({ item }) => item),
	);
	printItems(recalled);
	// If the bot has written more in the meantime, none is recalled.
	await step('Recall Many', { ...recallMany, atMost: own.length - answers.length });
	return printAccount(messages, recalled) && isRight;
}
