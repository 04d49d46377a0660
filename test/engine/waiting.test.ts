import type { IDataObject } from 'n8n-workflow';

import { runNode } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const refusedForAWhile = {
	kind: 'code' as const,
	code: 230020,
	headers: { 'x-ogw-ratelimit-reset': '40' },
};

/** Long enough that a busy machine makes no faults of its own. */
const options = { timeout: 120_000 };

const sendTo = async (chats: string[]) =>
	await runNode({
		items: chats.map((to, number) => ({ to, number })),
		credential: used.credential(),
		parameters: {
			operation: 'send',
			receiver: { __rl: true, mode: 'chatId', value: '={{ $json.to }}' },
			text: '={{ $json.number }}',
			options,
		},
	});

const receiverOf = ({ body }: { body: unknown }) => String((body as IDataObject).receive_id);

test('60 messages that Feishu refuses for the limit of their chats hold up no others', async () => {
	const { world, log } = used.feishu;
	const chats = Array.from({ length: 100 }, () => world.addChat().id);
	used.feishu.script({ route: 'send', ...refusedForAWhile, times: 60 });
	const { failure, success } = await sendTo(chats);
	expect([success.length, failure.length]).toEqual([100, 0]);
	// Those that were not refused came before any of the others was asked for again.
	expect(new Set(log.of('send').slice(0, 100).map(receiverOf)).size).toBe(100);
	expect(log.count('send')).toBe(160);
});

test('60 recalls that Feishu refuses hold up no others either', async () => {
	const { world, log } = used.feishu;
	const ids = world.sendMessages(100);
	for (const messageId of ids.slice(0, 60)) {
		used.feishu.script({ route: 'recall', messageId, ...refusedForAWhile });
	}
	const { success } = await runNode({
		items: ids.map((id) => ({ message_id: id })),
		credential: used.credential(),
		parameters: { options },
	});
	expect(success.map(({ message_id }) => message_id)).toEqual(ids);
	const asked = log.of('recall').map(({ messageId }) => messageId);
	expect(new Set(asked.slice(0, 100)).size).toBe(100);
});

test('60 recalls in one chat that Feishu refuses hold up none of Recall Many', async () => {
	const { world, log } = used.feishu;
	const ids = world.sendMessages(100);
	for (const messageId of ids.slice(40)) {
		used.feishu.script({ route: 'recall', messageId, ...refusedForAWhile });
	}
	const { success } = await runNode({
		items: [{}],
		credential: used.credential(),
		parameters: {
			operation: 'recallMany',
			chat: { __rl: true, mode: 'chatId', value: world.chat.id },
			sentAfter: new Date(world.clock.now() - 3_600_000).toISOString(),
			options,
		},
	});
	expect(success).toHaveLength(100);
	const asked = log.of('recall').map(({ messageId }) => messageId);
	expect(new Set(asked.slice(0, 100)).size).toBe(100);
});

test('a message that waits is not overtaken by the next one to its chat', async () => {
	const { world } = used.feishu;
	const [slow, other] = [world.addChat(), world.addChat()];
	used.feishu.script({ route: 'send', ...refusedForAWhile, times: 1 });
	const { success } = await sendTo([slow.id, slow.id, other.id, slow.id, other.id]);
	expect(success).toHaveLength(5);
	const said = (chat: typeof slow) => chat.messages.map(({ content }) => content);
	expect(said(slow)).toEqual(['{"text":"0"}', '{"text":"1"}', '{"text":"3"}']);
	expect(said(other)).toEqual(['{"text":"2"}', '{"text":"4"}']);
});
