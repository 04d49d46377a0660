import type { Scene } from './scene';
import { sendAndRecall, type SendAndRecall } from './sendAndRecall';

/** Webhook → Send → Recall → both branches → response, without one HTTP Request node. */
export function chain(scene: Scene): void {
	describe('the chain that people build', () => {
		let flow: SendAndRecall;
		beforeAll(async () => {
			flow = await sendAndRecall(scene, scene.app);
		});

		test('recalls what was just sent, and the success output says so', async () => {
			const outcomes = await flow.ask('one', 'two', 'three');
			expect(outcomes.map(({ text_asked }) => text_asked)).toEqual(['one', 'two', 'three']);
			for (const outcome of outcomes) {
				expect(outcome).toEqual({
					branch: 'success',
					text_asked: expect.any(String),
					id_sent: outcome.message_id,
					message_id: expect.stringMatching(/^om_/),
					deleted: true,
					already_recalled: false,
					log_id: expect.any(String),
				});
				expect(scene.feishu.world.isRecalled(outcome.id_sent)).toBe(true);
			}
		});

		test('lets a failure keep the fields of its item, and pairs behind both branches', async () => {
			const { world } = scene.feishu;
			const add = jest.spyOn(world, 'add');
			add.mockImplementation((seed = {}) => {
				add.mockRestore();
				// Just after it was sent, a day passes.
				return world.add({ ...seed, ageHours: 25 });
			});
			const outcomes = await flow.ask('late', 'in time');
			const late = outcomes.find(({ text_asked }) => text_asked === 'late');
			const inTime = outcomes.find(({ text_asked }) => text_asked === 'in time');
			expect(inTime).toMatchObject({ branch: 'success', deleted: true });
			expect(late).toMatchObject({
				branch: 'failure',
				message_id: late?.id_sent,
				chat_id: world.chat.id,
				text: 'late',
				error: {
					reason: 'recall_window_passed',
					code: 230009,
					message_id: late?.id_sent,
				},
			});
			// The item is still the one that Send handed on, and does not say that the message was deleted.
			expect(late).toMatchObject({ deleted: false });
			expect(world.isRecalled(String(late?.id_sent))).toBe(false);
			expect(world.isRecalled(String(inTime?.id_sent))).toBe(true);
		});
	});
}
