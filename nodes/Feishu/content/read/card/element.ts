import { textOf } from '../../../client/http/record';
import { mentioned, personNamed, withNames } from '../mentions';
import type { Reading } from '../reading';
import { isoTime } from '../time';
import { control } from './control';
import { given, listOf } from './given';
import { cardMarkdown } from './markdown';
import { tableText } from './table';
import { part, words } from './words';

/**
 * An element of a card in words; undefined where it only holds others, which are read in its place.
 * Source: https://open.feishu.cn/document/feishu-cards/card-json-v2-structure
 */
export function elementText(element: unknown, reading: Reading): string | undefined {
	const tag = textOf(given(element, 'tag'));
	return inlineText(element, reading) ?? readers.get(tag)?.(element, reading);
}

/** An element that stands in a line with others, as in a card that Feishu has simplified, which it does in a list. */
export function inlineText(element: unknown, reading: Reading): string | undefined {
	const tag = textOf(given(element, 'tag'));
	if (tag === 'at') {
		return mentioned(
			{ user_id: given(element, 'user_id'), user_name: given(element, 'user_name') },
			reading.mentions,
		);
	}
	if (tag === 'at_all') return mentioned({ user_id: 'all' }, []);
	if (tag === 'br') return '\n';
	if (tag === 'emoji') return reading.label(textOf(given(element, 'key')));
	if (tag === 'img' && given(element, 'image_key') !== undefined) return reading.label('image');
	if (!/^(?:text|a|link|md|note|code_span|)$/.test(tag)) return undefined;
	const names = tag === '' ? ['content'] : ['text', 'content', 'href'];
	const text = names.map((name) => given(element, name)).find((value) => value !== undefined);
	if (typeof text !== 'string') return undefined;
	return tag === 'md' ? cardMarkdown(text, reading) : withNames(text, reading.mentions);
}

type Reader = (element: unknown, reading: Reading) => string | undefined;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
	...each(['plain_text', 'lark_md', 'markdown', 'markdown_v1', 'heading', 'blockquote'], words),
	...each(['button', 'text_tag', 'number_tag'], (element, reading) =>
		part(element, 'text', reading),
	),
	...each(['img', 'image'], image),
	['img_combination', (element, reading) => images(given(element, 'img_list'), reading)],
	['select_img', (element, reading) => images(given(element, 'options'), reading)],
	...each(['person', 'person_v1', 'avatar'], person),
	[
		'person_list',
		(element, reading) =>
			listOf(given(element, 'persons'))
				.map((each) => person(each, reading))
				.join(', '),
	],
	['table', tableText],
	['chart', chart],
	['audio', (_, { label }) => label('audio')],
	['video', (_, { label }) => label('video')],
	['local_datetime', (element) => isoTime(given(element, 'milliseconds'))],
	['overflow', () => ''],
	...each(
		[
			'input',
			'select_static',
			'multi_select_static',
			'select_person',
			'multi_select_person',
			'date_picker',
			'picker_time',
			'picker_datetime',
		],
		control,
	),
]);

function each(tags: string[], reader: Reader): Array<[string, Reader]> {
	return tags.map((tag) => [tag, reader]);
}

function image(element: unknown, reading: Reading): string {
	const said = ['title', 'alt'].map((name) => part(element, name, reading));
	return said.filter((line) => line !== '').join('\n') || reading.label('image');
}

function images(list: unknown, { label }: Reading): string {
	return listOf(list)
		.map(() => label('image'))
		.join('');
}

function person(element: unknown, { mentions }: Reading): string {
	return personNamed(textOf(given(element, 'user_id') ?? given(element, 'id')), mentions);
}

function chart(element: unknown, { label }: Reading): string {
	const title = given(given(element, 'chart_spec'), 'title');
	return textOf(title) || textOf(given(title, 'text')) || label('chart');
}
