import type { Sample } from './Sample';
import { cli, contents, javaSdk, larkim, nodeSdk } from './sources';

const event = {
	summary: 'A meeting',
	start_time: '1608265395000',
	end_time: '1608267015000',
};
const eventText = '[event: A meeting] 2020-12-18T04:23:15.000Z';

const system = (of: string, content: object, text: string, source = contents): Sample => ({
	of,
	source,
	type: 'system',
	content,
	text,
});

const files: Sample[] = [
	{
		of: 'an image',
		source: contents,
		type: 'image',
		content: { image_key: 'img_1' },
		text: '[image]',
		files: [{ key: 'img_1', kind: 'image' }],
	},
	{
		of: 'a file',
		source: contents,
		type: 'file',
		content: { file_key: 'file_1', file_name: 'test.txt' },
		text: '[file: test.txt]',
		files: [{ key: 'file_1', kind: 'file', name: 'test.txt' }],
	},
	{
		of: 'a folder, which Feishu does not hand out',
		source: contents,
		type: 'folder',
		content: { file_key: 'file_1', file_name: 'a folder' },
		text: '[folder: a folder]',
	},
	{
		of: 'a voice message',
		source: contents,
		type: 'audio',
		content: { file_key: 'file_1', duration: 2_000 },
		text: '[audio 2 s]',
		files: [{ key: 'file_1', kind: 'file' }],
	},
	...['media', 'video'].map(
		(type): Sample => ({
			of: 'a video with its cover',
			source: type === 'media' ? contents : cli,
			type,
			content: { file_key: 'file_1', image_key: 'img_1', file_name: 'a.mp4', duration: 2_000 },
			text: '[video: a.mp4]',
			files: [{ key: 'file_1', kind: 'file', name: 'a.mp4' }],
		}),
	),
	{
		of: 'a sticker, which Feishu does not hand out',
		source: contents,
		type: 'sticker',
		content: { file_key: 'file_1' },
		text: '[sticker]',
	},
];

const ofCards: Sample[] = [
	...['share_calendar_event', 'calendar'].map(
		(type): Sample => ({
			of: 'an event',
			source: contents,
			type,
			content: event,
			text: eventText,
		}),
	),
	{
		of: 'an event with its IDs',
		source: cli,
		type: 'general_calendar',
		content: { ...event, open_calendar_id: 'cal_1', open_event_id: 'evt_1', share_token: 'cse_1' },
		text: eventText,
	},
	{
		of: 'a chat',
		source: contents,
		type: 'share_chat',
		content: { chat_id: 'oc_1' },
		text: '[chat]',
	},
	{
		of: 'a person',
		source: contents,
		type: 'share_user',
		content: { user_id: 'ou_1' },
		text: '[contact]',
	},
	{
		of: 'a place',
		source: contents,
		type: 'location',
		content: { name: 'A city', longitude: '116.4', latitude: '39.9' },
		text: '[location: A city]',
	},
	{
		of: 'a call',
		source: contents,
		type: 'video_chat',
		content: { topic: 'Daily', start_time: '1623124523829' },
		text: '[meeting: Daily]',
	},
	{
		of: 'a task',
		source: contents,
		type: 'todo',
		content: {
			task_id: 'acd096a5',
			summary: { title: '', content: [[{ tag: 'text', text: 'Eat more fruit.' }]] },
			due_time: '1623124318000',
		},
		text: '[task: Eat more fruit.]',
	},
	{
		of: 'a task with a title, and somebody in it',
		source: javaSdk,
		type: 'todo',
		content: {
			summary: { title: 'Milk', content: [[{ tag: 'at', user_id: '@_user_1' }]] },
		},
		mentions: [{ key: '@_user_1', id: 'ou_1', name: 'Tom' }],
		text: '[task: Milk\n@Tom]',
	},
	{
		of: 'a vote',
		source: contents,
		type: 'vote',
		content: { topic: 'Lunch?', options: ['at 12', 'at 13', 'never'] },
		text: '[vote: Lunch?]\nat 12\nat 13\nnever',
	},
	{
		of: 'a red packet',
		source: contents,
		type: 'hongbao',
		content: { text: '[红包]' },
		text: '[red packet]',
	},
	{
		of: 'a red packet with a wish',
		source: cli,
		type: 'hongbao',
		content: { text: '恭喜发财' },
		text: '[red packet: 恭喜发财]',
	},
	...['Merged and Forwarded Message', { content: 'Merged and Forwarded Message' }].map(
		(content): Sample => ({
			of: 'a merged forward without what it holds',
			source: contents,
			type: 'merge_forward',
			content,
			text: 'Merged and Forwarded Message',
		}),
	),
];

const bySystem: Sample[] = [
	system(
		'people who were invited',
		{
			template: '{from_user} invited {to_chatters} to this chat.',
			from_user: ['A bot'],
			to_chatters: ['Sam', 'John', 'Mary'],
		},
		'A bot invited Sam, John, Mary to this chat.',
	),
	system(
		'a divider',
		{
			template: '{divider_text}',
			from_user: [],
			to_chatters: [],
			divider_text: {
				text: 'New Session',
				i18n_text: { zh_cn: '新话题', en_us: 'New Session' },
			},
		},
		'New Session',
	),
	system(
		'nobody who is named',
		{
			template: '{from_user} invited {to_chatters} to the group.',
			from_user: [],
			to_chatters: ['', 'Ann'],
			divider_text: {},
		},
		'invited Ann to the group.',
		larkim,
	),
	system(
		'somebody, and nobody else',
		{ template: '{from_user} removed {to_chatters}.', from_user: ['Ann'], to_chatters: [] },
		'Ann removed.',
		larkim,
	),
	system(
		'places that only its template knows',
		{
			template: '{from_user} renamed the group to "{group_name}".',
			from_user: ['Ann'],
			to_chatters: [],
		},
		'Ann renamed the group to "{group_name}".',
		larkim,
	),
	system(
		'values of its own',
		{ template: 'Hello {name}, welcome to {place}', name: 'Ann', place: 'here' },
		'Hello Ann, welcome to here',
		nodeSdk,
	),
	system(
		'the end of a call, of which nothing is said',
		{ template: ' ', from_user: [], to_chatters: [], divider_text: {} },
		'[system message]',
		larkim,
	),
];

/** Feishu adds types; these are none of its own, and some are what every object of JavaScript knows. */
const unknown: Sample[] = [
	...['unheard_of', 'valueOf', 'toString', 'constructor', '__proto__', 'hasOwnProperty'].flatMap(
		(type): Sample[] => [
			{ of: 'no text', source: cli, type, content: { key: 'x' }, text: `[${type}]` },
			{ of: 'a list', source: cli, type, content: [], text: `[${type}]` },
			{ of: 'a text', source: nodeSdk, type, content: { text: 'a text' }, text: 'a text' },
		],
	),
];

export const others: Sample[] = [...files, ...ofCards, ...bySystem, ...unknown];
