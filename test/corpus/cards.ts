import type { Sample } from './Sample';

const components = 'https://open.feishu.cn/document/feishu-cards/card-json-v2-components';
const languages =
	'https://open.feishu.cn/document/feishu-cards/configure-multi-language-content-for-cards';
const contents =
	'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v1/message/message_content';
const events = 'https://github.com/larksuite/cli/pull/1480';
const tags = 'https://github.com/larksuite/cli/pull/1419';

const plain = (content: string, more: object = {}) => ({ tag: 'plain_text', content, ...more });
const markdown = (content: string) => ({ tag: 'markdown', content });
const header = (title: string) => ({ title: plain(title) });
/** A card of schema 2.0. */
const card = (...elements: object[]) => ({ schema: '2.0', body: { elements } });
const button = (text: string, more: object = {}) => ({ tag: 'button', text: plain(text), ...more });
const options = [
	{ text: plain('Red'), value: 'r' },
	{ text: plain('Blue'), value: 'b' },
];

const tom = { key: '@_user_1', id: 'ou_1', name: 'Tom' };
const ann = { key: '@_user_2', id: 'ou_2', name: 'Ann' };

/** A card of one element. */
const element = (
	of: string,
	content: object,
	text: string,
	more: Partial<Sample> = {},
): Sample => ({
	of,
	source: components,
	type: 'interactive',
	content: card(content),
	text,
	...more,
});

/** A card of one text in Markdown. */
const inMarkdown = (of: string, content: string, text: string, more: Partial<Sample> = {}) =>
	element(of, markdown(content), text, { source: tags, ...more });

/** Parts of a card that are no texts. */
const parts: Sample[] = [
	{
		of: 'a table below a title',
		source: `${components}/content-components/table`,
		type: 'interactive',
		content: {
			header: header('Report'),
			elements: [
				{
					tag: 'table',
					columns: [{ name: 'c', display_name: 'Customer', data_type: 'text' }],
					rows: [{ c: 'ACME' }],
				},
			],
		},
		text: 'Report\nCustomer\nACME',
	},
	element(
		'a table with values of every kind',
		{
			tag: 'table',
			columns: [
				{ name: 'name', display_name: 'Name', data_type: 'text' },
				{ name: 'link', display_name: 'Link', data_type: 'lark_md' },
				{ name: 'size', display_name: 'Size', data_type: 'options' },
				{
					name: 'sum',
					display_name: 'Sum',
					data_type: 'number',
					format: { symbol: '¥', precision: 2, separator: true },
				},
				{ name: 'who', display_name: 'Who', data_type: 'persons' },
				{ name: 'when', display_name: 'When', data_type: 'date', date_format: 'YYYY/MM/DD' },
				{ name: 'note', display_name: 'Note', data_type: 'markdown' },
			],
			rows: [
				{
					name: 'ACME',
					link: "<font color='red'>late</font>",
					size: [
						{ text: 'S', color: 'blue' },
						{ text: 'M', color: 'red' },
					],
					sum: 1234567.5,
					who: ['ou_1', 'ou_3'],
					when: 1699341315000,
					note: '![](img_v3_1)',
					other: 'no column has it',
				},
				{ name: 'Globex', sum: 0, who: 'ou_2' },
			],
		},
		'Name | Link | Size | Sum | Who | When | Note\n' +
			'ACME | late | S, M | ¥1,234,567.50 | Tom, ou_3 | 2023-11-07T07:15:15.000Z | [image]\n' +
			'Globex | ¥0.00 | Ann',
		{ source: `${components}/content-components/table`, mentions: [tom, ann] },
	),
	element('an image without words', { tag: 'img', img_key: 'img_v3_1', alt: plain('') }, '[image]'),
	element(
		'an image with a title',
		{ tag: 'img', img_key: 'img_v3_1', title: plain('Sales'), alt: plain('A chart') },
		'Sales\nA chart',
	),
	element(
		'several images',
		{ tag: 'img_combination', img_list: [{ img_key: 'img_v3_1' }, { img_key: 'img_v3_2' }] },
		'[image][image]',
	),
	element('a person', { tag: 'person', user_id: 'ou_1', show_name: true }, 'Tom', {
		mentions: [tom],
	}),
	element('a person whom nobody names', { tag: 'person', user_id: 'ou_1' }, 'ou_1'),
	element(
		'several people',
		{ tag: 'person_list', persons: [{ id: 'ou_1' }, { id: 'ou_3' }] },
		'Tom, ou_3',
		{ mentions: [tom] },
	),
	element(
		'a chart',
		{
			tag: 'chart',
			chart_spec: {
				type: 'bar',
				title: { text: 'Sales' },
				data: { values: [{ x: 'Jan', y: 1 }] },
			},
		},
		'Sales',
	),
	element('a chart without a title', { tag: 'chart', chart_spec: { type: 'pie' } }, '[chart]'),
	element(
		'columns and a panel that is folded up',
		{
			tag: 'column_set',
			columns: [
				{ tag: 'column', elements: [markdown('left')] },
				{
					tag: 'column',
					elements: [
						{
							elements: [markdown('inside')],
							tag: 'collapsible_panel',
							expanded: false,
							header: { title: plain('More'), icon: { tag: 'standard_icon', token: 'down' } },
						},
					],
				},
			],
		},
		'left\nMore\ninside',
	),
	element(
		'a form',
		{
			tag: 'form',
			name: 'form',
			elements: [
				{ tag: 'input', name: 'why', label: plain('Reason'), placeholder: plain('Type here') },
				{ tag: 'input', default_value: 'as before' },
				{ tag: 'input', input_type: 'password', default_value: 'secret' },
				{ tag: 'select_static', placeholder: plain('Color'), options },
				{ tag: 'select_static', initial_option: 'b', options },
				{ tag: 'multi_select_static', selected_values: ['r', 'b'], options },
				{ tag: 'select_person', initial_option: 'ou_1' },
				{ tag: 'multi_select_person', placeholder: plain('Add people') },
				{ tag: 'date_picker', initial_date: '2026-01-01', placeholder: plain('Date') },
				{ tag: 'picker_time', placeholder: plain('Time') },
				{ tag: 'checker', checked: true, text: plain('Agreed') },
				button('Send', { form_action_type: 'submit', name: 'send' }),
			],
		},
		'Reason\nType here\nas before\nColor\nBlue\nRed, Blue\nTom\nAdd people\n2026-01-01\nTime\nAgreed\nSend',
		{ mentions: [tom] },
	),
	{
		of: 'all of a header, fields, a note, and actions',
		source: 'https://github.com/larksuite/cli/pull/1198',
		type: 'interactive',
		content: {
			elements: [
				{
					extra: { tag: 'img', img_key: 'img_v3_1', alt: plain('A map') },
					tag: 'div',
					text: { tag: 'lark_md', content: 'Where' },
					fields: [
						{ is_short: true, text: { tag: 'lark_md', content: 'North' } },
						{ is_short: true, text: plain('South') },
					],
				},
				{ tag: 'hr' },
				{ tag: 'note', elements: [plain('A note')] },
				{
					tag: 'action',
					actions: [
						button('Open', { multi_url: { url: 'https://x.example' } }),
						{ tag: 'overflow', options: [{ text: plain('in a menu'), value: 'x' }] },
						{ tag: 'date_picker', placeholder: plain('A day') },
					],
				},
			],
			header: {
				title: plain('Title'),
				subtitle: plain('Subtitle'),
				text_tag_list: [{ tag: 'text_tag', text: plain('New'), color: 'red' }],
			},
			card_link: { url: 'https://x.example' },
		},
		text: 'Title\nSubtitle\nNew\nWhere\nNorth\nSouth\nA map\nA note\nOpen\nA day',
	},
];

/** Of what a card holds, that which a person sees. */
const seen: Sample[] = [
	{
		of: 'a header and elements in two languages',
		source: languages,
		type: 'interactive',
		content: {
			i18n_header: { en_us: header('Hello'), zh_cn: header('你好') },
			i18n_elements: { en_us: [markdown('Welcome')], zh_cn: [markdown('欢迎')] },
		},
		text: '你好\n欢迎',
	},
	{
		of: 'languages without Chinese',
		source: languages,
		type: 'interactive',
		content: {
			i18n_header: { ja_jp: header('こんにちは'), en_us: header('Hello') },
			i18n_elements: { ja_jp: [markdown('ようこそ')], en_us: [markdown('Welcome')] },
		},
		text: 'Hello\nWelcome',
	},
	{
		of: 'texts in two languages',
		source: languages,
		type: 'interactive',
		content: {
			schema: '2.0',
			header: {
				title: plain('Approval', { i18n_content: { zh_cn: '审批' } }),
				i18n_text_tag_list: { ja_jp: [{ tag: 'text_tag', text: plain('新') }] },
			},
			body: {
				elements: [
					{ tag: 'plain_text', i18n: { zh_cn: '同意', en_us: 'Agree' } },
					{ tag: 'markdown', i18n_content: { en_us: 'only **English**' } },
				],
			},
		},
		text: 'Approval\n新\n同意\nonly **English**',
	},
	{
		of: 'what a button asks, says, and does when it is pressed',
		source: 'https://github.com/larksuite/cli/pull/1198',
		type: 'interactive',
		content: {
			schema: '2.0',
			config: { summary: { content: 'in the list of chats' } },
			body: {
				elements: [
					button('Delete', {
						confirm: { title: plain('Sure?'), text: plain('Gone') },
						hover_tips: plain('on hover'),
						disabled_tips: plain('disabled'),
						value: { title: 'a value', text: plain('of a button') },
						behaviors: [{ type: 'callback', value: { content: 'of a callback' } }],
						fallback: { tag: 'fallback_text', text: plain('for old apps') },
					}),
				],
			},
		},
		text: 'Delete',
	},
	{
		of: 'a card that an event brings in two forms',
		source: events,
		type: 'interactive',
		content: {
			title: 'Hello',
			elements: [[{ tag: 'text', text: '请升级至最新版本客户端，以查看内容' }]],
			user_dsl: JSON.stringify({
				schema: '2.0',
				header: header('Hello'),
				body: { elements: [markdown('world')] },
			}),
		},
		text: 'Hello\nworld',
	},
	{
		of: 'a card that Feishu has simplified',
		source: contents,
		type: 'interactive',
		content: {
			title: 'T',
			elements: [
				[
					{ tag: 'text', text: 'Hello ' },
					{ tag: 'at', user_id: '@_user_1', user_name: 'Tom' },
					{ tag: 'a', href: 'https://x.example', text: ' a link' },
				],
				[{ tag: 'img', image_key: 'img_v3_1' }],
				[{ tag: 'hr' }],
				[
					{ tag: 'button', text: 'Yes', type: 'primary' },
					{ tag: 'button', text: 'No', type: 'default' },
					{ tag: 'select_static', placeholder: 'Choose', options: ['a', 'b'] },
					{ tag: 'overflow', options: ['c'] },
				],
				[
					{
						tag: 'note',
						elements: [
							{ tag: 'text', text: 'a ' },
							{ tag: 'text', text: 'note' },
						],
					},
				],
			],
		},
		mentions: [tom],
		text: 'T\nHello @Tom a link\n[image]\nYes\nNo\nChoose\na note',
	},
	{
		of: 'a card in the inner form, with people beside it',
		source: 'https://github.com/larksuite/cli/pull/1218',
		type: 'interactive',
		content: {
			json_card: JSON.stringify({
				schema: 1,
				header: { property: { title: { property: { content: 'Title' } } } },
				body: {
					tag: 'body',
					property: {
						elements: [
							{
								tag: 'markdown',
								property: {
									elements: [
										{ tag: 'text', property: { content: 'Hello ' } },
										{ tag: 'at', property: { userID: 'at_1' } },
									],
								},
							},
							{ tag: 'person', property: { userID: 'ou_9' } },
							{
								tag: 'table',
								property: {
									columns: [{ displayName: 'Name', name: 'n' }],
									rows: [{ n: { data: 'ACME' } }],
								},
							},
						],
					},
				},
			}),
			json_attachment: {
				persons: { ou_9: { content: 'Alice' } },
				at_users: { at_1: { content: 'Bob', user_id: '7' } },
			},
			card_schema: 2,
		},
		text: 'Title\nHello @Bob\nAlice\nName\nACME',
	},
	{
		of: 'a card of schema 2.0 of which Feishu hands out no more',
		source: 'https://github.com/NousResearch/hermes-agent/pull/42948',
		type: 'interactive',
		content: {
			title: 'T',
			elements: [[{ tag: 'text', text: '请升级至最新版本客户端，以查看内容' }]],
		},
		text: 'T',
	},
	{
		of: 'a card in a wrapper',
		source: 'https://github.com/NousResearch/hermes-agent/issues/47562',
		type: 'interactive',
		content: { card: { header: header('T'), elements: [markdown('a')] } },
		text: 'T\na',
	},
];

/** Cards with Markdown, and the plain text that each of them shows. */
const written: Sample[] = [
	inMarkdown('a mention', '<at id=ou_1></at> hi', '@Tom hi', { mentions: [tom] }),
	inMarkdown('a mention of nobody whom Feishu names', '<at id="ou_1"></at>', '@ou_1'),
	inMarkdown('a mention with a name', "<at id='ou_1'>Tom</at>", '@Tom'),
	inMarkdown('mentions of several', '<at ids=ou_1,ou_3></at>!', '@Tom @ou_3!', { mentions: [tom] }),
	inMarkdown('mentions of several in quotes', '<at ids="ou_1, ou_2"></at>', '@ou_1 @ou_2'),
	inMarkdown('a mention by address', '<at email=tom@x.example></at>', '@tom@x.example'),
	inMarkdown(
		'a mention of everyone',
		'<at id=all></at> and <at id="all"/>',
		'@Everyone and @Everyone',
	),
	inMarkdown('tags that are not closed', '<at id=ou_1/> a <at id=ou_2> b', '@ou_1 a @ou_2 b'),
	inMarkdown(
		'mentions as Feishu hands them out',
		'<at id=7 mention_key=@_user_1></at> <at ids=8,9 mentions_key=@_user_2,></at>',
		'@Tom @Ann @9',
		{ source: events, mentions: [tom, ann] },
	),
	inMarkdown('a key in place of an ID', '<at id="@_user_1">x</at> @_user_2', '@Tom @Ann', {
		mentions: [tom, ann],
	}),
	inMarkdown(
		'people',
		"<person id='ou_1' show_name=true show_avatar=true></person>, <person id = 'ou_2'></person>",
		'Tom, ou_2',
		{ mentions: [tom] },
	),
	inMarkdown(
		'tags that only say how it looks',
		"<font color='red'>late <text_tag color='blue'>new</text_tag></font><br>**3** <number_tag>4</number_tag>",
		'late new\n**3** 4',
	),
	inMarkdown(
		'links',
		"<link icon='x' url='https://a.example'>a</link> <a href='https://b.example'></a> <a href='x'><font color=red>d</font></a> [c](https://c.example)",
		'a https://b.example d [c](https://c.example)',
	),
	inMarkdown(
		'images and emoji',
		'a ![b](img_v3_1) ![](img_v3_2) :DONE: 10:30:45',
		'a b [image] [DONE] 10:30:45',
	),
	inMarkdown(
		'lines and sounds',
		'a<br/>b\n<hr>\n<audio file_key="f"></audio>',
		'a\nb\n---\n[audio]',
	),
	inMarkdown(
		'times',
		"<local_datetime millisecond='1699341315000' format_type='date_num'></local_datetime>",
		'2023-11-07T07:15:15.000Z',
	),
	inMarkdown(
		'signs that stand for others',
		'1 &lt; 2 &#38;&amp; 3&#x20;&#62; 2&emsp;&sim; &so;',
		'1 < 2 && 3 > 2 ~ &so;',
	),
	inMarkdown(
		'code, and tags that are none',
		'`<br>&lt;` List<T> a<b\n```\n<at id=ou_1></at>\n```',
		'`<br>&lt;` List<T> a<b\n```\n<at id=ou_1></at>\n```',
	),
	element('signs in a plain text', plain('a <at id=ou_1></at> &lt;'), 'a <at id=ou_1></at> &lt;'),
];

export const cards: Sample[] = [...parts, ...seen, ...written];
