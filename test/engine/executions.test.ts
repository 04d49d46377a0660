import type { IDataObject } from 'n8n-workflow';

import { outcomeOf, runNode, startNode } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const itemsOf = (ids: string[]) => ids.map((id) => ({ message_id: id }));
const reasonsOf = (items: IDataObject[]) => items.map((item) => (item.error as IDataObject).reason);
const send = (count: number) => used.feishu.world.sendMessages(count);

describe("n8n's Retry On Fail runs the node again, and what was recalled stays recalled", () => {
	const retryOnFail = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };

	test('when the first item fails and the error output is on', async () => {
		const ids = send(4);
		const foreign = used.feishu.world.sendMessage({ sender: used.feishu.world.user });
		const result = await runNode({
			items: itemsOf([foreign, ...ids]),
			credential: used.credential(),
			node: retryOnFail,
		});
		expect(result.success.map(({ message_id }) => message_id)).toEqual(ids);
		expect(result.success.every(({ already_recalled }) => already_recalled === false)).toBe(true);
		expect(reasonsOf(result.failure)).toEqual(['not_allowed_to_recall']);
	});

	test('when the node is set to stop and a later run is better', async () => {
		const ids = send(4);
		used.feishu.script({ route: 'recall', messageId: ids[3], kind: 'code', code: 230050 });
		const result = await runNode({
			items: itemsOf(ids),
			credential: used.credential(),
			node: retryOnFail,
			onError: 'stopWorkflow',
		});
		expect(result.error).toBeUndefined();
		expect(result.success.map(({ message_id }) => message_id)).toEqual(ids);
		expect(used.feishu.log.count('recall')).toBe(5);
	});

	test('when an answer was lost in the first run and all its tries', async () => {
		const [id] = send(1) as [string];
		used.feishu.script({ route: 'recall', messageId: id, kind: 'dropAfter' });
		used.feishu.script({ route: 'recall', messageId: id, kind: 'dropBefore', times: 3 });
		const result = await runNode({
			items: itemsOf([id]),
			credential: used.credential(),
			node: retryOnFail,
		});
		expect(result.success).toMatchObject([{ message_id: id, already_recalled: false }]);
	});
});

test('a message that another execution had recalled is no success, although the first try was cut off', async () => {
	const [id] = send(1) as [string];
	await runNode({ items: itemsOf([id]), credential: used.credential() });
	used.feishu.script({ route: 'recall', kind: 'status', httpStatus: 429 });
	const result = await runNode({ items: itemsOf([id]), credential: used.credential() });
	expect(reasonsOf(result.failure)).toEqual(['already_recalled']);
});

test('a fault that does not pass ends as a failure with the number of attempts', async () => {
	used.feishu.script({ route: 'recall', kind: 'status', httpStatus: 503, times: 'always' });
	const result = await runNode({ items: itemsOf(send(1)), credential: used.credential() });
	expect(result.failure[0]?.error).toMatchObject({
		reason: 'feishu_unavailable',
		attempts: 4,
		retryable: true,
	});
});

test('a hundred messages within enforced limits: none lost, none refused', async () => {
	used.feishu.settings.rateLimit = { perSecond: 50, perMinute: 1000 };
	const ids = send(100);
	const result = await runNode({
		items: itemsOf(ids),
		credential: used.credential(),
	});
	expect(result.success.map(({ message_id }) => message_id)).toEqual(ids);
	expect(used.feishu.log.count('recall')).toBe(100);
});

test('two executions that recall the same messages at once: one wins, the other is told so', async () => {
	const ids = send(20);
	const [one, two] = await Promise.all([
		runNode({ items: itemsOf(ids), credential: used.credential() }),
		runNode({ items: itemsOf(ids), credential: used.credential() }),
	]);
	expect(one.success.length + two.success.length).toBe(20);
	expect(new Set(reasonsOf([...one.failure, ...two.failure]))).toEqual(
		new Set(['already_recalled']),
	);
	expect(used.feishu.log.count('token')).toBe(1);
});

test('set to stop: requests under way are let finish, no new one starts, and the account is right', async () => {
	const ids = send(200);
	// The refusal is the first answer: nothing but the fifty requests side by side can have begun by then.
	used.feishu.script(
		{ route: 'recall', messageId: ids[10], kind: 'code', code: 230026 },
		{ route: 'recall', kind: 'delay', ms: 2_000, times: 'always' },
	);
	const result = await runNode({
		items: itemsOf(ids),
		credential: used.credential(),
		onError: 'stopWorkflow',
	});
	const recalled = ids.filter((id) => used.feishu.world.isRecalled(id)).length;
	expect(result.error).toMatchObject({ context: { itemIndex: 10 } });
	expect(result.error?.description).toContain(`${recalled} messages of this run were recalled`);
	expect(used.feishu.log.inFlight).toBe(0);
	expect(recalled).toBeGreaterThanOrEqual(10);
	expect(recalled).toBeLessThan(50);
	expect(used.feishu.log.count('recall')).toBe(recalled + 1);
});

const requests = () => used.feishu.log.count('recall');

describe('stopping the execution', () => {
	test('ends a wait at once and starts no further request', async () => {
		used.feishu.script({
			route: 'recall',
			kind: 'code',
			code: 99991400,
			headers: { 'x-ogw-ratelimit-reset': '3' },
			times: 'always',
		});
		const started = startNode({ items: itemsOf(send(60)), credential: used.credential() });
		await used.time.until(() => requests() > 0);
		started.cancel();
		const { run } = await outcomeOf(started);
		expect(run.status).toBe('canceled');
		const arrived = requests();
		expect(arrived).toBeLessThan(60);
		await used.time.wait(60_000);
		expect(requests()).toBe(arrived);
	});

	test.each(['continueErrorOutput', 'continueRegularOutput', 'stopWorkflow'] as const)(
		'tells nothing recalled as failed (%s)',
		async (onError) => {
			used.feishu.settings.latencyMs = 30;
			const ids = send(300);
			const started = startNode({ items: itemsOf(ids), credential: used.credential(), onError });
			await used.time.until(() => requests() >= 30);
			started.cancel();
			const { run } = await outcomeOf(started);
			expect(run.status).toBe('canceled');
			const recalled = ids.filter((id) => used.feishu.world.isRecalled(id));
			expect(recalled.length).toBeLessThan(300);
			const main = run.data.resultData.runData.Feishu?.at(-1)?.data?.main ?? [];
			const told = main.flatMap((items) => items ?? []).filter(({ json }) => json.deleted === true);
			expect(told.map(({ json }) => json.message_id)).toEqual(recalled);
		},
	);
});

test('what was not tried when the execution was stopped is told by its ID, read or not', async () => {
	used.feishu.settings.latencyMs = 30;
	const ids = send(300);
	const started = startNode({
		items: itemsOf([...ids, '']),
		credential: used.credential(),
	});
	await used.time.until(() => requests() >= 30);
	started.cancel();
	const { items } = await outcomeOf(started);
	const errors = items.failure.map(({ json }) => json.error as IDataObject);
	const stopped = errors.filter(({ reason }) => reason === 'execution_stopped');
	const untried = ids.filter((id) => !used.feishu.world.isRecalled(id));
	expect(untried.length).toBeGreaterThan(100);
	expect(stopped.map(({ message_id }) => message_id)).toEqual([...untried, undefined]);
});

test("an execution that was stopped before leaves the next one's token and pace alone", async () => {
	used.feishu.settings.latencyMs = 30;
	const started = startNode({ items: itemsOf(send(100)), credential: used.credential() });
	started.cancel();
	const ids = send(5);
	const [, result] = await Promise.all([
		outcomeOf(started),
		runNode({ items: itemsOf(ids), credential: used.credential() }),
	]);
	expect(result.success).toHaveLength(5);
});
