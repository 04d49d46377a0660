import type { IBinaryData } from 'n8n-workflow';

import { runNode, type RunOptions } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const png = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);
const mp4 = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(64)]);
const opus = Buffer.concat([
	Buffer.from('OggS'),
	Buffer.alloc(24),
	Buffer.from('OpusHead'),
	Buffer.alloc(64),
]);

const binary = (bytes: Buffer, more: Partial<IBinaryData> = {}): IBinaryData => ({
	data: bytes.toString('base64'),
	mimeType: 'application/octet-stream',
	fileName: 'a file.bin',
	...more,
});

const send = async (
	messageType: string,
	file: IBinaryData | undefined,
	more: Partial<RunOptions> = {},
) =>
	await runNode({
		items: [{}],
		binary: file ? { 0: { data: file } } : undefined,
		credential: used.credential(),
		...more,
		parameters: {
			operation: 'send',
			receiver: { __rl: true, mode: 'chatId', value: used.feishu.world.chat.id },
			messageType,
			...more.parameters,
		},
	});

const uploads = () => [...used.feishu.world.uploads.values()];

const pdf = binary(Buffer.from('%PDF-1.7'), {
	fileName: '报告 "7".pdf',
	mimeType: 'application/pdf',
});

test.each([
	['image', binary(png, { fileName: 'a.png', mimeType: 'image/png' }), 'image', 'message'],
	['file', pdf, 'file', 'pdf'],
	['file', binary(mp4, { fileName: 'film.mp4' }), 'file', 'stream'],
	[
		'file',
		binary(Buffer.from('a,b'), { fileName: 'table', fileExtension: 'csv' }),
		'file',
		'stream',
	],
	['audio', binary(opus, { fileName: 'voice.opus' }), 'audio', 'opus'],
	['video', binary(mp4, { fileName: 'film.mp4' }), 'media', 'mp4'],
])('%s: a file of the item is uploaded and sent in one go', async (kind, file, type, fileType) => {
	const { success, failure } = await send(kind, file);
	expect(failure).toEqual([]);
	expect(success).toMatchObject([{ msg_type: type, message_id: expect.stringMatching(/^om_/) }]);
	const [upload, ...more] = uploads();
	expect(more).toEqual([]);
	expect(upload).toMatchObject({ type: fileType, size: Buffer.from(file.data, 'base64').length });
	const [message] = used.feishu.world.chat.messages;
	expect(message?.content).toContain(upload?.key);
});

test('a name arrives as it is, with the ending that tells what it is', async () => {
	await send('file', pdf);
	await send('file', binary(Buffer.from('a,b'), { fileName: 'table', fileExtension: 'csv' }));
	expect(uploads().map(({ name }) => name)).toEqual(['报告 "7".pdf', 'table.csv']);
});

test('the files of the item go on with it', async () => {
	const { items } = await send('file', pdf);
	expect(items.success[0]?.binary?.data?.fileName).toBe(pdf.fileName);
});

test.each([
	['no such file', 'image', undefined, {}, /the input item has no file "data"/],
	[
		'another field',
		'image',
		binary(png),
		{ binaryPropertyName: 'picture' },
		/Set 'Input Binary Field' to "data"/,
	],
	[
		'a text as an image',
		'image',
		binary(Buffer.from('hello')),
		{},
		/is none that Feishu takes here/,
	],
	['an mp3 as audio', 'audio', binary(Buffer.from('ID3')), {}, /Opus/],
	[
		'the file itself in place of the name of its field',
		'file',
		binary(Buffer.from('hello')),
		{ binaryPropertyName: '={{ $binary.data }}' },
		/'Input Binary Field' holds an object, not the name of a field.* to "data"/,
	],
	['nothing in it', 'file', binary(Buffer.alloc(0)), {}, /is empty/],
	[
		'11 MB as an image',
		'image',
		binary(Buffer.concat([png, Buffer.alloc(11 * 1_048_576)])),
		{},
		/has 12 MB, and Feishu takes 10 MB/,
	],
])('%s is told before the network is used', async (_, kind, file, parameters, sentence) => {
	const { failure } = await send(kind, file, { parameters });
	expect(failure).toMatchObject([
		{ error: { reason: 'content_invalid', attempts: 0, message: expect.stringMatching(sentence) } },
	]);
	expect(used.feishu.log.total).toBe(0);
});

test("a text that is one of n8n's dates is sent as its ISO text", async () => {
	const text = "={{ DateTime.fromISO('2026-11-24T10:00:00Z', { zone: 'UTC' }) }}";
	const { failure } = await send('text', undefined, { parameters: { text } });
	expect(failure).toEqual([]);
	const { messages } = used.feishu.world.chat;
	expect(messages.at(-1)?.content).toBe('{"text":"2026-11-24T10:00:00.000Z"}');
});

test('a key that was uploaded before is sent as it is, one of another app is refused', async () => {
	const { world } = used.feishu;
	const mine = world.addUpload({ kind: 'image' }).key;
	const foreign = world.addUpload({ kind: 'image', app: world.addApp() }).key;
	const parameters = { fileSource: 'key', fileKey: mine };
	expect((await send('image', undefined, { parameters })).success).toHaveLength(1);
	const { failure } = await send('image', undefined, {
		parameters: { ...parameters, fileKey: foreign },
	});
	expect(failure).toMatchObject([{ error: { reason: 'file_refused', code: 230017 } }]);
});

test('an answer that was lost after the upload or after the sending leaves one message', async () => {
	used.feishu.script({ route: 'uploadFile', kind: 'dropAfter' });
	used.feishu.script({ route: 'send', kind: 'dropAfter', times: 4 });
	const { success } = await send('file', pdf, {
		node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 },
	});
	expect(success).toHaveLength(1);
	expect(used.feishu.world.chat.messages).toHaveLength(1);
});

test('the same file at two items is two messages', async () => {
	const { success } = await send('file', pdf, {
		items: [{}, {}],
		binary: { 0: { data: pdf }, 1: { data: pdf } },
	});
	expect(success).toHaveLength(2);
	expect(used.feishu.world.chat.messages).toHaveLength(2);
});

test('an entry that is no file harms no operation, and is named where it is asked for', async () => {
	const nothing = { data: null as never, other: undefined as never };
	const parameters = { operation: 'send', messageType: 'text', text: 'Hi' };
	const ran = await send('text', nothing.data, { binary: { 0: nothing }, parameters });
	expect(ran.failure).toEqual([]);
	expect(ran.success).toHaveLength(1);
	const { failure } = await send('file', undefined, { binary: { 0: { ...nothing, report: pdf } } });
	expect(failure).toMatchObject([
		{
			error: {
				message: expect.stringContaining('no file "data". Set \'Input Binary Field\' to "report"'),
			},
		},
	]);
});

describe('On Error = Stop looks at all files before it sends anything', () => {
	const text = binary(Buffer.from('hello'), { fileName: 'a.txt' });
	test.each<[string, string, IBinaryData, RegExp]>([
		['an empty file', 'file', binary(Buffer.alloc(0)), /is empty/],
		['a file that is too large', 'file', binary(Buffer.alloc(31 * 1_048_576)), /has 31 MB/],
		[
			'an image that is too large',
			'image',
			binary(Buffer.concat([png, Buffer.alloc(11 * 1_048_576)])),
			/has 12 MB/,
		],
		['a text as an image', 'image', text, /is none that Feishu takes here/],
		['a text as a video', 'video', text, /MP4/],
		['a file that is gone', 'file', { ...text, id: 'filesystem-v2:gone' }, /can no longer be read/],
	])('%s', async (_, kind, last, sentence) => {
		const good = { image: binary(png), video: binary(mp4) }[kind] ?? text;
		const { error } = await send(kind, undefined, {
			items: [{}, {}, {}],
			binary: { 0: { data: good }, 1: { data: good }, 2: { data: last } },
			onError: 'stopWorkflow',
		});
		expect(error?.message).toMatch(sentence);
		expect(error?.context?.itemIndex).toBe(2);
		expect(used.feishu.log.total).toBe(0);
	});
});
