import type { Answer } from '../../../nodes/Feishu/client/answer';
import type { Deed, Feishu, FeishuRequest } from '../../../nodes/Feishu/client/FeishuClient';
import { failed, failure, refusal } from '../../../nodes/Feishu/errors/failures';
import { recall } from '../../../nodes/Feishu/operations/batchMessage/recall';

const accepted: Answer = { ok: true, body: { code: 0 }, attempts: 1, logId: '2026log' };

const progress = (sent: unknown, recalled: unknown, recall: unknown = true): Answer => ({
	ok: true,
	attempts: 1,
	body: {
		code: 0,
		data: {
			batch_message_send_progress: {
				valid_user_ids_count: 10,
				success_user_ids_count: sent,
				read_user_ids_count: 2,
			},
			batch_message_recall_progress: { recall, recall_count: recalled },
		},
	},
});

/** A client that accepts the recall, and then tells of its progress, one answer after the other. */
async function ran(options: object, first: Answer, ...then: Answer[]) {
	const asked: Deed[] = [];
	const polled: FeishuRequest[] = [];
	const feishu: Feishu = {
		request: async (deed) => {
			asked.push(deed);
			return first;
		},
		until: async (query, isWanted) => {
			polled.push(query);
			return then.find((answer) => !answer.ok || isWanted(answer.body));
		},
	};
	const item = { parameters: { batchMessageId: 'bm-1', options }, json: {} };
	const [target] = recall.targets(item);
	if (target === undefined) throw new Error('The item names nothing');
	return { outcome: await recall.run(feishu, target, item), asked, polled };
}

test('Feishu is asked to recall the batch, as an app', async () => {
	const { asked, polled } = await ran({}, accepted);
	expect(asked).toMatchObject([{ method: 'DELETE', path: '/open-apis/im/v1/batch_messages/bm-1' }]);
	expect(polled).toEqual([]);
	expect(recall.appOnly).toBe(true);
});

test('that Feishu accepted is not told as done', async () => {
	expect((await ran({}, accepted)).outcome).toEqual({
		ok: true,
		json: { batch_message_id: 'bm-1', deleted: false, accepted: true, log_id: '2026log' },
	});
});

test('what Feishu refuses is a failure', async () => {
	const refused: Answer = { ...failed(failure('message_not_found')), mayHaveHappened: false };
	expect((await ran({}, refused)).outcome).toMatchObject({
		ok: false,
		failure: { reason: 'message_not_found' },
	});
});

describe('waiting for completion', () => {
	const waiting = { waitForCompletion: true };

	test('goes on until everyone who got it has lost it', async () => {
		const { outcome, polled } = await ran(
			waiting,
			accepted,
			progress(9, 0),
			progress(9, 8),
			progress(9, 9),
		);
		expect(polled).toMatchObject([
			{ method: 'GET', path: '/open-apis/im/v1/batch_messages/bm-1/get_progress' },
		]);
		expect(outcome).toMatchObject({
			ok: true,
			json: {
				batch_message_id: 'bm-1',
				deleted: true,
				success_user_ids_count: 9,
				recall_count: 9,
			},
		});
	});

	test('that takes too long is told as such: it is being recalled', async () => {
		const { outcome } = await ran({ ...waiting, waitAtMost: 5 }, accepted, progress(9, 8));
		if (outcome.ok) throw new Error('It is told as done');
		expect(outcome.failure.reason).toBe('timed_out');
		expect(outcome.failure.says).toContain('is being recalled');
		expect(outcome.failure.says).toContain('5 seconds');
	});

	test.each([undefined, null, 'nine', {}, NaN])('is not done at a count of %p', async (count) => {
		expect((await ran(waiting, accepted, progress(9, count))).outcome.ok).toBe(false);
		expect((await ran(waiting, accepted, progress(count, 9))).outcome.ok).toBe(false);
	});

	test.each([
		['Feishu has recalled nothing yet', progress(9, 9, false)],
		['Feishu does not say that it recalls', progress(9, 9, null)],
		['it has not been sent to anyone yet', progress(0, 0)],
		['it has not been sent to anyone yet, and Feishu recalls nothing', progress(0, 0, false)],
	])('is not done as long as %s', async (_, answer) => {
		expect((await ran(waiting, accepted, answer)).outcome.ok).toBe(false);
	});

	test('that Feishu refuses to tell of does not make the recall undone', async () => {
		const refused: Answer = { ...failed(failure('permission_missing')), mayHaveHappened: false };
		const { outcome } = await ran(waiting, accepted, refused);
		if (outcome.ok) {
			expect(outcome.json).toMatchObject({ accepted: true, deleted: false });
		} else {
			expect(outcome.failure.reason).toBe('permission_missing');
			expect(outcome.failure.says).not.toMatch(/^(was not|may not have been) recalled/);
		}
	});

	test('that is stopped does not make the recall undone', async () => {
		const stopped: Answer = { ...failed(refusal('execution_stopped')), mayHaveHappened: false };
		expect((await ran(waiting, accepted, stopped)).outcome).toMatchObject({
			ok: true,
			json: { accepted: true, deleted: false },
		});
	});
});
