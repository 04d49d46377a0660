import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../feishu';
import { recall } from './recall';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const run = async (id: string, options: IDataObject = {}) =>
	await recall({
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
		const { id } = used.feishu.world.addBatch();
		const result = await run(id, { waitForCompletion: true, waitAtMost: 2 });
		expect(errorOf(result)).toMatchObject({ reason: 'timed_out', batch_message_id: id });
		expect(errorOf(result).message).toContain('within 2 seconds');
		expect(used.feishu.log.count('batchProgress')).toBeLessThanOrEqual(2);
	});
});
