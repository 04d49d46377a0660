import type { Sample } from './Sample';
import { contents, nodeSdk } from './sources';

const tom = { key: '@_user_1', id: 'ou_1', name: 'Tom' };

export const texts: Sample[] = [
	{
		of: 'a mention and a link',
		source: contents,
		type: 'text',
		content: { text: '@_user_1 see [Lark](https://open.larksuite.com)' },
		mentions: [tom],
		text: '@Tom see [Lark](https://open.larksuite.com)',
	},
	{
		of: 'more than nine people who are mentioned, with no blank behind',
		source: contents,
		type: 'text',
		content: { text: '@_user_1你好 @_user_10, @_user_11' },
		mentions: [tom, { key: '@_user_10', id: 'ou_10', name: 'Ann' }],
		text: '@Tom你好 @Ann, @_user_11',
	},
	{
		of: 'everyone, whom Feishu mostly leaves out of the mentions',
		source: contents,
		type: 'text',
		content: { text: '@_all lunch is ready' },
		text: '@Everyone lunch is ready',
	},
	{
		of: 'everyone among the mentions',
		source: nodeSdk,
		type: 'text',
		content: { text: '@_all @_user_1 hello' },
		mentions: [{ key: '@_all', id: '', name: '所有人' }, tom],
		text: '@Everyone @Tom hello',
	},
	{
		of: 'somebody whose name Feishu does not say',
		source: contents,
		type: 'text',
		content: { text: '@_user_1 hello' },
		mentions: [{ key: '@_user_1', id: 'ou_1' }],
		text: '@_user_1 hello',
	},
	{
		of: 'several lines',
		source: contents,
		type: 'text',
		content: { text: 'one\n\n  two ' },
		text: 'one\n\n  two ',
	},
];
