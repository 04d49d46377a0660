import type { IDataObject } from 'n8n-workflow';

import type { FeishuStandIn, MessageSeed } from '../test/feishu';

export interface DemoMessage {
	id: string;
	/** The input item of the Feishu node. */
	item: IDataObject;
	/** The branch it has to take, and why. */
	expected: 'success' | string;
}

/** Some that can be recalled, and one for each reason that people meet most; each says what it is. */
export function messagesToTry({ world }: FeishuStandIn) {
	const gone = world.add(saying('Recalled before'));
	world.recall(gone, { type: 'app', id: world.app.id });
	const elsewhere = world.addChat({ botIn: false });
	const named = (id: string, text: string, expected: string) => {
		return { id, item: { data: { message_id: id }, text }, expected };
	};
	const sent = (text: string, seed: MessageSeed = {}, expected = 'success') =>
		named(world.sendMessage({ ...seed, ...saying(text) }), text, expected);
	return [
		sent('Lunch is at 12'),
		sent('Lunch is at 13'),
		sent('Which lunch?'),
		sent('Sent 30 hours ago', { ageHours: 30 }, 'recall_window_passed'),
		sent('Sent by a person', { sender: world.user }, 'not_allowed_to_recall'),
		sent('Sent to a chat without the bot', { chat: elsewhere }, 'bot_not_in_chat'),
		named(gone.id, 'Recalled before', 'already_recalled'),
		named(world.chat.id, "A chat's ID in place of a message's", 'invalid_message_id'),
	];
}

const saying = (text: string): MessageSeed => ({ content: JSON.stringify({ text }) });

/** Some twenty messages as workflows meet them. */
export function demoMessages(feishu: FeishuStandIn): DemoMessage[] {
	const { world, script } = feishu;
	const stumbling = world.sendMessages(2) as [string, string];
	script({ route: 'recall', messageId: stumbling[0], kind: 'status', httpStatus: 503 });
	script({ route: 'recall', messageId: stumbling[1], kind: 'dropAfter' });
	const asAnswer = (id: string): IDataObject => ({ code: 0, data: { message_id: id } });
	const asEvent = (id: string): IDataObject => ({ event: { message: { message_id: id } } });
	const message = (id: string, expected: string, item = asAnswer(id)) => ({ id, expected, item });

	return [
		...messagesToTry(feishu),
		message(world.sendMessage(), 'success'),
		...world.sendMessages(2).map((id) => message(id, 'success', asEvent(id))),
		...stumbling.map((id) => message(id, 'success')),
		message(world.sendMessage({ type: 'system' }), 'message_type_not_recallable'),
		message(world.sendMessage({ chat: world.addChat({ dissolved: true }) }), 'chat_dissolved'),
		message(
			world.sendMessage({ chat: world.p2pChat(world.addUser({ available: false })) }),
			'user_not_available',
		),
		message('om_neverSent0000000000000000000000', 'message_not_found'),
		message('../chats/oc_victim', 'invalid_message_id'),
		message('', 'invalid_message_id', { text: 'an item without a message' }),
	];
}
