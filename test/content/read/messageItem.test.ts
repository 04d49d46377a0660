import { anything, assert, constantFrom, property } from 'fast-check';

import { messageItem } from '../../../nodes/Feishu/content/read/messageItem';

/** A message as Feishu's answers have it. */
const message = (msg_type: string, content: unknown, more: object = {}) => ({
	message_id: 'om_1',
	msg_type,
	body: { content: typeof content === 'string' ? content : JSON.stringify(content) },
	...more,
});

test('everything stands at the top, and what Feishu left out is left out', () => {
	const sender = { id: 'cli_1', id_type: 'app_id', sender_type: 'app', tenant_key: 't' };
	const given = message(
		'text',
		{ text: 'Hello @_user_1' },
		{
			chat_id: 'oc_1',
			root_id: '',
			sender,
			mentions: [{ key: '@_user_1', id: 'ou_1', id_type: 'open_id', name: 'Tom', tenant_key: 't' }],
			create_time: '1764001815123',
			update_time: '1764001816',
			deleted: false,
			updated: true,
		},
	);
	expect(messageItem(given, '2026log')).toEqual({
		message_id: 'om_1',
		chat_id: 'oc_1',
		msg_type: 'text',
		text: 'Hello @Tom',
		content: { text: 'Hello @_user_1' },
		sender,
		mentions: [{ key: '@_user_1', id: 'ou_1', name: 'Tom' }],
		create_time: '2025-11-24T16:30:15.123Z',
		// One sample of the documentation has seconds.
		update_time: '2025-11-24T16:30:16.000Z',
		deleted: false,
		updated: true,
		log_id: '2026log',
	});
	expect(messageItem({ message_id: 'om_1' })).toEqual({ message_id: 'om_1', text: '' });
	expect(messageItem({ body: { content: 7 } })).toEqual({ text: '' });
});

const ten = Array.from({ length: 10 }, (_, index) => ({
	key: `@_user_${index + 1}`,
	name: `P${index + 1}`,
}));

/** Messages, and the text that a person reads in each of them. */
const texts: Array<[type: string, content: unknown, text: string]> = [
	['text', { text: '@_user_1 @_user_10 @_user_11 @_all' }, '@P1 @P10 @_user_11 @Everyone'],
	['text', { text: '@_allies' }, '@_allies'],
	['text', 'no JSON', 'no JSON'],
	['text', 'null', ''],
	['text', '7', ''],
	['text', { text: 7 }, ''],
	[
		'post',
		{
			title: 'T',
			content: [
				[
					{ tag: 'text', text: 'a ' },
					{ tag: 'a', text: 'b', href: 'https://c' },
					{ tag: 'a', text: 'd' },
				],
				[
					{ tag: 'at', user_id: '@_user_2' },
					{ tag: 'at', user_id: '@_all' },
					{ tag: 'at', user_id: 'all' },
					{ tag: 'at', user_id: 'ou_9', user_name: 'Ann' },
				],
				[{ tag: 'img' }],
				[{ tag: 'media' }, { tag: 'emotion', emoji_type: 'SMILE' }],
				[{ tag: 'hr' }],
				[{ tag: 'code_block', text: 'x = 1' }],
				[{ tag: 'md', text: '**@_user_3**' }],
			],
		},
		'T\na b (https://c)d\n@P2@Everyone@Everyone@Ann\n[image]\n[video][SMILE]\n---\nx = 1\n**@P3**',
	],
	['post', { zh_cn: { title: '', content: [[{ tag: 'text', text: 'a' }], []] } }, 'a\n'],
	[
		'post',
		{
			content: [
				[
					{ tag: 'text', text: 'see:' },
					{ tag: 'code_block', language: 'GO', text: 'x\n\ny\n' },
					{ tag: 'text', text: 'or ' },
					{ tag: 'text', text: 'not' },
					{ tag: 'hr' },
				],
				[{ tag: 'hr' }, { tag: 'text', text: 'end' }],
			],
		},
		'see:\nx\n\ny\nor not\n---\n---\nend',
	],
	['post', { title: 'only a title' }, 'only a title'],
	// Nothing to be seen leaves no blank lines.
	['post', { content: ['x', null, [null]] }, ''],
	['post', { content: [[{ tag: 'at', user_id: 'tom@example.com' }]] }, '@tom@example.com'],
	['image', { image_key: 'img_1' }, '[image]'],
	['file', { file_name: 'a.pdf' }, '[file: a.pdf]'],
	['file', {}, '[file]'],
	['folder', { file_name: 'f' }, '[folder: f]'],
	['audio', { duration: 2_400 }, '[audio 2 s]'],
	['audio', {}, '[audio]'],
	['media', { file_name: 'a.mp4' }, '[video: a.mp4]'],
	['sticker', {}, '[sticker]'],
	['share_chat', {}, '[chat]'],
	['share_user', {}, '[contact]'],
	['merge_forward', 'Merged and Forwarded Message', 'Merged and Forwarded Message'],
	['merge_forward', { content: 'Merged' }, 'Merged'],
	['merge_forward', {}, '[merged messages]'],
	[
		'calendar',
		{ summary: 'S', start_time: '1764001815123' },
		'[event: S] 2025-11-24T16:30:15.123Z',
	],
	['general_calendar', { start_time: 'x' }, '[event]'],
	['share_calendar_event', { summary: 'S', start_time: '9e99' }, '[event: S]'],
	['calendar', { summary: 'S' }, '[event: S]'],
	['location', { name: 'Here' }, '[location: Here]'],
	[
		'todo',
		{ summary: { title: '', content: [[{ tag: 'text', text: 'Do it' }]] } },
		'[task: Do it]',
	],
	['todo', {}, '[task]'],
	['vote', { topic: 'Lunch?', options: ['12', '13'] }, '[vote: Lunch?]\n12\n13'],
	['vote', { topic: 'Lunch?' }, '[vote: Lunch?]'],
	['video_chat', { topic: 'Daily' }, '[meeting: Daily]'],
	['hongbao', {}, '[red packet]'],
	[
		'system',
		{
			template: '{from_user} invited {to_chatters} to {x}',
			from_user: ['A'],
			to_chatters: ['B', 'C'],
		},
		'A invited B, C to {x}',
	],
	['system', { template: '{name} has left', name: 'A' }, 'A has left'],
	['system', { divider_text: { text: 'Today' } }, 'Today'],
	['unheard_of', { text: 'still a text' }, 'still a text'],
	[
		'interactive',
		{
			title: 'T',
			elements: [
				[
					{ tag: 'text', text: 'a' },
					{ tag: 'a', text: 'b' },
				],
				[{ tag: 'button', text: 'OK' }],
			],
		},
		'T\nab\nOK',
	],
	[
		'interactive',
		{
			schema: '2.0',
			config: { summary: { tag: 'plain_text', content: 'hidden' } },
			header: { title: { tag: 'plain_text', content: 'T' } },
			body: {
				elements: [
					{ tag: 'markdown', content: '**a**' },
					{
						tag: 'button',
						text: { tag: 'plain_text', content: 'OK' },
						value: { tag: 'plain_text', content: 'no' },
					},
				],
			},
		},
		'T\n**a**\nOK',
	],
	// A line for each element of a card, one for all that stands in a line of a simplified one.
	[
		'interactive',
		{
			body: {
				elements: [
					{ tag: 'markdown', content: 'a <at id=ou_1></at>' },
					{ tag: 'markdown', content: 'b <at id="all"></at>' },
				],
			},
			header: { title: { tag: 'plain_text', content: 'T' } },
		},
		'T\na @ou_1\nb @Everyone',
	],
	[
		'interactive',
		{
			elements: [
				[
					{ tag: 'text', text: 'Hello ' },
					{ tag: 'at', user_id: '@_user_2' },
					{ tag: 'img', image_key: 'img_1' },
					{ tag: 'at', user_id: 'all' },
				],
			],
			title: 'T',
		},
		'T\nHello @P2[image]@Everyone',
	],
	['interactive', { user_dsl: '{"elements":[{"tag":"markdown","content":"a"}]}' }, 'a'],
	// Of an image that stands in a card as it was sent, there are words.
	[
		'interactive',
		{ elements: [{ tag: 'img', img_key: 'i', alt: { tag: 'plain_text', content: 'A chart' } }] },
		'A chart',
	],
	[
		'interactive',
		{ elements: [{ tag: 'markdown', content: 'a <at user_id="@_user_2">Tom</at>' }] },
		'a @P2',
	],
	// Parts of a card that show no text to a person leave no line.
	[
		'interactive',
		{
			elements: [
				null,
				{ tag: 'my_text', text: 'no' },
				{ tag: 'texts', text: 'no' },
				{ tag: 'my_markdown', content: 'no' },
				{ tag: 'markdowns', content: 'no' },
				{ tag: 'icon', image_key: 'no' },
				{ tag: 'markdown', content: ' ' },
				[],
				{ tag: 'markdown', content: 'yes' },
			],
		},
		'yes',
	],
	['interactive', { user_dsl: '{' }, '[card]'],
	['interactive', { type: 'template', data: { template_id: 'AAq1' } }, '[card]'],
];

test.each(texts)('%s %j reads as %j', (type, content, text) => {
	expect(messageItem(message(type, content, { mentions: ten })).text).toBe(text);
});

test('of a message that is gone, nothing is left, though Feishu says in its place that it is', () => {
	const gone = { deleted: true, body: { content: 'This message was recalled' } };
	expect(messageItem({ ...message('text', {}), ...gone })).toEqual({
		message_id: 'om_1',
		msg_type: 'text',
		text: '',
		deleted: true,
	});
});

test('events have the ID of a mentioned person as an object', () => {
	const mentions = [
		{ key: '@_user_1', id: { open_id: 'ou_1', user_id: '' }, name: 'Tom' },
		{ key: '@_user_2' },
		{},
		null,
	];
	expect(messageItem(message('text', '{}', { mentions })).mentions).toEqual([
		{ key: '@_user_1', id: 'ou_1', name: 'Tom' },
		{ key: '@_user_2' },
	]);
	expect(messageItem(message('text', '{}', { mentions: 'none' }))).not.toHaveProperty('mentions');
});

test('of a card, so much is read as anybody would read', () => {
	const lines = (card: object) =>
		(messageItem(message('interactive', card)).text as string).split('\n');
	const element = { tag: 'markdown', content: 'a' };
	expect(lines({ elements: Array.from({ length: 3_000 }, () => element) })).toHaveLength(1_998);
	expect(lines({ elements: Array.from({ length: 300_000 }, () => null) })).toEqual(['[card]']);
	const deep = `${'['.repeat(3_000)}${JSON.stringify(element)}${']'.repeat(3_000)}`;
	expect(lines({ elements: JSON.parse(deep) as unknown })).toEqual(['[card]']);
});

test('content of great depth stays a text, which n8n can store', () => {
	const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
	expect(messageItem(message('text', nested(200))).content).toEqual(JSON.parse(nested(200)));
	expect(messageItem(message('text', nested(201))).content).toBe(nested(201));
});

test('the odd gives an odd item at worst, never a failure', () => {
	const types = constantFrom(...new Set(texts.map(([type]) => type)));
	assert(
		property(types, anything(), anything(), (type, content, mentions) => {
			const item = messageItem({ msg_type: type, body: { content }, mentions });
			expect(typeof item.text).toBe('string');
			const asJson = JSON.stringify(content) as string | undefined;
			expect(typeof messageItem(message(type, asJson ?? '', { mentions })).text).toBe('string');
			expect(typeof messageItem(content).text).toBe('string');
		}),
		{ numRuns: 1_000 },
	);
});
