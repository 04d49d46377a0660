import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { filesOf } from '../../nodes/Feishu/execution/files';

const unused = async () => await Promise.reject(new Error('n8n holds this file in the item'));
const helpers = {
	getBinaryStream: unused,
	binaryToBuffer: unused,
	getBinaryMetadata: unused,
} as unknown as IExecuteFunctions['helpers'];

const inMemory = (bytes: string, more: Partial<IBinaryData> = {}): IBinaryData => ({
	data: Buffer.from(bytes).toString('base64'),
	mimeType: 'text/plain',
	...more,
});

function fileOf(binary: IBinaryData) {
	const { data } = filesOf({ helpers }, { data: binary });
	if (data === undefined) throw new Error('The file is missing');
	return data;
}

test.each([0, 1, 2, 3, 4])(
	'a file of %d bytes in memory has that size and these bytes',
	async (size) => {
		const bytes = 'x'.repeat(size);
		const file = fileOf(inMemory(bytes));
		expect(await file.size()).toBe(size);
		expect((await file.read()).toString()).toBe(bytes);
	},
);

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
