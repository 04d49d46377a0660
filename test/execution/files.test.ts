import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { filesOf } from '../../nodes/Feishu/execution/files';

const helpers = {
	getBinaryDataBuffer: async (index: number, field: string) => Buffer.from(`${field} of ${index}`),
	getBinaryStream: async (id: string) => new Blob([id]).stream(),
	getBinaryMetadata: async (id: string) => ({ fileSize: id.length }),
} as unknown as IExecuteFunctions['helpers'];

const inMemory = (bytes: string, more: Partial<IBinaryData> = {}): IBinaryData => ({
	data: Buffer.from(bytes).toString('base64'),
	mimeType: 'text/plain',
	...more,
});

function fileOf(binary: IBinaryData) {
	const { data } = filesOf({ helpers }, 3, { data: binary });
	if (data === undefined) throw new Error('The file is missing');
	return data;
}

test.each([0, 1, 2, 3, 4])('a file of %d bytes in memory has that size', async (size) => {
	expect(await fileOf(inMemory('x'.repeat(size))).size()).toBe(size);
});

test('n8n is asked for the bytes, and for the size of what it has stored elsewhere', async () => {
	const file = fileOf(inMemory('', { id: 'filesystem-v2:1' }));
	expect(await file.size()).toBe('filesystem-v2:1'.length);
	expect((await file.read()).toString()).toBe('data of 3');
});

test('the first bytes are had without the rest', async () => {
	const inItem = fileOf(inMemory('x'.repeat(5_000)));
	expect((await inItem.start?.())?.toString()).toMatch(/^x{700,999}$/);
	const stored = fileOf(inMemory('', { id: 'filesystem-v2:1' }));
	expect((await stored.start?.())?.toString()).toBe('filesystem-v2:1');
});

test('files in memory are told apart by their bytes, others by their ID and unread', () => {
	const id = (bytes: string, more: Partial<IBinaryData> = {}) => fileOf(inMemory(bytes, more)).id();
	expect(id('one')).toBe(id('one'));
	expect(id('one')).not.toBe(id('two'));
	expect(id('one', { id: 'filesystem-v2:1' })).toBe('filesystem-v2:1');
});

test.each([
	['table', 'csv', 'table.csv'],
	['Report 1.2', 'pdf', 'Report 1.2.pdf'],
	['photo.jpeg', 'jpg', 'photo.jpeg'],
	['a.7z', '7z', 'a.7z'],
	['clip.3gp', '3gp', 'clip.3gp'],
	['no ending', undefined, 'no ending'],
	[undefined, 'png', 'data.png'],
	['', undefined, 'data'],
])('%j that n8n knows as %j is called %j', (fileName, fileExtension, name) => {
	expect(fileOf(inMemory('x', { fileName, fileExtension })).name).toBe(name);
});

test.each([null, undefined, [null], 'x', 7, { none: null, empty: undefined, text: 'x', list: [] }])(
	'no file is in %j, as a Code node may leave it',
	(binary) => {
		expect(filesOf({ helpers }, 0, binary as never)).toEqual({});
	},
);

test('a file stands beside entries that are none', () => {
	const binary = { none: null, data: inMemory('x', { id: '', fileName: 7 as never }) } as never;
	const { data, ...others } = filesOf({ helpers }, 0, binary);
	expect(others).toEqual({});
	expect(data?.name).toBe('data');
});
