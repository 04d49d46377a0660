import type { Sample } from './Sample';

const contents =
	'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v1/message/message_content';

export const texts: Sample[] = [
	{
		of: 'more than nine people who are mentioned',
		source: contents,
		type: 'text',
		content: { text: '@_user_1 @_user_10 @_all' },
		mentions: [
			{ key: '@_user_1', id: 'ou_1', name: 'Tom' },
			{ key: '@_user_10', id: 'ou_10', name: 'Ann' },
		],
		text: '@Tom @Ann @Everyone',
	},
];
