import { shown } from '../content/shown';
import type { App, Message } from '../model';
import type { Settings } from '../settings';
import type { World } from '../world';
import type { FeishuEvent } from './envelope';
import { botIds, idsOf } from './people';

/** A message as it is told to an app. */
export function messageReceived(
	message: Message,
	app: App,
	world: World,
	settings: Settings,
): FeishuEvent {
	const { chat, senderId, tenantKey } = message;
	const { content, mentions } = shown(message, { world, settings });
	const user = world.users.get(senderId);
	const bot = world.apps.get(senderId);
	const event = {
		sender: {
			sender_id: user ? idsOf(user, app, null) : bot && botIds(bot),
			sender_type: user ? 'user' : 'bot',
			tenant_key: tenantKey,
		},
		message: {
			message_id: message.id,
			...(message.rootId && { root_id: message.rootId, parent_id: message.parentId }),
			...(message.threadId && { thread_id: message.threadId }),
			create_time: String(message.createdAt),
			update_time: String(message.updatedAt),
			chat_id: chat.id,
			chat_type: chat.type,
			message_type: message.type,
			content,
			...(mentions.length > 0 && {
				mentions: mentions.map(({ key, id, name, tenant_key }) => {
					const mentioned = world.users.get(id);
					const ids = mentioned
						? idsOf(mentioned, app, '')
						: { open_id: id, union_id: '', user_id: '' };
					return { key, id: ids, mentioned_type: mentioned ? 'user' : 'bot', name, tenant_key };
				}),
			}),
		},
	};
	return { type: 'im.message.receive_v1', tenantKey, event };
}

/** That a message was recalled: neither by whom nor what it said. */
export function messageRecalled(message: Message): FeishuEvent {
	const { id, chat, recalledAt = 0, tenantKey } = message;
	return {
		type: 'im.message.recalled_v1',
		tenantKey,
		event: {
			message_id: id,
			chat_id: chat.id,
			recall_time: String(Math.floor(recalledAt)),
			recall_type: recallTypeOf(message),
		},
	};
}

function recallTypeOf({ recalledBy, senderId, chat }: Message): string {
	const by = recalledBy?.id ?? '';
	if (by === senderId) return 'message_owner';
	if (by === chat.ownerId) return 'group_owner';
	return chat.adminIds.includes(by) ? 'group_manager' : 'enterprise_manager';
}
