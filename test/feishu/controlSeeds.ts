import type { FastifyInstance } from 'fastify';

import type { TemplateSeed } from './assets';
import { text } from './call';
import { actor, unknown } from './controlActors';
import { at, bodyOf, idOf, numberOr, patch } from './controlRequest';
import type { Chat, Message } from './model';
import type { ChatSeed, UserSeed } from './seeds';
import type { FeishuStandIn } from './standIn';

/** Without what refers to each other in a circle. */
const plainMessage = ({ chat, ...fields }: Message) => ({ ...fields, chatId: chat.id });
const plainChat = ({ messages, members, ...fields }: Chat) => ({
	...fields,
	members: [...members],
	messageIds: messages.map(({ id }) => id),
});

/** How another process fills the world, changes what is in it, and looks at it. */
export function addSeedControls(fastify: FastifyInstance, { world }: FeishuStandIn) {
	fastify.post(at('/messages'), (request) => {
		const { count, chatId, sender, ageHours, type, content, parentId, inThread } = bodyOf(request);
		const ids = world.sendMessages(numberOr(count, 1), {
			chat: world.chats.get(text(chatId)) ?? world.chat,
			sender: actor(world, sender),
			ageHours: numberOr(ageHours, 0),
			type: text(type) || undefined,
			content: text(content) || undefined,
			parent: world.message(text(parentId)),
			inThread: inThread === true,
		});
		return { ids };
	});
	fastify.get(at('/messages/:id'), (request, reply) => {
		const message = world.message(idOf(request));
		return message ? plainMessage(message) : unknown(reply);
	});
	fastify.post(at('/batches'), (request) => {
		const { ageHours, validCount, successCount } = bodyOf(request);
		const size = numberOr(validCount, 3);
		return world.addBatch({
			ageHours: numberOr(ageHours, 0),
			validCount: size,
			successCount: numberOr(successCount, size),
		});
	});

	fastify.patch(at('/tenant'), (request) => patch(world.tenant, bodyOf(request)));
	fastify.post(at('/users'), (request) => world.addUser(bodyOf(request) as UserSeed));
	fastify.patch(at('/users/:id'), (request, reply) => {
		const user = world.users.get(idOf(request));
		return user ? patch(user, bodyOf(request)) : unknown(reply);
	});

	fastify.post(at('/chats'), (request) => {
		const { botIn, owner, ...traits } = bodyOf(request);
		return plainChat(
			world.addChat({
				...(traits as ChatSeed),
				botIn: botIn !== false,
				owner: owner === undefined ? undefined : actor(world, owner),
				members: [world.user],
			}),
		);
	});
	fastify.get(at('/chats/:id'), (request, reply) => {
		const chat = world.chats.get(idOf(request));
		return chat ? plainChat(chat) : unknown(reply);
	});
	fastify.get(at('/chats/:id/messages'), (request, reply) => {
		const chat = world.chats.get(idOf(request));
		return chat ? chat.messages.map(plainMessage) : unknown(reply);
	});

	fastify.post(at('/templates'), (request) => world.addTemplate(bodyOf(request) as TemplateSeed));
	fastify.post(at('/uploads'), (request) => {
		const { kind, type, name, mimeType, base64 } = bodyOf(request);
		const given = Object.entries({ type, name, mimeType }).filter(([, value]) => text(value));
		const { bytes, ...upload } = world.addUpload({
			kind: kind === 'image' ? 'image' : 'file',
			...Object.fromEntries(given),
			...(text(base64) && { bytes: Buffer.from(text(base64), 'base64') }),
		});
		return { ...upload, isKept: bytes !== undefined };
	});
	fastify.get(at('/uploads'), () =>
		[...world.uploads.values()].map(({ bytes, ...upload }) => ({
			...upload,
			isKept: bytes !== undefined,
		})),
	);
}
