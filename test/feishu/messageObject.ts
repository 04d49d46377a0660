import { shown } from './content/shown';
import type { View } from './content/shown';
import type { Message } from './model';

/** A message as send, get and list hand it out. */
export function messageObject(message: Message, where: 'sent' | 'get' | 'list', view: View) {
	const { chat, deleted } = message;
	const { content, mentions } = shown(message, view);
	return {
		message_id: message.id,
		...(message.rootId ? { root_id: message.rootId, parent_id: message.parentId } : {}),
		...(message.threadId ? { thread_id: message.threadId } : {}),
		...(message.upperId ? { upper_message_id: message.upperId } : {}),
		msg_type: message.type,
		create_time: String(message.createdAt),
		update_time: String(message.updatedAt),
		deleted,
		updated: message.updated,
		chat_id: chat.id,
		sender: {
			id: message.senderId,
			id_type: message.senderType === 'app' ? 'app_id' : 'open_id',
			sender_type: message.senderType,
			tenant_key: message.tenantKey,
		},
		...(mentions.length > 0 && !deleted ? { mentions } : {}),
		body: deleted
			? where === 'list'
				? { content: 'This message was recalled' }
				: {}
			: { content },
	};
}
