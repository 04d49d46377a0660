import type { UploadSeed } from './assets';
import type { MessageSeed } from './messageSeeds';
import { useStandIn } from './useStandIn';

const used = useStandIn();

/** A message with a file that another person has uploaded, and the file's key. */
function messageWith(kind: 'image' | 'file', seed: MessageSeed = {}, file: UploadSeed = {}) {
	const { key } = used.world.addUpload({ kind, ...file });
	const content = JSON.stringify({ [`${kind}_key`]: key });
	return { key, id: used.world.sendMessage({ type: kind, content, ...seed }) };
}

const download = async (id: string, key: string, type: string, range?: string) =>
	await used.client.api(`/im/v1/messages/${id}/resources/${key}?type=${type}`, {
		headers: range ? { range } : {},
	});

test('gives the bytes, with their name and type', async () => {
	const { id, key } = messageWith(
		'file',
		{},
		{ bytes: Buffer.from('words'), name: '报告.pdf', mimeType: 'application/pdf' },
	);
	const { status, text, headers } = await download(id, key, 'file');
	expect({ status, text }).toEqual({ status: 200, text: 'words' });
	expect(headers.get('content-type')).toBe('application/pdf');
	expect(headers.get('content-disposition')).toContain("filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf");
});

test('gives a part that is asked for', async () => {
	const { id, key } = messageWith('file', {}, { bytes: Buffer.from('0123456789') });
	const { status, text, headers } = await download(id, key, 'file', 'bytes=2-5');
	expect({ status, text }).toEqual({ status: 206, text: '2345' });
	expect(headers.get('content-range')).toBe('bytes 2-5/10');
	expect((await download(id, key, 'file', 'bytes=8-')).text).toBe('89');
});

test('gives the images of posts', async () => {
	const { key } = used.world.addUpload({ kind: 'image', bytes: Buffer.from('picture') });
	const post = { zh_cn: { content: [[{ tag: 'img', image_key: key }]] } };
	const id = used.world.sendMessage({ type: 'post', content: JSON.stringify(post) });
	expect((await download(id, key, 'image')).text).toBe('picture');
});

test('gives what was uploaded, and as much as a large upload had', async () => {
	const form = new FormData();
	const bytes = Buffer.alloc(1024 * 1024, 'x');
	form.append('file_type', 'stream');
	form.append('file_name', 'x.bin');
	form.append('file', new Blob([bytes], { type: 'application/octet-stream' }), 'x.bin');
	const { json } = await used.upload('files', form);
	const { file_key: key } = json.data as { file_key: string };
	const id = used.world.sendMessage({ type: 'file', content: JSON.stringify({ file_key: key }) });
	expect((await download(id, key, 'file')).bytes).toHaveLength(bytes.length);
});

describe('is refused', () => {
	const cases: Array<[why: string, code: number, seed: () => ReturnType<typeof messageWith>]> = [
		[
			'for a key of another message',
			234003,
			() => ({ ...messageWith('file'), key: messageWith('file').key }),
		],
		[
			'where the bot is not in the chat',
			234004,
			() => messageWith('file', { chat: used.world.addChat({ botIn: false }) }),
		],
		[
			'in an external group',
			234009,
			() => messageWith('file', { chat: used.world.addChat({ external: true }) }),
		],
		['above 100 MB', 234037, () => messageWith('file', {}, { size: 100 * 1024 * 1024 + 1 })],
		[
			'in a restricted chat',
			234038,
			() => messageWith('file', { chat: used.world.addChat({ restricted: true }) }),
		],
		[
			'for what the bot cannot see',
			234040,
			() => messageWith('file', { hiddenFrom: [used.world.app] }),
		],
		['for a sticker', 234043, () => messageWith('file', { type: 'sticker' })],
		['for a card', 234043, () => messageWith('image', { type: 'interactive' })],
		[
			'in a merged forward',
			234043,
			() => messageWith('file', { upper: used.world.add({ type: 'merge_forward' }) }),
		],
	];

	test.each(cases)('%s (%i)', async (_why, code, seed) => {
		const { id, key } = seed();
		const type = key.startsWith('img') ? 'image' : 'file';
		const { status, json } = await download(id, key, type);
		expect({ status, code: json.code }).toEqual({ status: 400, code });
		expect(json.msg).toBeTruthy();
	});

	test('once the message is recalled', async () => {
		const { id, key } = messageWith('file');
		await used.client.recall(id);
		expect((await download(id, key, 'file')).json.code).toBe(230110);
	});

	test('as another type than it is, or as none', async () => {
		const { id, key } = messageWith('file');
		expect((await download(id, key, 'image')).json.code).toBe(234003);
		expect((await download(id, key, 'video')).json).toMatchObject({
			code: 234001,
			msg: 'Invalid request param.',
		});
	});

	test('with 401, when the file is gone', async () => {
		const { id, key } = messageWith('file');
		used.world.uploads.delete(key);
		expect(await download(id, key, 'file')).toMatchObject({ status: 401, json: { code: 234002 } });
	});
});
