import type { IDataObject } from 'n8n-workflow';

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
