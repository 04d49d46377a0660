import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../feishu';
import { runNode } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const run = async (id: string, options: IDataObject = {}) =>
	await runNode({
		items: [{ code: 0, data: { message_id: id } }],
		credential: used.credential(),
		parameters: { resource: 'batchMessage', options },
	});

const errorOf = (result: { failure: IDataObject[] }) => result.failure[0]?.error as IDataObject;

describe('a batch message that Feishu has not sent to anyone yet', () => {
	test.each(['once accepted', 'once begun', 'once done'] as const)(
		'is not told as recalled (recall is true %s)',
		async (batchRecallFlag) => {
			Object.assign(used.feishu.settings, { batchRecallFlag, batchRecallSteps: 2 });
			const { id } = used.feishu.world.addBatch({ validCount: 500, successCount: 0 });
			const result = await run(id, { waitForCompletion: true, waitAtMost: 5 });
			expect(result.success).toEqual([]);
			expect(errorOf(result)).toMatchObject({ reason: 'timed_out', batch_message_id: id });
		},
	);
});

describe('Wait at Most', () => {
	test.each<[string, Fault]>([
		[
			'a rate limit',
			{
				kind: 'code',
				code: 99991400,
				httpStatus: 429,
				headers: { 'x-ogw-ratelimit-reset': '50' },
			},
		],
		['a fault that passes', { kind: 'status', httpStatus: 503 }],
		['a request that hangs', { kind: 'hang' }],
	])('holds for %s', async (_, fault) => {
		used.feishu.script({ ...fault, route: 'batchProgress', times: 'always' });
		// An app of its own: a rate limit would hold up the other tests.
		const app = used.feishu.world.addApp();
		const { id } = used.feishu.world.addBatch({ appId: app.id });
		const result = await runNode({
			items: [{ batch_message_id: id }],
			credential: used.credential({ appId: app.id, appSecret: app.secret }),
			parameters: {
				resource: 'batchMessage',
				options: { waitForCompletion: true, waitAtMost: 2 },
			},
		});
		expect(errorOf(result)).toMatchObject({ reason: 'timed_out', batch_message_id: id });
		expect(errorOf(result).message).toContain('within 2 seconds');
		expect([1, 2]).toContain(used.feishu.log.count('batchProgress'));
	});

	test('holds when Wait for Completion is an expression', async () => {
		used.feishu.settings.batchRecallSteps = 1_000;
		const { id } = used.feishu.world.addBatch();
		const result = await run(id, { waitForCompletion: '={{ true }}', waitAtMost: 2 });
		expect(errorOf(result).message).toContain('within 2 seconds (0 of 3)');
	});

	test('says nothing where nobody waits', async () => {
		const { id } = used.feishu.world.addBatch();
		const result = await run(id, { waitAtMost: 0 });
		expect(result.success).toMatchObject([{ batch_message_id: id, accepted: true }]);
	});
});

describe('what Feishu refuses is told in the words of a batch message', () => {
	const refused = async (route: 'batchRecall' | 'batchProgress', code: number) => {
		used.feishu.script({ route, kind: 'code', code, httpStatus: 400, times: 'always' });
		const { id } = used.feishu.world.addBatch();
		const result = await run(id, { waitForCompletion: route === 'batchProgress' });
		expect(result.success).toEqual([]);
		return errorOf(result);
	};

	test.each([
		[230001, 'invalid_request', "'Batch Message ID'"],
		[230009, 'recall_window_passed', '24 hours unless changed'],
		[230026, 'not_allowed_to_recall', 'the app that sent it'],
		[230027, 'permission_missing', 'im:message:send_multi_users'],
		[230030, 'message_not_found', "'Batch Message ID'"],
		[230110, 'already_recalled', 'Nothing is left to do'],
		[99991672, 'permission_missing', 'im:message:send_multi_depts'],
	])('the recall, with %i', async (code, reason, says) => {
		const error = await refused('batchRecall', code);
		expect(error).toMatchObject({ reason, code });
		expect(`${String(error.message)} ${String(error.hint)}`).toContain(says);
		expect(`${String(error.message)} ${String(error.hint)}`).not.toMatch(
			/(?<!Batch )Message ID'|When Already Recalled|im:message:recall|owns or manages/,
		);
	});

	test.each([
		[230012, 'message_not_visible', 'only to the app that sent the message'],
		[230027, 'permission_missing', 'im:message:send_multi_users'],
		[230030, 'message_not_found', 'it has no record at Feishu'],
		[99991403, 'quota_exhausted', 'API quota is used up'],
	])('its progress, with %i: the recall was accepted all the same', async (code, reason, says) => {
		const error = await refused('batchProgress', code);
		expect(error).toMatchObject({ reason, code });
		expect(error.message).toContain('is being recalled, but its progress is unknown');
		expect(error.message).toContain(says);
	});
});

test('On Error = Stop does not count an accepted batch message as recalled', async () => {
	const { id } = used.feishu.world.addBatch();
	const result = await runNode({
		items: [{ data: { message_id: id } }, { data: { message_id: 'bm-unknown' } }],
		credential: used.credential(),
		parameters: { resource: 'batchMessage' },
		onError: 'stopWorkflow',
	});
	expect(result.error?.message).toContain('bm-unknown');
	expect(result.error?.description).toContain(
		'No batch message of this run was recalled. 1 batch message is still being recalled by Feishu.',
	);
});
