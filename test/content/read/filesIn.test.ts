import { anything, assert, constantFrom, property } from 'fast-check';

import { fileOfKey, filesIn } from '../../../nodes/Feishu/content/read/filesIn';

test.each([
	['image', { image_key: 'img_1' }, [{ key: 'img_1', kind: 'image' }]],
	[
		'file',
		{ file_key: 'file_1', file_name: '报告.pdf' },
		[{ key: 'file_1', kind: 'file', name: '报告.pdf' }],
	],
	['audio', { file_key: 'file_1', duration: 2_000 }, [{ key: 'file_1', kind: 'file' }]],
	[
		'media',
		{ file_key: 'file_1', image_key: 'img_cover', file_name: 'a.mp4' },
		[{ key: 'file_1', kind: 'file', name: 'a.mp4' }],
	],
	[
		'post',
		{
			title: 'T',
			content: [
				[
					{ tag: 'text', text: 'a' },
					{ tag: 'img', image_key: 'img_1' },
				],
				[{ tag: 'media', file_key: 'file_2', image_key: 'img_cover' }],
			],
		},
		[
			{ key: 'img_1', kind: 'image' },
			{ key: 'file_2', kind: 'file' },
		],
	],
	[
		'post',
		{ zh_cn: { content: [[{ tag: 'img', image_key: 'img_1' }]] } },
		[{ key: 'img_1', kind: 'image' }],
	],
	['post', { content: [null, ['x', null, { tag: 'img' }]] }, []],
	['image', { image_key: 7 }, []],
	['file', {}, []],
	['text', { text: 'a', file_key: 'file_1' }, []],
	['sticker', { file_key: 'file_1' }, []],
	['folder', { file_key: 'file_1' }, []],
	['interactive', { elements: [[{ tag: 'img', image_key: 'img_1' }]] }, []],
	['image', 'no JSON', []],
	['image', undefined, []],
])('%s %j holds %j', (type, content, files) => {
	expect(filesIn(type, content)).toEqual(files);
});

test('a key alone says as what it is asked for', () => {
	expect(fileOfKey('img_v3_1')).toEqual({ key: 'img_v3_1', kind: 'image' });
	expect(fileOfKey('file_v3_1')).toEqual({ key: 'file_v3_1', kind: 'file' });
});

test('whatever a message holds, nothing throws, and each file has a key', () => {
	assert(
		property(constantFrom('image', 'file', 'post', 'media', 'x'), anything(), (type, content) => {
			for (const { key } of filesIn(type, content)) expect(key).not.toBe('');
		}),
	);
});
