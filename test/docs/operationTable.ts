import type { Api } from '../../nodes/Feishu/client/Api';
import { fiveASecond } from '../../nodes/Feishu/client/limits/tiers';
import { batchMessage } from '../../nodes/Feishu/operations/batchMessage';
import { api as recallBatch } from '../../nodes/Feishu/operations/batchMessage/recall';
import { chat } from '../../nodes/Feishu/operations/chat';
import { listChats } from '../../nodes/Feishu/operations/chat/apis';
import { message } from '../../nodes/Feishu/operations/message';
import { api as download } from '../../nodes/Feishu/operations/message/downloadFile';
import { api as edit } from '../../nodes/Feishu/operations/message/edit';
import { api as forward } from '../../nodes/Feishu/operations/message/forward';
import { api as get } from '../../nodes/Feishu/operations/message/get';
import { listMessages } from '../../nodes/Feishu/operations/message/history';
import { api as recall } from '../../nodes/Feishu/operations/message/recall';
import { api as reply } from '../../nodes/Feishu/operations/message/reply';
import { api as send } from '../../nodes/Feishu/operations/message/send';
import { api as updateCard } from '../../nodes/Feishu/operations/message/updateCard';
import type { Language } from './reasonTable';
import { tableOf } from './table';

interface Row {
	/** The APIs that the operation calls; it needs one scope of each. */
	apis: Api[];
	/** A second rate limit, besides that of the app. */
	paced?: 'chat' | 'card';
	words: Record<Language, string>;
}

const row = (english: string, chinese: string, apis: Api[], paced?: Row['paced']): Row => ({
	apis,
	paced,
	words: { en: english, 'zh-CN': chinese },
});

/** In the order in which people look for them. */
const rows: Record<string, Row> = {
	'message send': row(
		'Sends a message to a chat or a person',
		'向群或个人发送消息',
		[send],
		'chat',
	),
	'message reply': row(
		'Answers a message, in its thread if asked to',
		'回复消息，可在话题中回复',
		[reply],
		'chat',
	),
	'message forward': row(
		'Forwards a message to another chat, person, or thread',
		'把消息转发到另一个群、个人或话题',
		[forward],
		'chat',
	),
	'message edit': row(
		"Replaces the text of the app's own message, up to 20 times",
		'修改应用自己消息的文字，最多 20 次',
		[edit],
		'chat',
	),
	'message updateCard': row(
		'Replaces a card that was sent in the last 14 days',
		'更新 14 天内发送的卡片',
		[updateCard],
		'card',
	),
	'message get': row(
		'Reads a message, with the text that a person sees',
		'读取一条消息，含用户实际看到的文字',
		[get],
	),
	'message getAll': row(
		'Reads the messages of a chat or thread, the newest first',
		'读取群或话题的消息，最新的在前',
		[listMessages],
	),
	'message download': row(
		'Puts the files of a message into a binary field',
		'把消息里的文件放进二进制字段',
		[download],
	),
	'message recall': row(
		'Takes messages back for everyone in their chats',
		'撤回消息，会话中的所有人都不再看到它',
		[recall],
	),
	'message recallMany': row(
		'Takes back what the bot has sent to a chat since a time',
		'撤回机器人在某个时间之后发到会话的消息',
		[listMessages, recall],
	),
	'batchMessage recall': row('Takes back what was sent to many at once', '撤回批量发送的消息', [
		recallBatch,
	]),
	'chat getAll': row(
		'Lists the groups that the bot is in, or searches for groups',
		'列出机器人所在的群，或搜索群',
		[listChats],
	),
};

const wordsIn = {
	en: {
		header: [
			'Operation',
			'What it does',
			'As',
			'Scopes of an app, one of',
			'A person besides, one of',
			'Limit besides 50 a second and 1,000 a minute',
		],
		as: { app: 'App', both: 'App or person' },
		and: ', and one of ',
		inGroups: ', and in groups ',
		paced: {
			chat: (n: number) => `${n} a second to one chat or person`,
			card: (n: number) => `${n} a second for one card`,
		},
	},
	'zh-CN': {
		header: [
			'操作',
			'作用',
			'身份',
			'应用的权限（任选其一）',
			'用户另需（任选其一）',
			'每秒 50 次、每分钟 1000 次之外的限制',
		],
		as: { app: '应用', both: '应用或用户' },
		and: '，以及其一：',
		inGroups: '，在群里还需 ',
		paced: {
			chat: (n: number) => `同一群或个人每秒 ${n} 次`,
			card: (n: number) => `同一张卡片每秒 ${n} 次`,
		},
	},
} as const;

const listed = (scopes: readonly string[] = []) => scopes.map((scope) => `\`${scope}\``).join(', ');

/** Scopes that a person can grant and that are not among the app's. */
const besides = ({ scopes, userScopes = [] }: Api) =>
	listed(userScopes.filter((scope) => !scopes.includes(scope)));

/** All of them in the order of the rows. An operation without words there is missing, which throws. */
export function operationsInOrder() {
	const all = [message, batchMessage, chat].flatMap((resource) =>
		resource.operations.map((operation) => ({
			resource,
			operation,
			name: `${resource.value} ${operation.option.value}`,
		})),
	);
	const missing = all.filter(({ name }) => !(name in rows));
	if (missing.length > 0)
		throw new Error(`No words for ${missing[0]?.name}: add them to rows, then run npm run docs`);
	return Object.entries(rows).map(([wanted, row]) => {
		const found = all.find(({ name }) => name === wanted);
		if (!found) throw new Error(`There is no operation ${wanted}`);
		return { ...found, row };
	});
}

/** The table of operations with their identities, scopes, and rate limits. */
export function operationTable(language: Language): string {
	const { header, as, and, inGroups, paced } = wordsIn[language];
	const ofApp = ({ scopes, codes }: Api) =>
		[listed(scopes), listed(codes?.[230027]?.scopes)].filter(Boolean).join(inGroups);
	return tableOf([
		header,
		...operationsInOrder().map(({ resource, operation, row: { apis, paced: within, words } }) => [
			`**${resource.name} > ${operation.option.name}**`,
			words[language],
			operation.identities.length > 1 ? as.both : as.app,
			apis.map(ofApp).join(and),
			operation.identities.length > 1 ? apis.map(besides).join(and) : '',
			within ? paced[within](fiveASecond[0]?.requests ?? NaN) : '',
		]),
	]);
}
