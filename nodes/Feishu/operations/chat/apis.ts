import type { Api } from '../../client/Api';
import { tier4 } from '../../client/limits/tiers';
import type { CodeTable } from '../../errors/codes';

const docs = 'https://open.feishu.cn/document/server-docs/group/chat';

/** The scopes for looking at chats, any one of them. */
const scopes = ['im:chat:readonly', 'im:chat', 'im:chat:read', 'im:chat.group_info:readonly'];

function chatCodes(source: string): CodeTable {
	return {
		232001: { reason: 'invalid_request', source },
		232004: { reason: 'app_unavailable', source },
		232025: { reason: 'bot_not_enabled', source },
		232034: { reason: 'app_unavailable', source },
	};
}

const common = { method: 'GET', limits: tier4, repeat: 'safe', scopes } as const;

/** The groups that the bot or the person is in. */
export const listChats: Api = {
	...common,
	id: 'im.chat.list',
	codes: chatCodes(`${docs}/list`),
};

/** Groups by their name, by the names of their members, and in Pinyin. */
export const searchChats: Api = {
	...common,
	id: 'im.chat.search',
	codes: chatCodes(`${docs}/search`),
};
