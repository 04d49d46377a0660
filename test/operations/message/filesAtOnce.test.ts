import type { HttpHelper } from '../../../nodes/Feishu/client/http/send';
import { memoryOf } from '../../../nodes/Feishu/client/ExecutionMemory';
import { FeishuClient } from '../../../nodes/Feishu/client/FeishuClient';
import { RateLimiters } from '../../../nodes/Feishu/client/limits/RateLimiters';
import { prepared } from '../../../nodes/Feishu/operations/message/upload';
import { anApp } from '../../client/anApp';
import { says, scriptedHttp, type Said } from '../../client/scriptedHttp';
import { VirtualClock } from '../../client/virtualClock';

const uploaded = says(200, { code: 0, data: { file_key: 'file_1' } });
const fault = says(500, {});

/** Uploads 60 files side by side, and counts how many of them are read and not yet done with. */
async function uploads(megabytes: number, react: (count: number) => Said, stopAfter = Infinity) {
	const clock = new VirtualClock();
	const stop = new AbortController();
	const { http, heard } = scriptedHttp(clock, (_, count) => ({ ...react(count), afterMs: 400 }));
	const held = { now: 0, most: 0, reads: 0 };
	const stopping: HttpHelper = async (options) => {
		if (heard.length >= stopAfter) stop.abort();
		return await http(options);
	};
	const client = new FeishuClient({
		identity: anApp,
		http: stopping,
		clock,
		limiters: new RateLimiters(clock),
		memory: memoryOf(undefined, ''),
		node: '1',
		signal: stop.signal,
	});
	const file = {
		id: () => 'f',
		name: 'a.pdf',
		mimeType: '',
		size: async () => megabytes * 1_000_000,
		read: async () => {
			held.reads++;
			held.most = Math.max(held.most, ++held.now);
			return Buffer.from('%PDF');
		},
	};
	const settings = { requestsPerSecond: 50, timeoutMs: 10_000 };
	const all = client.sideBySide(Array(60).fill(0), async () => {
		const content = await prepared(client, { kind: 'file', file }, settings);
		held.now--;
		return content.ok;
	});
	const results = await clock.run(all);
	const bodies = heard
		.map(({ options }) => options.body)
		.filter((body) => body instanceof FormData);
	return { held, results, files: bodies.filter((body) => body.has('file')).length };
}

test.each([
	[1, 4],
	[10, 4],
	[20, 2],
	[30, 1],
])('of files of %d MB, %d are in memory at once', async (megabytes, most) => {
	const { held, results, files } = await uploads(megabytes, () => uploaded);
	expect(held).toMatchObject({ most, reads: 60 });
	expect(results).toEqual(Array(60).fill(true));
	// Requests that somebody keeps hold no file any more.
	expect(files).toBe(0);
});

test('faults and their retries keep to it, and all files get their turn', async () => {
	const react = (count: number) => (count % 5 === 0 ? fault : uploaded);
	const { held, results } = await uploads(20, react);
	expect(held).toMatchObject({ most: 2, reads: 60 });
	expect(results).toEqual(Array(60).fill(true));
});

test('a stop leaves the files unread that wait for room', async () => {
	const { held, results } = await uploads(20, () => uploaded, 10);
	expect(held.reads).toBeLessThan(15);
	expect(results.filter(Boolean).length).toBeLessThan(15);
	expect(results).toHaveLength(60);
});
