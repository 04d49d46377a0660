import type { IDataObject } from 'n8n-workflow';

import type { LogEntry, RouteName } from '../feishu';
import { outcomeOf, startNode, type RunOptions } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

/** So many of the node's seconds that nobody comes back while a test lasts. */
const refused = {
	kind: 'code' as const,
	code: 230020,
	headers: { 'x-ogw-ratelimit-reset': '280' },
};

const sendTo = (chats: string[]): RunOptions => ({
	items: chats.map((to, number) => ({ to, number })),
	credential: used.credential(),
	parameters: {
		operation: 'send',
		receiver: { __rl: true, mode: 'chatId', value: '={{ $json.to }}' },
		text: '={{ $json.number }}',
	},
});

/** The distinct subjects of the first hundred requests, while many of them wait to be sent again. */
async function firstHundred(
	run: RunOptions,
	route: RouteName,
	about: (entry: LogEntry) => unknown,
) {
	const started = startNode(run);
	await used.time.until(() => used.feishu.log.count(route) >= 100);
	started.cancel();
	await outcomeOf(started);
	return new Set(used.feishu.log.of(route).slice(0, 100).map(about));
}

const receiverOf = ({ body }: LogEntry) => (body as IDataObject).receive_id;
const messageOf = ({ messageId }: LogEntry) => messageId;

test('60 messages that Feishu refuses for the limit of their chats hold up no others', async () => {
	const chats = Array.from({ length: 100 }, () => used.feishu.world.addChat().id);
	used.feishu.script({ route: 'send', ...refused, times: 60 });
	expect((await firstHundred(sendTo(chats), 'send', receiverOf)).size).toBe(100);
});

test('60 recalls that Feishu refuses hold up no others either', async () => {
	const ids = used.feishu.world.sendMessages(100);
	for (const messageId of ids.slice(0, 60)) {
		used.feishu.script({ route: 'recall', messageId, ...refused });
	}
	const items = ids.map((id) => ({ message_id: id }));
	const run = { items, credential: used.credential() };
	expect((await firstHundred(run, 'recall', messageOf)).size).toBe(100);
});

test('60 recalls in one chat that Feishu refuses hold up none of Recall Many', async () => {
	const { world } = used.feishu;
	const ids = world.sendMessages(100);
	for (const messageId of ids.slice(40)) {
		used.feishu.script({ route: 'recall', messageId, ...refused });
	}
	const run = {
		items: [{}],
		credential: used.credential(),
		parameters: {
			operation: 'recallMany',
			chat: { __rl: true, mode: 'chatId', value: world.chat.id },
			sentAfter: new Date(world.clock.now() - 3_600_000).toISOString(),
		},
	};
	expect((await firstHundred(run, 'recall', messageOf)).size).toBe(100);
});

test('a message that waits is not overtaken by the next one to its chat', async () => {
	const { world } = used.feishu;
	const [slow, other] = [world.addChat(), world.addChat()];
	const headers = { 'x-ogw-ratelimit-reset': '20' };
	used.feishu.script({ route: 'send', ...refused, headers, times: 1 });
	const run = sendTo([slow.id, slow.id, other.id, slow.id, other.id]);
	const { success } = await outcomeOf(startNode(run));
	expect(success).toHaveLength(5);
	const said = (chat: typeof slow) => chat.messages.map(({ content }) => content);
	expect(said(slow)).toEqual(['{"text":"0"}', '{"text":"1"}', '{"text":"3"}']);
	expect(said(other)).toEqual(['{"text":"2"}', '{"text":"4"}']);
});
