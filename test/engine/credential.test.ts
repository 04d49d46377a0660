import type { IDataObject } from 'n8n-workflow';

import { storedText } from './engine';
import { runNode } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const credential = () => used.credential({ baseUrl: `${used.feishu.url}/` });

async function run(count: number, options: Partial<Parameters<typeof runNode>[0]> = {}) {
	const items = used.feishu.world.sendMessages(count).map((id) => ({ message_id: id }));
	return await runNode({ items, credential: credential(), ...options });
}

test('a single recall costs one request, one token, and one read of the database', async () => {
	const result = await run(1);
	expect(result.success).toHaveLength(1);
	expect(used.feishu.log.entries.map(({ route }) => route)).toEqual(['token', 'recall']);
	expect(result.databaseReads).toBe(1);
	expect(result.databaseWrites).toBe(0);
});

test('forty items read the credential for each, as n8n does, and ask for one token', async () => {
	const result = await run(40);
	expect(result.success).toHaveLength(40);
	expect(used.feishu.log.count('token')).toBe(1);
	expect(result.databaseReads).toBe(40);
	expect(result.databaseWrites).toBe(0);
});

test('executions at the same time share the token, and later ones keep it', async () => {
	const results = await Promise.all([run(5), run(5), run(5)]);
	await run(5);
	expect(results.flatMap(({ success }) => success)).toHaveLength(15);
	expect(used.feishu.log.count('token')).toBe(1);
});

test('an edited secret takes effect at once', async () => {
	await run(1);
	const result = await run(1, { credential: { ...credential(), appSecret: 'edited' } });
	expect(result.failure).toMatchObject([{ error: { reason: 'credentials_rejected' } }]);
});

test('a token that Feishu gives for a short time is not used for longer', async () => {
	used.feishu.settings.tokenTtlSeconds = 10;
	await run(1);
	used.time.pass(11_000);
	expect((await run(1)).success).toHaveLength(1);
	expect(used.feishu.log.codes('recall')).toEqual([0, 0]);
	expect(used.feishu.log.count('token')).toBe(2);
});

test('forty items with a stale token cause one renewal', async () => {
	await run(1);
	used.feishu.world.tokens.invalidate();
	used.feishu.log.clear();
	const result = await run(40);
	expect(result.success).toHaveLength(40);
	expect(used.feishu.log.count('token')).toBe(1);
	expect(result.databaseWrites).toBe(0);
});

test('when the new token is rejected too, each item says so, without a storm', async () => {
	used.feishu.settings.rejectAllTokens = true;
	const result = await run(40);
	expect(result.failure).toHaveLength(40);
	expect(
		result.failure.every(({ error }) => (error as IDataObject).reason === 'token_rejected'),
	).toBe(true);
	expect(used.feishu.log.count('token')).toBeLessThanOrEqual(2);
	expect(used.feishu.log.count('recall')).toBeLessThanOrEqual(80);
});

test('a business failure renews nothing', async () => {
	const items = Array.from({ length: 5 }, (_, index) => ({ message_id: `om_unknown${index}` }));
	await runNode({ items, credential: credential() });
	expect(used.feishu.log.count('token')).toBe(1);
	expect(used.feishu.log.count('recall')).toBe(5);
});

test('a wrong secret is asked for once, however many items wait', async () => {
	const result = await run(40, { credential: { ...credential(), appSecret: 'wrong' } });
	expect(result.failure).toHaveLength(40);
	expect(used.feishu.log.entries.map(({ route }) => route)).toEqual(['token']);
	expect(result.failure[0]?.error).toMatchObject({
		reason: 'credentials_rejected',
		message: expect.stringContaining('"app secret invalid"'),
	});
});

test('a token endpoint that stumbles is tried again', async () => {
	used.feishu.script({ route: 'token', kind: 'status', httpStatus: 503, times: 2 });
	expect((await run(3)).success).toHaveLength(3);
});

test.each([
	['https://user:pass@feishu.example.com', /user or password/],
	['https://feishu.example.com/open-apis', /more than scheme, host, and port/],
	['https://feishu.example.com?x=1', /more than scheme, host, and port/],
	['http://feishu.example.com', /unencrypted/],
	['ftp://feishu.example.com', /https/],
	['feishu', /not a URL/],
	['', /not a URL/],
])('the base URL %j is refused', async (baseUrl, says) => {
	const result = await run(1, { credential: { ...credential(), baseUrl } });
	const { message } = result.failure[0]?.error as { message: string };
	expect(message).toMatch(says);
	expect(message).not.toContain('pass@');
	expect(used.feishu.log.total).toBe(0);
});

test('no secret and no token is in what the execution stores', async () => {
	const wrong = await run(2, { credential: { ...credential(), appSecret: 'wrong-secret-value' } });
	const stopped = await run(2, {
		credential: { ...credential(), appSecret: 'wrong-secret-value' },
		onError: 'stopWorkflow',
	});
	used.feishu.settings.rejectAllTokens = true;
	const rejected = await run(2, { onError: 'stopWorkflow' });
	const tokens = used.feishu.log.entries.flatMap(({ authorization }) =>
		authorization ? [authorization.replace('Bearer ', '')] : [],
	);
	expect(tokens.length).toBeGreaterThan(0);
	for (const { run: stored } of [wrong, stopped, rejected]) {
		const text = storedText(stored);
		for (const secret of ['wrong-secret-value', String(credential().appSecret), ...tokens]) {
			expect(text).not.toContain(secret);
		}
	}
});
