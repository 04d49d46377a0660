import type { IBinaryData } from 'n8n-workflow';

import type { Api, Call } from '../../../nodes/Feishu/client/Api';
import type { Feishu } from '../../../nodes/Feishu/client/FeishuClient';
import type { Answer } from '../../../nodes/Feishu/client/http/Answer';
import { failed, failure } from '../../../nodes/Feishu/errors/Failure';
import { download } from '../../../nodes/Feishu/operations/message/download';
import type { Item } from '../../../nodes/Feishu/operations/Operation';
import { anItem } from '../anItem';
import { feishuThat } from '../ran';

const message = (msg_type: string, content: unknown): Answer => ({
	ok: true,
	attempts: 1,
	body: {
		data: { items: [{ message_id: 'om_1', msg_type, body: { content: JSON.stringify(content) } }] },
	},
});

const headers = {
	'content-type': 'application/pdf; charset=binary',
	'content-disposition': "attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf",
};

const file = (more: object = headers): Answer => ({
	ok: true,
	attempts: 1,
	body: {},
	file: { bytes: Buffer.from('words'), headers: { ...more } },
});

/** Downloads the files of an item's one message, and records the requests. */
async function downloaded(
	parameters: Item['parameters'],
	{
		read = message('file', { file_key: 'file_1' }),
		answer = file(),
		...more
	}: Partial<Item> & { read?: Answer; answer?: Answer } = {},
) {
	const { feishu, asked } = feishuThat(() => read);
	const downloads: Array<[Api, Call, number]> = [];
	const client: Feishu = {
		...feishu,
		download: async (...given) => {
			downloads.push(given);
			return answer;
		},
	};
	const stored: unknown[] = [];
	const store = async (bytes: Buffer, name: string, mimeType = 'application/octet-stream') => {
		stored.push([bytes.toString(), name, mimeType]);
		return { data: 'kept', mimeType, fileName: name } satisfies IBinaryData;
	};
	const all = { messageId: 'om_1', binaryPropertyName: 'data', ...parameters };
	const [task] = download.tasks(anItem(all, { store, ...more }));
	if (task === undefined) throw new Error('The item asks for nothing');
	const outcomes = 'refused' in task ? [failed(task.refused)] : await task.run(client);
	return { outcomes, asked, downloads, stored, inOrderOf: task.inOrderOf };
}

test('the file of a message is found in it, and put where n8n keeps files', async () => {
	const { outcomes, asked, downloads, stored } = await downloaded({ options: { timeout: 500 } });
	expect(asked.map(([{ id }, { path }]) => [id, path])).toEqual([
		['im.message.get', '/open-apis/im/v1/messages/om_1'],
	]);
	expect(downloads).toMatchObject([
		[
			{ id: 'im.message_resource.get', method: 'GET', repeat: 'safe' },
			{
				path: '/open-apis/im/v1/messages/om_1/resources/file_1',
				query: { type: 'file' },
				// A second more for each megabyte that may come.
				timeoutMs: 100_500,
			},
			100 * 1_024 * 1_024,
		],
	]);
	expect(stored).toEqual([['words', '报告.pdf', 'application/pdf']]);
	expect(outcomes).toEqual([
		{
			ok: true,
			json: {
				message_id: 'om_1',
				file_key: 'file_1',
				file_name: '报告.pdf',
				mime_type: 'application/pdf',
				size: 5,
			},
			binary: { data: { data: 'kept', mimeType: 'application/pdf', fileName: '报告.pdf' } },
		},
	]);
});

test('a message that is the item itself is not read once more; another one is', async () => {
	const json = { message_id: 'om_1', msg_type: 'image', content: { image_key: 'img_1' } };
	const known = await downloaded({}, { json });
	expect(known.asked).toEqual([]);
	expect(known.downloads[0]?.[1]).toMatchObject({ query: { type: 'image' } });
	expect((await downloaded({}, { json: { ...json, message_id: 'om_2' } })).asked).toHaveLength(1);
	expect((await downloaded({}, { json: { message_id: 'om_1' } })).asked).toHaveLength(1);
	const told = [{}, { text: 'Hi' }, { image_key: '' }, [], 'words', null];
	for (const content of told) {
		const { asked, downloads } = await downloaded({}, { json: { ...json, content } });
		expect([asked.length, downloads.length]).toEqual([1, 1]);
	}
});

test('a key that is given needs no look at the message', async () => {
	const { asked, downloads } = await downloaded({ options: { fileKey: ' img_v3_1 ' } });
	expect(asked).toEqual([]);
	expect(downloads[0]?.[1]).toMatchObject({
		path: '/open-apis/im/v1/messages/om_1/resources/img_v3_1',
		query: { type: 'image' },
	});
});

test('each file of a rich text is an item of its own, and one that fails leaves the others', async () => {
	const content = [
		[
			{ tag: 'img', image_key: 'img_1' },
			{ tag: 'img', image_key: 'img_2' },
		],
	];
	const { outcomes } = await downloaded(
		{ binaryPropertyName: ' picture ' },
		{ read: message('post', { content }) },
	);
	expect(outcomes).toMatchObject([
		{ ok: true, json: { file_key: 'img_1' }, binary: { picture: {} } },
		{ ok: true, json: { file_key: 'img_2' }, binary: { picture: {} } },
	]);
});

test.each([
	['the one in the message', { file_key: 'file_1', file_name: 'a.txt' }, 'a.txt'],
	[
		'the one in the message, without its path',
		{ file_key: 'file_1', file_name: '../..\\a.txt ' },
		'a.txt',
	],
	['its key where that names nothing', { file_key: 'file_1', file_name: '.. ' }, 'file_1'],
	['its key', { file_key: 'file_1' }, 'file_1'],
])('a file without a name of its own has %s', async (_, content, name) => {
	const { stored, outcomes } = await downloaded(
		{},
		{ read: message('file', content), answer: file({}) },
	);
	expect(stored).toEqual([['words', name, 'application/octet-stream']]);
	expect(outcomes).toMatchObject([
		{ json: { file_name: name, mime_type: 'application/octet-stream' } },
	]);
});

test('at most four messages at a time are worked on', async () => {
	const ids = Array.from({ length: 40 }, (_, index) => `om_${index.toString(36)}`);
	const lanes = await Promise.all(
		ids.map(async (messageId) => (await downloaded({ messageId })).inOrderOf),
	);
	expect(new Set(lanes).size).toBe(4);
});

test.each([
	['text', { text: 'Hi' }],
	['sticker', { file_key: 'file_1' }],
	['interactive', { elements: [] }],
	['file', {}],
])('%s %j holds nothing to download, and is told so', async (type, content) => {
	const { outcomes, downloads } = await downloaded({}, { read: message(type, content) });
	expect(outcomes).toMatchObject([{ ok: false, failure: { reason: 'not_downloadable' } }]);
	expect(downloads).toEqual([]);
});

test('what Feishu says of the message or of the file is what comes of it', async () => {
	const gone = failed(failure('message_recalled'));
	expect((await downloaded({}, { read: gone })).outcomes).toEqual([gone]);
	const tooLarge = failed(failure('not_downloadable', { code: 234037 }));
	expect((await downloaded({}, { answer: tooLarge })).outcomes).toEqual([tooLarge]);
	const without: Answer = { ok: true, attempts: 2, body: {} };
	expect((await downloaded({}, { answer: without })).outcomes).toMatchObject([
		{ failure: { reason: 'unreadable_answer', attempts: 2 } },
	]);
});

test('a file that n8n cannot store is a failure that says so', async () => {
	const store = async () => await Promise.reject(new Error('ENOSPC'));
	const { outcomes } = await downloaded({}, { store });
	expect(outcomes).toMatchObject([
		{ failure: { reason: 'not_downloadable', cause: 'has a file that n8n could not store' } },
	]);
});

test.each<[Item['parameters'], string]>([
	[{ messageId: 'oc_1' }, 'invalid_message_id'],
	[{ binaryPropertyName: ' ' }, 'invalid_request'],
	[{ binaryPropertyName: 7 }, 'invalid_request'],
	[{ options: { fileKey: '../x' } }, 'invalid_request'],
	[{ options: { fileKey: 'x/..' } }, 'invalid_request'],
	[{ options: { fileKey: 7 } }, 'invalid_request'],
	[{ options: { fileKey: undefined } }, 'invalid_request'],
	[{ options: { timeout: 0 } }, 'invalid_request'],
])('%j is refused before anything is asked', async (parameters, reason) => {
	const { outcomes, asked, downloads } = await downloaded(parameters);
	expect(outcomes).toMatchObject([{ ok: false, failure: { reason, sent: false } }]);
	expect([...asked, ...downloads]).toEqual([]);
});
