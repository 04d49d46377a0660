import type { IDataObject } from 'n8n-workflow';

import type { FeishuStandIn } from '../test/feishu';

export interface DemoMessage {
	/** What the Feishu node receives. */
	item: IDataObject;
	/** The branch it has to take, and why. */
	expected: 'success' | string;
	id: string;
}

/** Some twenty messages as workflows meet them. */
export function demoMessages({ world, script }: FeishuStandIn): DemoMessage[] {
	const { user } = world;
	const good = world.sendMessages(6);
	const stumbling = world.sendMessages(2) as [string, string];
	script({ route: 'recall', messageId: stumbling[0], kind: 'status', httpStatus: 503 });
	script({ route: 'recall', messageId: stumbling[1], kind: 'dropAfter' });
	const gone = world.add();
	world.recall(gone, { type: 'app', id: world.app.id });

	const asAnswer = (id: string): IDataObject => ({ code: 0, data: { message_id: id } });
	const asEvent = (id: string): IDataObject => ({ event: { message: { message_id: id } } });
	const message = (id: string, expected: string, item = asAnswer(id)) => ({ id, expected, item });

	return [
		...good.slice(0, 4).map((id) => message(id, 'success')),
		...good.slice(4).map((id) => message(id, 'success', asEvent(id))),
		...stumbling.map((id) => message(id, 'success')),
		message(gone.id, 'already_recalled'),
		message(world.sendMessage({ ageHours: 30 }), 'recall_window_passed'),
		message(world.sendMessage({ sender: user }), 'not_allowed_to_recall'),
		message(world.sendMessage({ type: 'system' }), 'message_type_not_recallable'),
		message(world.sendMessage({ chat: world.addChat({ botIn: false }) }), 'bot_not_in_chat'),
		message(world.sendMessage({ chat: world.addChat({ dissolved: true }) }), 'chat_dissolved'),
		message(
			world.sendMessage({ chat: world.p2pChat(world.addUser({ available: false })) }),
			'user_not_available',
		),
		message('om_neverSent0000000000000000000000', 'message_not_found'),
		message('oc_84983ff6516d731e5b5f68d4ea2e1da5', 'invalid_message_id'),
		message('../chats/oc_victim', 'invalid_message_id'),
		message('', 'invalid_message_id', { text: 'an item without a message' }),
	];
}
