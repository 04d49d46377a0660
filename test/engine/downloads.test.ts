import type { Fault } from '../feishu';
import { runNode } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const messageWith = (kind: 'image' | 'file', seed: object) => {
	const { world } = used.feishu;
	const { key } = world.addUpload({ kind, ...seed });
	return world.sendMessage({ type: kind, content: JSON.stringify({ [`${kind}_key`]: key }) });
};

test('a file arrives with its bytes, its name, and its type, and the files of the item stay', async () => {
	const bytes = Buffer.from('%PDF-1.7');
	const id = messageWith('file', { bytes, name: '报告.pdf', mimeType: 'application/pdf' });
	const before = { data: 'AAAA', mimeType: 'text/plain', fileName: 'before.txt' };
	const { items } = await runNode({
		items: [{ message_id: id }],
		binary: { 0: { before } },
		credential: used.credential(),
		parameters: { operation: 'download' },
	});
	const [item] = items.success;
	expect(item?.json).toMatchObject({
		message_id: id,
		file_name: '报告.pdf',
		mime_type: 'application/pdf',
		size: bytes.length,
	});
	expect(item?.binary).toMatchObject({
		before,
		data: {
			data: bytes.toString('base64'),
			fileName: '报告.pdf',
			mimeType: 'application/pdf',
			fileExtension: 'pdf',
		},
	});
});

test('what was received is sent on from the field that it was put in', async () => {
	const bytes = Buffer.from('%PDF-1.7');
	const id = messageWith('file', { bytes, name: 'a.pdf', mimeType: 'application/pdf' });
	const { items } = await runNode({
		items: [{ message_id: id }],
		credential: used.credential(),
		parameters: { operation: 'download', binaryPropertyName: 'report' },
	});
	const { success } = await runNode({
		items: items.success.map(({ json }) => json),
		binary: { 0: items.success[0]?.binary ?? {} },
		credential: used.credential(),
		parameters: {
			operation: 'send',
			receiver: { __rl: true, mode: 'chatId', value: used.feishu.world.chat.id },
			messageType: 'file',
			binaryPropertyName: 'report',
		},
	});
	expect(success).toMatchObject([{ msg_type: 'file' }]);
	expect([...used.feishu.world.uploads.values()].at(-1)).toMatchObject({ name: 'a.pdf', size: 8 });
});

test('each image of a rich text is an item, and they are paired with the item that named it', async () => {
	const { world } = used.feishu;
	const keys = [1, 2].map(
		(n) => world.addUpload({ kind: 'image', bytes: Buffer.from(`${n}`) }).key,
	);
	const content = [keys.map((image_key) => ({ tag: 'img', image_key }))];
	const id = world.sendMessage({ type: 'post', content: JSON.stringify({ zh_cn: { content } }) });
	const { items } = await runNode({
		items: [{ message_id: id }],
		credential: used.credential(),
		parameters: { operation: 'download' },
	});
	expect(items.success.map(({ json, pairedItem }) => [json.file_key, pairedItem])).toEqual(
		keys.map((key) => [key, { item: 0 }]),
	);
	expect(items.success.map(({ binary }) => atob(binary?.data?.data ?? ''))).toEqual(['1', '2']);
});

test('files that were sent together with a text arrive, and images in its Markdown; folders do not', async () => {
	const { world } = used.feishu;
	const pdf = world.addUpload({ kind: 'file', bytes: Buffer.from('1'), name: 'a.pdf' }).key;
	const image = world.addUpload({ kind: 'image', bytes: Buffer.from('2') }).key;
	const content = JSON.stringify({
		title: '',
		content: [[{ tag: 'text', text: 'please look' }]],
		content_v2: [[{ tag: 'md', text: `please look ![image](${image})` }]],
		files: [
			{ file_key: pdf, file_name: 'a.pdf', is_folder: false },
			{ file_key: 'file_v3_folder', file_name: 'assets', is_folder: true },
		],
	});
	const id = world.sendMessage({ type: 'post', content, shownMentions: [] });
	const { success, failure } = await runNode({
		items: [{ message_id: id }],
		credential: used.credential(),
		parameters: { operation: 'download' },
	});
	expect(failure).toEqual([]);
	expect(success).toMatchObject([{ file_key: image }, { file_key: pdf, file_name: 'a.pdf' }]);
});

const downloaded = async (id: string) =>
	await runNode({
		items: [{ message_id: id }],
		credential: used.credential(),
		parameters: { operation: 'download' },
	});

test.each<[string, Fault]>([
	['a page for people', { kind: 'html', httpStatus: 200 }],
	[
		'a page without a type',
		{ kind: 'raw', httpStatus: 200, bytes: '<!doctype html><title>Sign in</title>', headers: {} },
	],
	[
		'JSON that is no answer of Feishu',
		{
			kind: 'raw',
			httpStatus: 200,
			bytes: '{"title":"Forbidden"}',
			headers: { 'content-type': 'application/problem+json' },
		},
	],
])('%s in place of a file is told, and no file is handed on', async (_, fault) => {
	used.feishu.script({ ...fault, route: 'download' });
	const { success, failure } = await downloaded(messageWith('file', { bytes: Buffer.from('a') }));
	expect(success).toEqual([]);
	expect(failure).toMatchObject([{ error: { reason: 'unreadable_answer', http_status: 200 } }]);
});

test('a refusal of Feishu under another type of JSON is the refusal that it is', async () => {
	const bytes = JSON.stringify({ code: 234003, msg: 'File not in msg.' });
	const headers = { 'Content-Type': 'TEXT/JSON; charset=utf-8' };
	used.feishu.script({ route: 'download', kind: 'raw', httpStatus: 200, bytes, headers });
	const { failure } = await downloaded(messageWith('file', { bytes: Buffer.from('a') }));
	expect(failure).toMatchObject([{ error: { reason: 'not_downloadable', code: 234003 } }]);
});

test.each([
	['a page', 'a.html', 'text/html', '<!doctype html><p>Hi</p>'],
	['JSON', 'a.json', 'application/json', '{"code":234003,"msg":"File not in msg."}'],
])('a file that is %s itself is handed out', async (_, name, mimeType, text) => {
	const { items } = await downloaded(
		messageWith('file', { bytes: Buffer.from(text), name, mimeType }),
	);
	expect(items.success).toMatchObject([{ json: { file_name: name, size: text.length } }]);
	expect(atob(items.success[0]?.binary?.data?.data ?? '')).toBe(text);
});

test('a file that breaks off is asked for again', async () => {
	used.feishu.script({ route: 'download', kind: 'truncated' });
	const { success } = await downloaded(messageWith('file', { bytes: Buffer.from('whole') }));
	expect(success).toMatchObject([{ size: 5 }]);
});
