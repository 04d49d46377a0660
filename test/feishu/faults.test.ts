import { startFeishu, TestHttpClient } from './index';
import type { Fault } from './index';
import { useStandIn } from './useStandIn';

const used = useStandIn();

const injectFault = async (fault: Fault) => {
	used.feishu.script(fault);
	const id = used.world.sendMessage();
	return { id, reply: await used.client.recall(id).catch(() => 'broken') };
};

test('a scripted code comes with its usual words and status, and nothing is done', async () => {
	const { id, reply } = await injectFault({ route: 'recall', kind: 'code', code: 230009 });
	expect(reply).toMatchObject({ status: 400, json: { code: 230009 } });
	expect(used.world.isRecalled(id)).toBe(false);
	expect((await used.client.recall(id)).json.code).toBe(0);
});

test('a scripted code may have any status, words, headers and body', async () => {
	const code = { route: 'recall', kind: 'code', code: 7, httpStatus: 418, msg: 'tea' } as const;
	const { reply } = await injectFault({ ...code, headers: { 'x-pot': 'short' } });
	expect(reply).toMatchObject({ status: 418, json: { code: 7, msg: 'tea' } });
	const other = await injectFault({ ...code, body: { stout: true } });
	expect(other.reply).toMatchObject({ status: 418, json: { stout: true } });
});

test('a fault chooses its route and message, its number, and whom to spare', async () => {
	const [first = '', second = ''] = used.world.sendMessages(2);
	used.feishu.script(
		{ route: 'token', kind: 'code', code: 2200 },
		{ route: 'recall', messageId: second, skip: 1, times: 2, kind: 'status', httpStatus: 503 },
	);
	await used.client.tenantToken();
	expect(used.feishu.log.codes('token')).toEqual([2200]);
	expect((await used.client.recall(first)).status).toBe(200);
	const statuses = [];
	for (let i = 0; i < 4; i++) statuses.push((await used.client.recall(second)).status);
	expect(statuses).toEqual([200, 503, 503, 400]);
	expect(used.feishu.pendingFaults).toBe(0);
});

test('a connection breaks before the request is carried out', async () => {
	const { id, reply } = await injectFault({ route: 'recall', kind: 'dropBefore' });
	expect(reply).toBe('broken');
	expect(used.world.isRecalled(id)).toBe(false);
});

test('a connection breaks after the request is carried out, and the next call finds it done', async () => {
	const { id, reply } = await injectFault({ route: 'recall', kind: 'dropAfter' });
	expect(reply).toBe('broken');
	expect(used.world.isRecalled(id)).toBe(true);
	expect((await used.client.recall(id)).json.code).toBe(230110);
});

test.each<[Fault, object]>([
	[
		{ route: 'recall', kind: 'status', httpStatus: 504 },
		{ status: 504, text: '' },
	],
	[
		{ route: 'recall', kind: 'html' },
		{ status: 502, text: expect.stringContaining('<html>') },
	],
	[
		{ route: 'recall', kind: 'text404' },
		{ status: 404, text: '404 page not found' },
	],
	[{ route: 'recall', kind: 'redirect', to: 'http://127.0.0.1:9/' }, { status: 302 }],
	[{ route: 'recall', kind: 'raw', httpStatus: 200, bytes: '{"code":' }, { text: '{"code":' }],
	[
		{ route: 'recall', kind: 'raw', bytes: 'HTTP/1.1 299 Odd\r\nContent-Length: 2\r\n\r\nhi' },
		{ status: 299, text: 'hi' },
	],
])('an answer may be %j, and nothing is carried out', async (fault, expected) => {
	const { id, reply } = await injectFault(fault);
	expect(reply).toMatchObject(expected);
	expect(used.world.isRecalled(id)).toBe(false);
});

test('any fault may have the request carried out all the same', async () => {
	const { id } = await injectFault({
		route: 'recall',
		kind: 'status',
		httpStatus: 500,
		carriedOut: true,
	});
	expect(used.world.isRecalled(id)).toBe(true);
});

test.each<Fault>([
	{ route: 'recall', kind: 'delay', ms: 5 },
	{ route: 'recall', kind: 'drip', everyMs: 0 },
])('the true answer may come slowly: %j', async (fault) => {
	const { id, reply } = await injectFault(fault);
	expect(reply).toMatchObject({ status: 200, json: { code: 0 } });
	expect(used.world.isRecalled(id)).toBe(true);
});

test('the true answer may be cut off', async () => {
	const { id, reply } = await injectFault({ route: 'recall', kind: 'truncated' });
	expect(reply).toBe('broken');
	expect(used.world.isRecalled(id)).toBe(true);
});

test('an answer may be huge', async () => {
	const { reply } = await injectFault({ route: 'recall', kind: 'huge', bytes: 3_000_000 });
	expect((reply as { text: string }).text.length).toBeGreaterThan(3_000_000);
});

test('a token may go stale under the caller', async () => {
	const { id, reply } = await injectFault({ route: 'recall', kind: 'staleToken' });
	expect(reply).toMatchObject({ status: 400, json: { code: 99991663 } });
	expect((await used.client.recall(id, await used.client.tenantToken())).json.code).toBe(0);
});

test('a call that is never answered ends with the stand-in', async () => {
	const other = await startFeishu();
	other.script({ kind: 'hang' });
	const hanging = fetch(other.url).catch(() => 'broken');
	while (other.log.inFlight === 0) await used.client.ask('/');
	await other.close();
	expect(await hanging).toBe('broken');
});

test('latency delays the answer, not the carrying out', async () => {
	used.feishu.settings.latencyMs = [1, 5];
	expect((await used.client.recall(used.world.sendMessage())).json.code).toBe(0);
});

test('chaos is the same for the same seed', async () => {
	const run = async () => {
		used.feishu.reset();
		used.client = new TestHttpClient(used.feishu);
		await used.client.api('/bot/v3/info');
		used.feishu.settings.chaos = {
			seed: 42,
			routes: ['recall'],
			serverError: 0.2,
			dropBefore: 0.1,
			dropAfter: 0.1,
			rateLimited: 0.2,
			html: 0.1,
		};
		for (const id of used.world.sendMessages(40))
			await used.client.recall(id).catch(() => undefined);
		return used.feishu.log.of('recall').map(({ fault = 'none' }) => fault);
	};
	const first = await run();
	expect(new Set(first).size).toBeGreaterThan(4);
	expect(await run()).toEqual(first);
});

test('the log tells of every request, and of connections', async () => {
	const id = used.world.sendMessage();
	await used.client.recall(id);
	await used.client.recall('om_unknown');
	expect(used.feishu.log.of('recall')).toMatchObject([
		{ messageId: id, status: 200, code: 0, appId: used.world.app.id, method: 'DELETE' },
		{ messageId: 'om_unknown', status: 400, code: 99992354, connectionId: expect.any(Number) },
	]);
	expect(used.feishu.log.codes('recall')).toEqual([0, 99992354]);
	expect(used.feishu.log.count('token')).toBe(1);
	expect(used.feishu.log.summary()).toMatchObject({ total: 3, routes: { recall: 2, token: 1 } });
	expect(used.feishu.log.connections.maxOpen).toBeGreaterThan(0);
});
