import { startFeishu, type FeishuStandIn } from '../feishu';
import { recall } from './recall';

let feishu: FeishuStandIn;
beforeAll(async () => {
	feishu = await startFeishu();
});
afterAll(async () => await feishu.close());

test('a message that was just sent is recalled, and its item leaves by the success branch', async () => {
	const id = feishu.world.sendMessage();
	const { app } = feishu.world;
	const result = await recall({
		items: [{ data: { message_id: id } }],
		credential: { region: 'custom', baseUrl: feishu.url, appId: app.id, appSecret: app.secret },
	});
	expect(result.success).toEqual([
		{ message_id: id, deleted: true, already_recalled: false, log_id: expect.any(String) },
	]);
	expect(result.failure).toEqual([]);
	expect(feishu.world.isRecalled(id)).toBe(true);
});
