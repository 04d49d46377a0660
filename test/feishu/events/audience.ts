import { shown } from '../content/shown';
import type { App, Chat, Message } from '../model';
import type { World } from '../world';
import type { Settings } from '../settings';

/** Those that have a URL to be told at. */
const listenersIn = ({ members }: Chat, world: World): App[] =>
	[...members]
		.map((id) => world.apps.get(id))
		.filter((app) => app !== undefined)
		.filter(({ enabled, botEnabled, eventUrl }) => enabled && botEnabled && eventUrl);

const toBot = ['im:message.p2p_msg', 'im:message.p2p_msg:readonly'];
const everything = ['im:message.group_msg', 'im:message.group_msg:readonly'];
const mentions = ['im:message.group_at_msg', 'im:message.group_at_msg:readonly'];
const mentionsByBots = ['im:message.group_at_msg.include_bot:readonly'];
const recalls = ['im:message', 'im:message:readonly'];

/** The apps that hear of a message. Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/events/receive */
export function hearersOf(message: Message, world: World, settings: Settings): App[] {
	const { chat, senderType, senderId, hiddenFrom } = message;
	const listeners = listenersIn(chat, world);
	if (listeners.length === 0) return [];
	const mentioned = shown(message, { world, settings }).mentions.map(({ id }) => id);
	return listeners.filter((app) => {
		if (hiddenFrom.includes(app.id)) return false;
		if (senderId === app.id) return settings.ownMessagesComeBack;
		const isMentioned = mentioned.includes(app.botOpenId);
		const scopes =
			senderType === 'app'
				? isMentioned && mentionsByBots
				: chat.type === 'p2p'
					? toBot
					: [...everything, ...(isMentioned ? [...mentions, ...mentionsByBots] : [])];
		return scopes && scopes.some((scope) => app.scopes.includes(scope));
	});
}

/** The apps that hear that a message was recalled. */
export function hearersOfRecall(message: Message, world: World, settings: Settings): App[] {
	const isOwn = ({ id }: App) => message.recalledBy?.id === id;
	return listenersIn(message.chat, world).filter(
		(app) =>
			recalls.some((scope) => app.scopes.includes(scope)) &&
			(settings.ownRecallsComeBack || !isOwn(app)),
	);
}
