import type { Api } from '../../nodes/Feishu/client/Api';
import { failureIn, processAt, queryApi, settings } from './runs';
import { breaks, refuses, says, type Said } from './scriptedHttp';
import { VirtualClock } from './virtualClock';

const call = { path: '/open-apis/im/v1/messages', query: { page_size: 50 }, ...settings };

describe('a list', () => {
	/** A page with entries of these IDs, or with whatever stands in their place. */
	const page = (ids: unknown, more: object = {}) =>
		says(200, {
			code: 0,
			data: { items: Array.isArray(ids) ? ids.map((id) => ({ id: id as number })) : ids, ...more },
		});
	const next = (page_token: unknown) => ({ has_more: true, page_token });

	/** Lists from a Feishu that gives these pages one after the other, the last one over and over. */
	async function listed(
		pages: Said[],
		atMost = Infinity,
		isKept: (id: unknown) => boolean = () => true,
	) {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			query: (_id, _request, times) => pages[Math.min(times, pages.length) - 1] ?? page([]),
		});
		const list = await clock.run(
			feishu.execution().client.list(queryApi, call, {
				idKey: 'id',
				atMost,
				keep: ({ id }) => (isKept(id) ? id : undefined),
			}),
		);
		expect(clock.pending).toBe(0);
		return { list, queries: feishu.queries().map(({ options }) => options.qs) };
	}

	const endless = { ok: false, failure: { reason: 'unreadable_answer', effect: 'none' } };

	test('is read page by page, each with the token of the one before', async () => {
		const { list, queries } = await listed([
			page([1, 2], next('p-2')),
			page([3], { has_more: false, page_token: 'p-3' }),
		]);
		expect(list).toEqual({ ok: true, value: [1, 2, 3] });
		expect(queries).toEqual([{ page_size: 50 }, { page_size: 50, page_token: 'p-2' }]);
	});

	test('without an entry is empty, whatever stands in its place', async () => {
		for (const items of [[], undefined, null, 'items', {}]) {
			expect((await listed([page(items)])).list).toEqual({ ok: true, value: [] });
		}
		expect((await listed([says(200, { code: 0 })])).list).toEqual({ ok: true, value: [] });
		const odd = says(200, { code: 0, data: { items: [null, 'x', 7, [], { id: 1 }] } });
		expect((await listed([odd])).list).toEqual({ ok: true, value: [1] });
	});

	test('may have an empty page in its midst', async () => {
		const { list } = await listed([page([], next('p-2')), page([1])]);
		expect(list).toEqual({ ok: true, value: [1] });
	});

	test('has each entry once, also one that has moved to the next page meanwhile', async () => {
		const { list } = await listed([page([1, 2], next('p-2')), page([2, 3])]);
		expect(list).toEqual({ ok: true, value: [1, 2, 3] });
	});

	test.each(['true', 1, null, undefined])(
		'with has_more of %j goes on with the token, and is over without one',
		async (has_more) => {
			const pages = [
				page([1], { has_more, page_token: 'p-2' }),
				page([2], { has_more, page_token: '' }),
			];
			const { list, queries } = await listed([...pages, page([3])]);
			expect(list).toEqual({ ok: true, value: [1, 2] });
			expect(queries).toMatchObject([{}, { page_token: 'p-2' }]);
			expect(
				(await listed([page([1], { has_more: false, page_token: 'p-2' })])).queries,
			).toHaveLength(1);
		},
	);

	test('that claims to go on, and names no page, has failed', async () => {
		for (const token of [undefined, null, 7, {}, '']) {
			const { list, queries } = await listed([page([1], next(token))]);
			expect(list).toMatchObject(endless);
			expect(queries).toHaveLength(1);
		}
	});

	test('whose pages go round has failed after one round', async () => {
		const { list, queries } = await listed([
			page([1], next('p-2')),
			page([2], next('p-3')),
			page([3], next('p-2')),
		]);
		expect(list).toMatchObject(endless);
		expect(queries).toHaveLength(3);
	});

	test.each([
		['nothing on its pages', () => []],
		['the same on all of them', () => [1]],
	])('with ever new tokens and %s has failed', async (_, ids) => {
		const pages = Array.from({ length: 30 }, (__, index) => page(ids(), next(`p-${index}`)));
		const { list, queries } = await listed(pages);
		expect(list).toMatchObject(endless);
		expect(queries).toHaveLength(10 + ids().length);
	});

	test('is read no further than to the last entry that is wanted', async () => {
		const pages = [page([1, 2], next('p-2')), page([3, 4], next('p-3')), page([5])];
		expect(await listed(pages, 3)).toEqual({
			list: { ok: true, value: [1, 2, 3] },
			queries: [{ page_size: 50 }, { page_size: 50, page_token: 'p-2' }],
		});
		expect((await listed(pages, 2)).queries).toHaveLength(1);
		expect((await listed([page([1], next(''))], 1)).list).toEqual({ ok: true, value: [1] });
		expect(await listed(pages, 0)).toEqual({ list: { ok: true, value: [] }, queries: [] });
	});

	test('counts only what is kept', async () => {
		const pages = [page([1, 2, 3], next('p-2')), page([4, 5, 6], next('p-3')), page([7])];
		const { list, queries } = await listed(pages, 2, (id) => Number(id) % 2 === 0);
		expect(list).toEqual({ ok: true, value: [2, 4] });
		expect(queries).toHaveLength(2);
	});

	test('may be long without anything that is kept', async () => {
		const pages = Array.from({ length: 40 }, (_, index) =>
			page([index], index < 39 ? next(`p-${index}`) : {}),
		);
		const { list, queries } = await listed(pages, 5, () => false);
		expect(list).toEqual({ ok: true, value: [] });
		expect(queries).toHaveLength(40);
	});

	test('has every entry that has no ID, and leaves out what is no entry', async () => {
		const seen: unknown[] = [];
		const entries = [{}, {}, { id: 1 }, null, 'x'];
		await listed([says(200, { code: 0, data: { items: entries } })], Infinity, (id) => {
			seen.push(id);
			return true;
		});
		expect(seen).toEqual([undefined, undefined, 1]);
	});

	test('that is refused at its second page has failed, with what that page said', async () => {
		const { list, queries } = await listed([page([1], next('p-2')), refuses(99991672)]);
		expect(list).toMatchObject({
			ok: false,
			failure: {
				reason: 'permission_missing',
				grantUrl: 'https://open.feishu.cn/app/cli_1/auth?q=im:message',
				hint: expect.stringContaining('Asked as the app'),
			},
		});
		expect(queries).toHaveLength(2);
	});

	test('asks again for a page whose answer was lost, and for no other', async () => {
		const { list, queries } = await listed([
			page([1], next('p-2')),
			breaks('ECONNRESET'),
			page([2]),
		]);
		expect(list).toEqual({ ok: true, value: [1, 2] });
		expect(queries.map((query) => (query as { page_token?: string }).page_token)).toEqual([
			undefined,
			'p-2',
			'p-2',
		]);
	});
});

test('what is asked for twice may have changed, and is asked for twice', async () => {
	const clock = new VirtualClock();
	const feishu = processAt(clock, {});
	const { client } = feishu.execution();
	const both = [client.request(queryApi, call), client.request(queryApi, call)];
	await clock.run(Promise.all(both));
	expect(feishu.queries()).toHaveLength(2);
});

test('reading leaves nothing behind, also when its answer is lost', async () => {
	const wanted = { idKey: 'id', atMost: 1, keep: () => undefined };
	for (const lost of [breaks('ECONNRESET'), refuses(2200)]) {
		const clock = new VirtualClock();
		const { client } = processAt(clock, { query: () => lost }).execution();
		const reads = [
			client.request(queryApi, call),
			client.download(queryApi, call, 10),
			client.list(queryApi, call, wanted),
		];
		for (const read of await clock.run(Promise.all(reads))) {
			expect(read).toMatchObject({ ok: false, failure: { attempts: 4, effect: 'none' } });
		}
	}
});

describe('a download', () => {
	const fileApi: Api = { ...queryApi, id: 'im.message_resource.get' };
	const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff]);
	const file = (chunks: Buffer[], headers: Record<string, unknown> = {}): Said => ({
		status: 200,
		headers: { 'content-type': 'image/png', ...headers },
		chunks,
	});
	const json = { 'content-type': 'application/json; charset=utf-8' };

	async function downloaded(said: Said, mostBytes = 2_000_000) {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { query: () => said });
		const { client } = feishu.execution();
		const answer = await clock.run(client.download(fileApi, call, mostBytes));
		expect(clock.pending).toBe(0);
		return { answer, queries: feishu.queries() };
	}

	test('is the bytes as they came, with their headers', async () => {
		const headers = { 'content-disposition': 'attachment; filename="a.png"', 'x-tt-logid': 'log' };
		const { answer, queries } = await downloaded(
			file([png.subarray(0, 2), png.subarray(2)], headers),
		);
		expect(answer).toEqual({
			ok: true,
			body: {},
			file: { bytes: png, headers: { 'content-type': 'image/png', ...headers } },
			logId: 'log',
			attempts: 1,
		});
		expect(queries[0]?.options.headers).toMatchObject({ Accept: '*/*' });
	});

	test('may be empty', async () => {
		expect((await downloaded(file([]))).answer).toMatchObject({
			ok: true,
			file: { bytes: Buffer.alloc(0) },
		});
	});

	test('may be as long as asked for, and not a byte longer', async () => {
		const bytes = (length: number) => file([Buffer.alloc(length)]);
		expect((await downloaded(bytes(2_000_000))).answer.ok).toBe(true);
		const { answer, queries } = await downloaded(bytes(2_000_001));
		expect(failureIn(answer)).toMatchObject({
			reason: 'unreadable_answer',
			cause: 'the file is larger than 2 MB',
			effect: 'none',
		});
		expect(queries).toHaveLength(1);
	});

	test.each([200, 400])('that is refused under HTTP %d is a refusal', async (status) => {
		const said = { ...refuses(230002, 'Bot can NOT be out of the chat.', status), headers: json };
		const { answer } = await downloaded(said);
		expect(failureIn(answer)).toMatchObject({ reason: 'bot_not_in_chat', code: 230002 });
	});

	test('that is refused is a refusal however small a file may be', async () => {
		const said = { ...refuses(230002, 'x'.repeat(500)), headers: json };
		expect(failureIn((await downloaded(said, 10)).answer).reason).toBe('bot_not_in_chat');
	});

	test('may be JSON itself, which Feishu sends with a name', async () => {
		const named = { ...json, 'content-disposition': 'attachment; filename="report.json"' };
		for (const text of ['{"code":230002}', '{"code":0}', '[1]', '{"co']) {
			const { answer } = await downloaded({ ...file([Buffer.from(text)]), headers: named });
			expect(answer).toMatchObject({ ok: true, file: { bytes: Buffer.from(text) } });
		}
	});

	test('under an HTTP status that says no is none, whatever its bytes', async () => {
		const { answer } = await downloaded({ ...file([png]), status: 404 });
		expect(failureIn(answer)).toMatchObject({ reason: 'unreadable_answer', httpStatus: 404 });
	});

	test('that breaks off is asked for again', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, {
			query: (_id, _request, times) =>
				times === 1 ? { ...file([png]), breaksWith: 'ECONNRESET' } : file([png]),
		});
		const { client } = feishu.execution();
		const answer = await clock.run(client.download(fileApi, call, 100));
		expect(answer).toMatchObject({ ok: true, attempts: 2, file: { bytes: png } });
	});
});
