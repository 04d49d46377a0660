import { cli, nodeSdk } from './sources';

const merged = { msg_type: 'merge_forward', body: { content: 'Merged and Forwarded Message' } };

const text = (id: string, words: string, more: object = {}) => ({
	message_id: id,
	msg_type: 'text',
	body: { content: JSON.stringify({ text: words }) },
	...more,
});

/** Merged forwards as Feishu hands them out: the whole first, and behind it what it holds. */
export const forwards = [
	{
		of: 'children that name their parent, with the times of when they were said',
		source: nodeSdk,
		messages: [
			{ ...merged, message_id: 'om_1', create_time: '1776849870916' },
			text('om_3', 'two', { upper_message_id: 'om_1', create_time: '1776753669281' }),
			text('om_2', 'one', { upper_message_id: 'om_1', create_time: '1776753549563' }),
		],
		text: 'one\ntwo',
	},
	{
		of: 'children that name no parent',
		source: cli,
		messages: [
			{ ...merged, message_id: 'om_1' },
			text('om_2', 'one'),
			text('om_3', 'two', { upper_message_id: '' }),
		],
		text: 'one\ntwo',
	},
	{
		of: 'one in another, the oldest first in each',
		source: cli,
		messages: [
			{ ...merged, message_id: 'om_1', create_time: '9000' },
			text('om_5', 'last', { create_time: '1776753549900' }),
			{ ...merged, message_id: 'om_2', upper_message_id: 'om_1', create_time: '1776753549800' },
			text('om_4', 'three', { upper_message_id: 'om_2', create_time: '1776753549700' }),
			text('om_3', 'two\nlines', { upper_message_id: 'om_2', create_time: '1776753549600' }),
			text('om_6', 'first', { upper_message_id: '', create_time: '1776753549500' }),
		],
		text: 'first\n  two\n  lines\n  three\nlast',
	},
	{
		of: 'the whole once more among its children, and a child of something else',
		source: cli,
		messages: [
			{ ...merged, message_id: 'om_1' },
			{ ...merged, message_id: 'om_1' },
			text('om_2', 'one', { upper_message_id: 'om_gone' }),
			text('om_3', ''),
			text('om_4', '@_user_1', { mentions: [{ key: '@_user_1', id: 'ou_1', name: 'Tom' }] }),
		],
		text: 'one\n@Tom',
	},
	{
		of: 'some that hold each other',
		source: cli,
		messages: [
			{ ...merged, message_id: 'om_1' },
			{ ...merged, message_id: 'om_2', upper_message_id: 'om_3' },
			{ ...merged, message_id: 'om_3', upper_message_id: 'om_2' },
			text('om_4', 'one', { upper_message_id: 'om_3' }),
		],
		text: '  Merged and Forwarded Message\none',
	},
	{
		of: 'files and images',
		source: cli,
		messages: [
			{ ...merged, message_id: 'om_1' },
			text('om_2', '', {
				msg_type: 'file',
				body: { content: '{"file_key":"file_1","file_name":"a.pdf"}' },
			}),
			{ ...merged, message_id: 'om_3', upper_message_id: 'om_1' },
		],
		text: '[file: a.pdf]\nMerged and Forwarded Message',
	},
];
