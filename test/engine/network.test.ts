import type { IDataObject } from 'n8n-workflow';

import { startFeishu } from '../feishu';
import { runNode } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

async function run(credential = used.credential(), options: IDataObject = {}) {
	const id = used.feishu.world.sendMessage();
	const result = await runNode({
		items: [{ message_id: id }],
		credential,
		parameters: { options },
	});
	return { id, result, error: result.failure[0]?.error as IDataObject | undefined };
}

test('a redirect to another host is not followed, and its token stays here', async () => {
	const elsewhere = await startFeishu();
	used.feishu.script({ route: 'recall', kind: 'redirect', to: `${elsewhere.url}/stolen` });
	const { error } = await run();
	expect(error?.reason).toBe('unreadable_answer');
	expect(elsewhere.log.total).toBe(0);
	await elsewhere.close();
});

test('an answer without end is cut off', async () => {
	used.feishu.script({ route: 'recall', kind: 'huge', bytes: 50_000_000 });
	const { error } = await run();
	expect(error?.reason).toBe('unreadable_answer');
});

test('an answer that drips is given up at the time-out', async () => {
	used.feishu.script({ route: 'recall', kind: 'drip', everyMs: 400, times: 'always' });
	const { error } = await run(used.credential(), { timeout: 4_000 });
	expect(error?.reason).toBe('timed_out');
});

test.each([
	['UTF-16', Buffer.from('\ufeff{"code":0,"msg":"success"}', 'utf16le').toString('base64')],
	['a JSON text that is no object', Buffer.from('[0]').toString('base64')],
	['nothing', ''],
])('an answer in %s is told as unreadable', async (_, bytes) => {
	used.feishu.script({
		route: 'recall',
		kind: 'raw',
		bytes,
		encoding: 'base64',
		httpStatus: 200,
		headers: { 'content-type': 'application/json' },
	});
	const { error } = await run();
	expect(error?.reason).toBe('unreadable_answer');
});

test('a secret that the host echoes does not leave the node', async () => {
	const { appSecret } = used.credential() as { appSecret: string };
	const echo = { msg: `secret ${appSecret}`, error: { log_id: appSecret } };
	used.feishu.script({ route: 'recall', kind: 'code', code: 1234567, ...echo });
	const { result } = await run();
	expect(result.failure).toHaveLength(1);
	expect(JSON.stringify(result.run.data)).not.toContain(appSecret);
});

describe("n8n's restriction of the credential to certain domains", () => {
	const restricted = (allowedDomains: string) =>
		used.credential({ allowedHttpRequestDomains: 'domains', allowedDomains });

	test('lets the allowed host pass', async () => {
		const { result } = await run(restricted('127.0.0.1'));
		expect(result.success).toHaveLength(1);
	});

	test('stops everything else before it is sent, and says so once', async () => {
		const { error } = await run(restricted('open.feishu.cn'));
		expect(error).toMatchObject({
			reason: 'credentials_rejected',
			hint: expect.stringContaining('Allowed HTTP Request Domains'),
		});
		expect(used.feishu.log.total).toBe(0);
	});
});
