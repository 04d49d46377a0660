import type { Sample } from './Sample';
import {
	ccConnect,
	cli,
	cliFiles,
	contents,
	hermes,
	hermesFiles,
	javaSdk,
	nodeSdk,
	openClaw,
	plugin,
	pythonSdk,
} from './sources';

const tom = { key: '@_user_1', id: 'ou_1', name: 'Tom' };
const words = (text: string) => [{ tag: 'text', text, style: [] }];
const markdown = (text: string) => [[{ tag: 'md', text }]];
const pdf = { file_key: 'file_v3_1', file_name: 'a.pdf', is_folder: false };
const pdfInMessage = { key: 'file_v3_1', kind: 'file' as const, name: 'a.pdf' };
const image = (key: string) => ({ key, kind: 'image' as const });

const elements: Sample[] = [
	{
		of: 'all elements of the documentation',
		source: contents,
		type: 'post',
		content: {
			title: 'A title',
			content: [
				[
					{ tag: 'text', text: 'First line: ', style: ['bold', 'underline'] },
					{ tag: 'a', href: 'https://x.example/', text: 'a link', style: ['italic'] },
					{ tag: 'at', user_id: '@_user_1', user_name: '', style: [] },
				],
				[{ tag: 'img', image_key: 'img_1' }],
				[...words('Second line:'), ...words(' a test')],
				[{ tag: 'img', image_key: 'img_1' }],
				[{ tag: 'media', file_key: 'file_v2_1', image_key: 'img_cover' }],
				[{ tag: 'emotion', emoji_type: 'SMILE' }],
				[{ tag: 'hr' }],
				[{ tag: 'code_block', language: 'GO', text: 'func main() {\n\treturn\n}' }],
			],
		},
		mentions: [tom],
		text: 'A title\nFirst line: a link (https://x.example/)@Tom\n[image]\nSecond line: a test\n[image]\n[video]\n[SMILE]\n---\nfunc main() {\n\treturn\n}',
		files: [image('img_1'), { key: 'file_v2_1', kind: 'file' }],
	},
	{
		of: 'links whose text is their address, or has none',
		source: nodeSdk,
		type: 'post',
		content: {
			title: '',
			content: [
				[{ tag: 'a', href: 'https://x.example/' }],
				[{ tag: 'a', href: 'https://x.example/', text: '' }],
				[{ tag: 'a', href: 'https://x.example/', text: 'https://x.example/', style: [] }],
				[{ tag: 'a', href: 'mailto:tom@x.example', text: 'tom@x.example' }],
				[{ tag: 'a', text: 'a text alone' }],
			],
		},
		text: 'https://x.example/\nhttps://x.example/\nhttps://x.example/\ntom@x.example\na text alone',
	},
	{
		of: 'people by key, by ID, and by name alone, and everyone',
		source: nodeSdk,
		type: 'post',
		content: {
			title: '',
			content: [
				[
					{ tag: 'at', user_id: '@_user_1', user_name: '' },
					{ tag: 'at', user_id: 'ou_1' },
					{ tag: 'at', user_id: 'ou_2', user_name: 'Ann' },
					{ tag: 'at', user_name: 'Bob' },
					{ tag: 'at', user_id: 'ou_3' },
					{ tag: 'at', user_id: 'all' },
					{ tag: 'at', user_id: '@_all', user_name: '所有人' },
				],
			],
		},
		mentions: [tom],
		text: '@Tom@Tom@Ann@Bob@ou_3@Everyone@Everyone',
	},
	{
		of: 'languages around it',
		source: cli,
		type: 'post',
		content: {
			zh_cn: { title: 'Weekly Update', content: [words('Hello')] },
			en_us: { title: 'Weekly Update', content: [[{ tag: 'img', image_key: 'img_1' }]] },
		},
		text: 'Weekly Update\nHello',
		files: [image('img_1')],
	},
	{
		of: 'the elements of one paragraph without the paragraph',
		source: hermes,
		type: 'post',
		content: { content: [...words('one '), ...words('line')] },
		text: 'one line',
	},
	{
		of: 'a title and nothing below it',
		source: contents,
		type: 'post',
		content: { title: 'A title', content: [[]], content_v2: [[]] },
		text: 'A title',
	},
];

const withFiles: Sample[] = [
	{
		of: 'a file that was sent together with a text',
		source: ccConnect,
		type: 'post',
		content: {
			title: '',
			content: [words('please look')],
			content_v2: [words('please look')],
			files: [pdf],
		},
		text: 'please look\n[file: a.pdf]',
		files: [pdfInMessage],
	},
	{
		of: 'files, and an image between the words',
		source: openClaw,
		type: 'post',
		content: {
			title: '',
			content: [words('please look'), [{ tag: 'img', image_key: 'img_1', width: 10, height: 10 }]],
			files: [pdf, { file_key: 'file_v3_2', file_name: 'b.zip', is_folder: false }],
		},
		text: 'please look\n[image]\n[file: a.pdf]\n[file: b.zip]',
		files: [image('img_1'), pdfInMessage, { key: 'file_v3_2', kind: 'file', name: 'b.zip' }],
	},
	{
		of: 'files without a word',
		source: hermes,
		type: 'post',
		content: { title: '', content: [[]], content_v2: [[]], files: [pdf] },
		text: '[file: a.pdf]',
		files: [pdfInMessage],
	},
	{
		of: 'a file and a folder beside a language',
		source: pythonSdk,
		type: 'post',
		content: {
			zh_cn: { title: 'Docs', content: [words('see below')] },
			files: [
				{ file_key: 'file_v3_1', file_name: 'a.pdf' },
				{ file_key: 'file_v3_2', file_name: 'assets', is_folder: true },
			],
		},
		text: 'Docs\nsee below\n[file: a.pdf]\n[folder: assets]',
		files: [pdfInMessage],
	},
	{
		of: 'files within a language, and the same beside it',
		source: hermes,
		type: 'post',
		content: {
			post: { zh_cn: { content: [words('see below')], files: [pdf] } },
			files: [pdf],
		},
		text: 'see below\n[file: a.pdf]',
		files: [pdfInMessage],
	},
	{
		of: 'a file among the elements',
		source: hermesFiles,
		type: 'post',
		content: {
			title: '',
			content: [words('see'), [{ tag: 'file', file_key: 'file_v3_1', file_name: 'a.pdf' }]],
		},
		text: 'see\n[file: a.pdf]',
		files: [pdfInMessage],
	},
	{
		of: 'a file without a name, one without a key, and an image',
		source: cliFiles,
		type: 'post',
		content: {
			zh_cn: { content: [words('hi')] },
			files: [{ file_key: 'file_v3_1' }, { file_name: 'no key' }, {}, { file_key: 'img_v3_1' }],
		},
		text: 'hi\n[file]\n[file: no key]\n[file]',
		files: [{ key: 'file_v3_1', kind: 'file' }, image('img_v3_1')],
	},
];

const inMarkdown: Sample[] = [
	{
		of: 'an image that is only in the Markdown',
		source: plugin,
		type: 'post',
		content: { title: '', content: [words('x')], content_v2: markdown('x ![image](img_v3_1)') },
		text: 'x',
		files: [image('img_v3_1')],
	},
	{
		of: 'Markdown alone',
		source: javaSdk,
		type: 'post',
		content: {
			zh_cn: {
				content_v2: markdown('<at user_id="ou_1">Tom</at> hello ![image](img_v3_1)'),
			},
		},
		text: '@Tom hello [image]',
		files: [image('img_v3_1')],
	},
	{
		of: 'people in Markdown, by key and by ID',
		source: javaSdk,
		type: 'post',
		content: {
			content: [],
			content_v2: markdown(
				'**<at user_id="@_user_1"></at>** @_user_1 <at id=ou_1></at> <at user_id="all"></at> <at ids=ou_1,ou_2></at>',
			),
		},
		mentions: [tom],
		text: '**@Tom** @Tom @Tom @Everyone @Tom @ou_2',
	},
	{
		of: 'images of elsewhere, and one of Feishu twice',
		source: plugin,
		type: 'post',
		content: {
			content: [[]],
			content_v2: markdown(
				'![a](img_v3_1) ![b](https://x.example/y.png) ![](img_v3_1 "title") ![c](img_v3_2)',
			),
		},
		text: '[image] ![b](https://x.example/y.png) [image] [image]',
		files: [image('img_v3_1'), image('img_v3_2')],
	},
	{
		of: 'code, in which nothing is an image or a mention',
		source: plugin,
		type: 'post',
		content: {
			content_v2: markdown(
				'Before `![a](img_1)`\n```md\n<at user_id="ou_1">Tom</at>\n![a](img_2)\n```\n~~~\n![a](img_3)\n~~~\nAfter ![a](img_4)',
			),
		},
		text: 'Before `![a](img_1)`\n```md\n<at user_id="ou_1">Tom</at>\n![a](img_2)\n```\n~~~\n![a](img_3)\n~~~\nAfter [image]',
		files: [image('img_4')],
	},
	{
		of: 'the same image in both, and headings and lists',
		source: plugin,
		type: 'post',
		content: {
			title: 'T',
			content: [[{ tag: 'img', image_key: 'img_1' }]],
			content_v2: markdown('## Heading\n- item ![image](img_1)'),
			files: [pdf],
		},
		text: 'T\n[image]\n[file: a.pdf]',
		files: [image('img_1'), pdfInMessage],
	},
];

export const posts: Sample[] = [...elements, ...withFiles, ...inMarkdown];
