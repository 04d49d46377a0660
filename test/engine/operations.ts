import type { IDataObject } from 'n8n-workflow';

import type { FeishuStandIn, RouteName } from '../feishu';

/** One thing that the node does, as the tests of all operations need it. */
export interface Tried {
	/** The resource and the operation. */
	resource: string;
	operation: string;
	/** The request that does it, and the verb that sentences are made with. */
	route: RouteName;
	done: string;
	/** Reads what it works on from `id` of the item, and its options from the item, too. */
	parameters: IDataObject;
	/** Something that can be worked on. */
	subject(feishu: FeishuStandIn): string;
	/** The key under which a success and a failure name it. */
	idKey: string;
	/** Something that Feishu refuses to work on, and the reason that this has. */
	refused: [subject: (feishu: FeishuStandIn) => string, reason: string];
	/** The request that is refused then, where it is another one. */
	refusedAt?: RouteName;
	/** A value that is refused before anything is asked, and the reason. */
	wrong: [value: string, reason: string];
	/** Where the idempotency key stands, if there is one. */
	key?: 'body' | 'query';
}

const aMessage = ({ world }: FeishuStandIn) => world.sendMessage();

const aCard = ({ world }: FeishuStandIn) =>
	world.sendMessage({ type: 'interactive', content: '{"config":{"update_multi":true}}' });

const aMessageElsewhere = ({ world }: FeishuStandIn) =>
	world.sendMessage({ chat: world.addChat({ botIn: false }) });

function aChatWithAMessage({ world }: FeishuStandIn): string {
	const chat = world.addChat();
	world.add({ chat });
	return chat.id;
}

const aChatOfOthers = ({ world }: FeishuStandIn) => world.addChat({ botIn: false }).id;

const byAPerson = ({ world }: FeishuStandIn) => world.sendMessage({ sender: world.user });

function aRecalledOne({ world }: FeishuStandIn): string {
	const message = world.add();
	world.recall(message, { type: 'app', id: world.app.id });
	return message.id;
}

const aChat = ({ world }: FeishuStandIn) => world.addChat().id;

function aFile(world: FeishuStandIn['world'], chat: FeishuStandIn['world']['chat']): string {
	const { key } = world.addUpload({ kind: 'file', bytes: Buffer.from('words'), name: '报告.pdf' });
	return world.sendMessage({ type: 'file', content: JSON.stringify({ file_key: key }), chat });
}

const messageId = '={{ $json.id }}';
const receiver = { __rl: true, mode: 'chatId', value: '={{ $json.id }}' };
const chat = { __rl: true, mode: 'chatId', value: '={{ $json.id }}' };
const text = { messageType: 'text', text: 'Hello' };
const notAMessage: Tried['wrong'] = ['oc_1', 'invalid_message_id'];

/** Every operation on messages. */
export const operations: Tried[] = [
	{
		resource: 'message',
		operation: 'recall',
		route: 'recall',
		done: 'recalled',
		parameters: { messageId },
		subject: aMessage,
		idKey: 'message_id',
		refused: [byAPerson, 'not_allowed_to_recall'],
		wrong: notAMessage,
	},
	{
		resource: 'message',
		operation: 'send',
		route: 'send',
		done: 'sent',
		parameters: { receiver, ...text },
		subject: aChat,
		idKey: 'receiver',
		refused: [aChatOfOthers, 'bot_not_in_chat'],
		wrong: ['om_1', 'invalid_receiver'],
		key: 'body',
	},
	{
		resource: 'message',
		operation: 'reply',
		route: 'reply',
		done: 'answered',
		parameters: { messageId, ...text },
		subject: aMessage,
		idKey: 'message_id',
		refused: [aRecalledOne, 'message_recalled'],
		wrong: notAMessage,
		key: 'body',
	},
	{
		resource: 'message',
		operation: 'forward',
		route: 'forward',
		done: 'forwarded',
		parameters: { messageId, receiver: { __rl: true, mode: 'chatId', value: '={{ $json.to }}' } },
		subject: aMessage,
		idKey: 'message_id',
		refused: [aRecalledOne, 'message_recalled'],
		wrong: notAMessage,
		key: 'query',
	},
	{
		resource: 'message',
		operation: 'edit',
		route: 'edit',
		done: 'edited',
		parameters: { messageId, ...text },
		subject: aMessage,
		idKey: 'message_id',
		refused: [byAPerson, 'not_editable'],
		wrong: notAMessage,
	},
	{
		resource: 'message',
		operation: 'updateCard',
		route: 'patch',
		done: 'updated',
		parameters: { messageId, cardJson: '{"elements":[]}' },
		subject: aCard,
		idKey: 'message_id',
		refused: [aMessage, 'not_editable'],
		wrong: notAMessage,
	},
	{
		resource: 'message',
		operation: 'get',
		route: 'get',
		done: 'read',
		parameters: { messageId },
		subject: aMessage,
		idKey: 'message_id',
		refused: [aMessageElsewhere, 'bot_not_in_chat'],
		wrong: notAMessage,
	},
	{
		resource: 'message',
		operation: 'getAll',
		route: 'list',
		done: 'read',
		parameters: { chat },
		subject: aChatWithAMessage,
		idKey: 'chat_id',
		refused: [aChatOfOthers, 'bot_not_in_chat'],
		wrong: ['om_1', 'invalid_chat'],
	},
	{
		resource: 'message',
		operation: 'download',
		route: 'download',
		done: 'downloaded',
		parameters: { messageId },
		subject: ({ world }) => aFile(world, world.chat),
		idKey: 'message_id',
		refused: [({ world }) => aFile(world, world.addChat({ restricted: true })), 'not_downloadable'],
		wrong: notAMessage,
	},
	{
		resource: 'message',
		operation: 'recallMany',
		route: 'recall',
		done: 'recalled',
		parameters: { chat, sentAfter: '2020-01-01T00:00:00Z' },
		subject: aChatWithAMessage,
		idKey: 'chat_id',
		refused: [aChatOfOthers, 'bot_not_in_chat'],
		refusedAt: 'list',
		wrong: ['om_1', 'invalid_chat'],
	},
];
