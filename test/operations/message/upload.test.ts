import type { Answer } from '../../../nodes/Feishu/client/http/Answer';
import type { FileKind } from '../../../nodes/Feishu/content/compose/file';
import { failed, failure } from '../../../nodes/Feishu/errors/Failure';
import { prepared } from '../../../nodes/Feishu/operations/message/upload';
import type { ItemFile } from '../../../nodes/Feishu/operations/Operation';
import { feishuThat } from '../ran';

const keys: Answer = {
	ok: true,
	attempts: 2,
	body: { data: { image_key: 'img_1', file_key: 'file_1' } },
};

const file = (bytes: string, more: Partial<ItemFile> = {}): ItemFile => ({
	id: () => '',
	name: '报告.pdf',
	mimeType: 'application/pdf',
	size: async () => Buffer.byteLength(bytes, 'latin1'),
	read: async () => Buffer.from(bytes, 'latin1'),
	...more,
});

async function uploaded(kind: FileKind, given: ItemFile, answer = keys, cover?: string) {
	const { feishu, asked } = feishuThat(() => answer);
	const settings = { requestsPerSecond: 7, timeoutMs: 500 };
	const content = await prepared(feishu, { kind, file: given, cover }, settings);
	return { content, asked };
}

const png = '\x89PNG\r\n';
const mp4 = `\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x74moov\0\0\0\x6cmvhd${'\0'.repeat(12)}\0\0\0\x01\0\0\0\x02${'\0'.repeat(80)}`;

test.each<[FileKind, string, object, object]>([
	[
		'image',
		png,
		{ image_type: 'message', image: true },
		{ type: 'image', body: { image_key: 'img_1' } },
	],
	[
		'file',
		'x',
		{ file_type: 'pdf', file_name: '报告.pdf', file: true },
		{ type: 'file', body: { file_key: 'file_1' } },
	],
	[
		'video',
		mp4,
		{ file_type: 'mp4', file_name: '报告.pdf', duration: '2000', file: true },
		{ type: 'media', body: { file_key: 'file_1', image_key: 'img_9' } },
	],
])(
	'%s is uploaded as Feishu wants it, and its key is the content',
	async (kind, bytes, form, content) => {
		const { content: got, asked } = await uploaded(kind, file(bytes), keys, 'img_9');
		expect(got).toEqual({ ok: true, value: content });
		expect(asked).toHaveLength(1);
		const [api, call] = asked[0]!;
		expect(api.id).toBe(kind === 'image' ? 'im.image.create' : 'im.file.create');
		expect(call).toMatchObject({
			path: `/open-apis/im/v1/${kind === 'image' ? 'images' : 'files'}`,
			requestsPerSecond: 7,
			// A second more for the megabyte that has begun.
			timeoutMs: 1_500,
		});
		const fields = [...(call.body as FormData)];
		const seen = fields.map(([name, value]) => [name, typeof value === 'string' ? value : true]);
		expect(Object.fromEntries(seen)).toEqual(form);
		const sent = fields.map(([, value]) => value).find((value) => typeof value !== 'string');
		expect(sent).toMatchObject({ name: '报告.pdf', type: 'application/pdf' });
		expect(Buffer.from(await (sent as File).arrayBuffer()).toString('latin1')).toBe(bytes);
	},
);

test('a large file goes out in pieces, so that no copy of the whole waits on the wire', async () => {
	const size = 3 * 1_024 * 1_024 + 1;
	const { asked } = await uploaded('file', file('x'.repeat(size)));
	const sent = (asked[0]![1].body as FormData).get('file') as File;
	expect(sent.size).toBe(size);
	expect(asked[0]![1].timeoutMs).toBe(4_500);
	const pieces: number[] = [];
	for await (const piece of sent.stream()) pieces.push((piece as Uint8Array).length);
	expect(pieces.reduce((sum, each) => sum + each, 0)).toBe(size);
	expect(Math.max(...pieces)).toBeLessThanOrEqual(1_024 * 1_024);
});

const tooLarge = 30 * 1_024 * 1_024 + 1;

test('a file whose size is too large is not even read', async () => {
	let reads = 0;
	const read = async () => Buffer.alloc(++reads);
	const { content, asked } = await uploaded('file', file('', { size: async () => tooLarge, read }));
	expect(content).toMatchObject({ failure: { reason: 'content_invalid', sent: false } });
	expect([reads, asked]).toEqual([0, []]);
});

test.each<[string, FileKind, ItemFile, RegExp]>([
	[
		'of a size that n8n does not know',
		'file',
		file('', { size: async () => undefined, read: async () => Buffer.alloc(tooLarge) }),
		/has 31 MB/,
	],
	['that holds nothing', 'file', file(''), /is empty/],
	['of another kind', 'image', file('text'), /is none that Feishu takes here/],
	[
		'that is gone',
		'file',
		file('x', { read: async () => await Promise.reject(new Error('ENOENT')) }),
		/can no longer be read/,
	],
])('a file %s is refused before anything is asked', async (_, kind, given, cause) => {
	const { content, asked } = await uploaded(kind, given);
	expect(content).toMatchObject({
		failure: {
			reason: 'content_invalid',
			sent: false,
			cause: expect.stringMatching(cause) as string,
		},
	});
	expect(asked).toEqual([]);
});

test('what Feishu says of the upload is what comes of it', async () => {
	const refusal = failed(failure('file_refused'));
	expect((await uploaded('file', file('x'), refusal)).content).toEqual(refusal);
});

test.each([{ data: {} }, { data: null }])('%j without a key is unreadable', async (body) => {
	const { content } = await uploaded('file', file('x'), { ok: true, attempts: 2, body });
	expect(content).toMatchObject({ failure: { reason: 'unreadable_answer', attempts: 2 } });
});

test('what needs no upload is ready', async () => {
	const { feishu, asked } = feishuThat(() => keys);
	const content = { type: 'text', body: { text: 'Hi' } };
	const settings = { requestsPerSecond: 7, timeoutMs: 500 };
	expect(await prepared(feishu, { content }, settings)).toEqual({ ok: true, value: content });
	expect(asked).toEqual([]);
});
