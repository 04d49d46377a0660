import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { personAt } from './person';
import { outcomeOf, runNode, startNode, type RunOptions } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const itemsOf = (ids: string[]) => ids.map((id) => ({ message_id: id }));

describe('a token endpoint that asks to wait', () => {
	test('is asked once more, after that wait, for all items together', async () => {
		used.feishu.script({
			route: 'token',
			kind: 'code',
			code: 99991400,
			httpStatus: 429,
			headers: { 'x-ogw-ratelimit-reset': '3' },
		});
		const result = await runNode({
			items: itemsOf(used.feishu.world.sendMessages(50)),
			credential: used.credential(),
		});
		expect(result.success).toHaveLength(50);
		expect(used.feishu.log.count('token')).toBe(2);
	});

	test('of an execution that is stopped meanwhile is not asked again', async () => {
		const asksToWait = { kind: 'code', code: 99991400, httpStatus: 429, times: 'always' } as const;
		used.feishu.script({
			...asksToWait,
			route: 'token',
			headers: { 'x-ogw-ratelimit-reset': '1' },
		});
		const started = startNode({
			items: itemsOf(used.feishu.world.sendMessages(5)),
			credential: used.credential(),
		});
		await used.time.until(() => used.feishu.log.count('token') > 0);
		started.cancel();
		await started.finished;
		const asked = used.feishu.log.count('token');
		await used.time.wait(60_000);
		expect(used.feishu.log.count('token')).toBe(asked);
	});
});

test('a token endpoint that is out of order is asked four times for those who wait together', async () => {
	used.feishu.script({ route: 'token', kind: 'status', httpStatus: 503, times: 'always' });
	const result = await runNode({
		items: itemsOf(used.feishu.world.sendMessages(50)),
		credential: used.credential(),
	});
	expect(result.failure).toHaveLength(50);
	for (const { error } of result.failure) {
		expect(error).toMatchObject({ reason: 'feishu_unavailable', attempts: 4, retryable: true });
	}
	expect(used.feishu.log.count('token')).toBe(4);
});

describe('a renewal of a person’s token that hangs in n8n', () => {
	const { messagesInOwnGroup, connected } = personAt(used);

	const options = (ids: string[], credential: ICredentialDataDecryptedObject): RunOptions => ({
		items: itemsOf(ids),
		credentials: { feishuOAuth2Api: credential },
		parameters: { authentication: 'feishuOAuth2Api', options: { timeout: 1_000 } },
		node: {
			credentials: { feishuOAuth2Api: { id: String(credential.clientSecret), name: 'Person' } },
		},
	});

	test('ends in a time-out for each execution that waits, and is not begun twice', async () => {
		const ids = messagesInOwnGroup(4);
		const credential = connected();
		used.feishu.world.clock.advance({ hours: 3 });
		used.feishu.script({ route: 'oauthToken', kind: 'hang' });
		const first = await runNode(options(ids.slice(0, 2), credential));
		const second = await runNode(options(ids.slice(2), credential));
		for (const { error } of [...first.failure, ...second.failure]) {
			expect(error).toMatchObject({
				reason: 'timed_out',
				message: expect.stringContaining('could not be renewed in time'),
			} as IDataObject);
		}
		expect(used.feishu.log.count('oauthToken')).toBe(1);
		expect(ids.some((id) => used.feishu.world.isRecalled(id))).toBe(false);
	});

	test('ends at once when the execution is stopped', async () => {
		const credential = connected();
		used.feishu.world.clock.advance({ hours: 3 });
		used.feishu.script({ route: 'oauthToken', kind: 'hang' });
		const started = startNode({
			...options(messagesInOwnGroup(1), credential),
			parameters: { authentication: 'feishuOAuth2Api', options: { timeout: 3_600_000 } },
		});
		await used.time.until(() => used.feishu.log.count('oauthToken') > 0);
		started.cancel();
		const { run } = await outcomeOf(started);
		expect(run.status).toBe('canceled');
	});
});
