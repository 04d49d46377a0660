import { startFeishu, type FeishuStandIn } from '../feishu';
import { runNode } from './runNode';

/** These live at the speed of real time, in which Feishu counts. */
let feishu: FeishuStandIn;
beforeAll(async () => {
	feishu = await startFeishu();
	feishu.settings.chatPerSecond = 5;
	feishu.settings.latencyMs = [5, 40];
});
afterAll(async () => await feishu.close());

const sendTo = async (chats: string[]) =>
	await runNode({
		items: chats.map((to, number) => ({ to, number })),
		credential: {
			region: 'custom',
			baseUrl: feishu.url,
			appId: feishu.world.app.id,
			appSecret: feishu.world.app.secret,
		},
		parameters: {
			operation: 'send',
			receiver: { __rl: true, mode: 'chatId', value: '={{ $json.to }}' },
			text: '={{ $json.number }}',
		},
	});

/** The latest requests to send. */
const sends = (count: number) =>
	feishu.log.entries.filter(({ route }) => route === 'send').slice(-count);

test('20 messages to one chat arrive in their order, without a refusal', async () => {
	const { chat } = feishu.world;
	const { success, failure } = await sendTo(Array.from({ length: 20 }, () => chat.id));
	expect([success.length, failure.length]).toEqual([20, 0]);
	expect(sends(20).map(({ code }) => code)).toEqual(Array.from({ length: 20 }, () => 0));
	expect(chat.messages.map(({ content }) => content)).toEqual(
		Array.from({ length: 20 }, (_, number) => `{"text":"${number}"}`),
	);
});

test('30 messages to a busy chat do not hold up those to others behind them', async () => {
	const busy = feishu.world.addChat().id;
	const others = Array.from({ length: 10 }, () => feishu.world.addChat().id);
	const { success } = await sendTo([...Array.from({ length: 30 }, () => busy), ...others]);
	expect(success).toHaveLength(40);
	expect(sends(40).filter(({ code }) => code !== 0)).toEqual([]);
	const order = sends(40).map(({ body }) => (body as { receive_id: string }).receive_id);
	const last = Math.max(...others.map((id) => order.lastIndexOf(id)));
	// Before the second second of the busy chat has begun.
	expect(last).toBeLessThan(20);
});
