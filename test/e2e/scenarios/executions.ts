/* eslint-disable @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { setTimeout } from 'node:timers/promises';
import { itemsOf, type Execution } from '../client';
import { until } from '../harness/until';
import { chain, node, workflow, type WorkflowJson } from '../workflows/workflow';
import { feishu, manualTrigger, messageItems, nothing } from '../workflows/nodes';
import type { Scene } from './scene';

/** Structures that n8n puts around a node: loops, sub-workflows, retries, and ways to end early. */
export function executions(scene: Scene): void {
	const run = async (json: WorkflowJson): Promise<Execution> => {
		const id = await scene.client.importWorkflow(json);
		return await scene.client.ended(await scene.client.run(id, 'Start'));
	};
	const recallsOf = (ids: string[]) =>
		scene.feishu.log.of('recall').filter(({ messageId = '' }) => ids.includes(messageId)).length;

	const recallMany = (ids: string[], settings: Record<string, unknown> = {}): WorkflowJson => {
		const nodes = [
			manualTrigger(),
			messageItems('Messages', ids),
			feishu('Recall', scene.app),
			nothing('Recalled'),
			nothing('Not Recalled'),
		];
		const json = workflow('Recall many', nodes, [
			...chain('Start', 'Messages', 'Recall', 'Recalled'),
			{ from: 'Recall', output: 1, to: 'Not Recalled' },
		]);
		return { ...json, settings: { ...json.settings, ...settings } };
	};

	/** Nothing more is recalled, and nothing that was is called a failure. */
	const expectEnded = async (ids: string[], execution: () => Promise<Execution>) => {
		await setTimeout(1_000);
		const recalled = recallsOf(ids);
		expect(recalled).toBeGreaterThan(0);
		expect(recalled).toBeLessThan(ids.length);
		await setTimeout(1_500);
		expect(recallsOf(ids)).toBe(recalled);
		const failures = failuresIn(await execution());
		expect(failures.filter((id) => scene.feishu.world.isRecalled(id))).toEqual([]);
	};

	describe('an execution', () => {
		test('goes through Loop Over Items, a failure in it included', async () => {
			const { world } = scene.feishu;
			const ids = world.sendMessages(5);
			const late = world.sendMessage({ ageHours: 25 });
			const loop = node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: 2, options: {} });
			const nodes = [
				manualTrigger(),
				messageItems('Messages', [...ids.slice(0, 3), late, ...ids.slice(3)]),
				loop,
				feishu('Recall', scene.app),
				nothing('Done'),
			];
			const json = workflow('Loop', nodes, [
				...chain('Start', 'Messages', 'Loop', 'Done'),
				{ from: 'Loop', output: 1, to: 'Recall' },
				...chain('Recall', 'Loop'),
				{ from: 'Recall', output: 1, to: 'Loop' },
			]);
			const execution = await run(json);
			expect(execution.status).toBe('success');
			const done = itemsOf(execution, 'Done').map(({ json: { message_id, error } }) => ({
				id: message_id,
				ok: error === undefined,
			}));
			expect(done).toHaveLength(6);
			expect(done).toEqual(
				expect.arrayContaining([...ids.map((id) => ({ id, ok: true })), { id: late, ok: false }]),
			);
			expect(ids.every((id) => world.isRecalled(id))).toBe(true);
		});

		test('has it done by a sub-workflow, which hands back both kinds', async () => {
			const { world } = scene.feishu;
			const [good = '', late = ''] = [world.sendMessage(), world.sendMessage({ ageHours: 25 })];
			const trigger = 'n8n-nodes-base.executeWorkflowTrigger';
			const child = workflow(
				'Recall for others',
				[
					node('When called', trigger, 1.1, { inputSource: 'passthrough' }),
					feishu('Recall', scene.app, {}, { onError: 'continueRegularOutput' }),
				],
				chain('When called', 'Recall'),
			);
			const value = await scene.client.importWorkflow(child);
			if (scene.version.startsWith('2.')) await scene.client.activate(value);
			const workflowId = { __rl: true, mode: 'id', value };
			const nodes = [
				manualTrigger(),
				messageItems('Messages', [good, late]),
				node('Call', 'n8n-nodes-base.executeWorkflow', 1.2, { workflowId, options: {} }),
			];
			const execution = await run(workflow('Caller', nodes, chain('Start', 'Messages', 'Call')));
			expect(itemsOf(execution, 'Call').map(({ json }) => json)).toMatchObject([
				{ message_id: good, deleted: true },
				{ error: { message_id: late, reason: 'recall_window_passed' } },
			]);
		});

		test('retries on fail without calling what it has done a failure', async () => {
			const ids = scene.feishu.world.sendMessages(4);
			scene.feishu.script({ route: 'recall', kind: 'code', code: 7654321, messageId: ids[0] });
			const retry = { retryOnFail: true, maxTries: 2, waitBetweenTries: 100 };
			const nodes = [
				manualTrigger(),
				messageItems('Messages', ids),
				feishu('Recall', scene.app, {}, retry),
			];
			const execution = await run(workflow('Retry', nodes, chain('Start', 'Messages', 'Recall')));
			expect(itemsOf(execution, 'Recall')).toHaveLength(4);
			expect(itemsOf(execution, 'Recall', 1)).toEqual([]);
			expect(itemsOf(execution, 'Recall').map(({ json }) => json.message_id)).toEqual(ids);
			expect(recallsOf(ids)).toBe(5);
		});

		test('that a person stops recalls nothing more within a second', async () => {
			const ids = scene.feishu.world.sendMessages(600);
			const id = await scene.client.importWorkflow(recallMany(ids));
			const executionId = await scene.client.run(id, 'Start');
			await until('some are recalled', 10_000, async () => recallsOf(ids) > 30);
			await scene.client.stop(executionId);
			await expectEnded(ids, async () => await scene.client.ended(executionId));
			expect((await scene.client.execution(executionId)).status).toBe('canceled');
		});

		test('that reaches its time-out recalls nothing more within a second', async () => {
			const ids = scene.feishu.world.sendMessages(600);
			const json = recallMany(ids, { executionTimeout: 2 });
			const id = await scene.client.importWorkflow(json);
			const execution = await scene.client.ended(await scene.client.run(id, 'Start'));
			expect(execution.status).toBe('canceled');
			await expectEnded(ids, async () => execution);
		});

		test('that stops at the first failure says in its error how many were recalled', async () => {
			const { world } = scene.feishu;
			const ids = [world.sendMessage(), world.sendMessage({ ageHours: 25 })];
			const nodes = [
				manualTrigger(),
				messageItems('Messages', ids),
				feishu('Recall', scene.app, {}, { onError: 'stopWorkflow' }),
			];
			const execution = await run(workflow('Stop', nodes, chain('Start', 'Messages', 'Recall')));
			expect(execution.status).toBe('error');
			expect(execution.data.resultData.error).toMatchObject({
				message: expect.stringContaining(`Message ${ids[1]} was sent too long ago`),
				description: expect.stringMatching(/1 message/i),
				context: expect.objectContaining({ itemIndex: 1 }),
			});
		});
	});
}

/** The messages that an execution calls failures, on whichever branch. */
function failuresIn(execution: Execution): string[] {
	const runs = Object.values(execution.data.resultData.runData).flat();
	const outputs = runs.flatMap(({ data }) => data?.main ?? []);
	return outputs
		.flatMap((output) => output ?? [])
		.flatMap(({ json: { error } }) =>
			typeof error === 'object' && error !== null && 'message_id' in error
				? [String(error.message_id)]
				: [],
		);
}
