import { runNode } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();
beforeEach(() => {
	used.feishu.settings.chatPerSecond = 5;
	used.feishu.settings.latencyMs = [5, 40];
});

const sendTo = async (chats: string[]) =>
	await runNode({
		items: chats.map((to, number) => ({ to, number })),
		credential: used.credential(),
		parameters: {
			operation: 'send',
			receiver: { __rl: true, mode: 'chatId', value: '={{ $json.to }}' },
			text: '={{ $json.number }}',
		},
	});

/** The latest requests to send. */
const sends = (count: number) =>
	used.feishu.log.entries.filter(({ route }) => route === 'send').slice(-count);

test('20 messages to one chat arrive in their order, without a refusal', async () => {
	const { chat } = used.feishu.world;
	const { success, failure } = await sendTo(Array.from({ length: 20 }, () => chat.id));
	expect([success.length, failure.length]).toEqual([20, 0]);
	expect(sends(20).map(({ code }) => code)).toEqual(Array.from({ length: 20 }, () => 0));
	expect(chat.messages.map(({ content }) => content)).toEqual(
		Array.from({ length: 20 }, (_, number) => `{"text":"${number}"}`),
	);
});

test('30 messages to a busy chat do not hold up those to others behind them', async () => {
	const busy = used.feishu.world.addChat().id;
	const others = Array.from({ length: 10 }, () => used.feishu.world.addChat().id);
	const { success } = await sendTo([...Array.from({ length: 30 }, () => busy), ...others]);
	expect(success).toHaveLength(40);
	expect(sends(40).filter(({ code }) => code !== 0)).toEqual([]);
	const order = sends(40).map(({ body }) => (body as { receive_id: string }).receive_id);
	const last = Math.max(...others.map((id) => order.lastIndexOf(id)));
	// Before the second second of the busy chat has begun.
	expect(last).toBeLessThan(20);
});
