import type { FastifyInstance } from 'fastify';

import { text } from './call';
import { actor, unknown } from './controlActors';
import { at, bodyOf, idOf } from './controlRequest';
import { plainDelivery } from './events/Delivery';
import type { Tab } from './events/requestUrl';
import { isFields } from './content/Draft';
import { idOf as actorIdOf } from './seeds';
import type { FeishuStandIn } from './standIn';

/** How another process makes things happen that apps are told of, and sees how they took it. */
export function addEventControls(fastify: FastifyInstance, { world }: FeishuStandIn) {
	const { events } = world;
	const { deliveries } = events;

	/** The console: secrets and URL at once. Answers with why the URL was not kept, if so. */
	fastify.put(at('/apps/:id/request-url'), async (request) => {
		const app = world.apps.get(idOf(request)) ?? world.app;
		const { url, tab, verificationToken, encryptKey } = bodyOf(request);
		const why = await events.saveUrl(app, {
			url: text(url),
			tab: (text(tab) || 'events') as Tab,
			verificationToken: text(verificationToken) || app.verificationToken,
			encryptKey: typeof encryptKey === 'string' ? encryptKey : app.encryptKey,
		});
		return why === undefined ? { kept: true } : { kept: false, why };
	});
	/** Any event by its type. */
	fastify.post(at('/apps/:id/events'), (request, reply) => {
		const app = world.apps.get(idOf(request)) ?? world.app;
		const { type, event, tenantKey, version } = bodyOf(request);
		const delivery = events.tell(app, {
			type: text(type),
			event: isFields(event) ? event : {},
			tenantKey: text(tenantKey) || world.tenant.key,
			version: version === 1 ? 1 : 2,
		});
		return delivery ? plainDelivery(delivery) : unknown(reply);
	});

	/** A person, or a bot, says something in a chat. */
	fastify.post(at('/chats/:id/say'), (request) => {
		const { sender, type, content, parentId, inThread } = bodyOf(request);
		const message = world.say({
			chat: world.chats.get(idOf(request)) ?? world.chat,
			sender: sender === undefined ? world.user : actor(world, sender),
			type: text(type) || undefined,
			content: text(content) || undefined,
			parent: world.message(text(parentId)),
			inThread: inThread === true,
		});
		return { id: message.id };
	});
	fastify.post(at('/messages/:id/recall'), (request, reply) => {
		const message = world.message(idOf(request));
		if (!message) return unknown(reply);
		const { by } = bodyOf(request);
		const id = by === undefined ? message.senderId : actorIdOf(actor(world, by));
		world.recall(message, { type: world.apps.has(id) ? 'app' : 'user', id });
		return {};
	});
	/** Somebody acts on a card. Answers with what they then see. */
	fastify.post(at('/messages/:id/act'), async (request, reply) => {
		const message = world.message(idOf(request));
		if (!message) return unknown(reply);
		const { userId, action } = bodyOf(request);
		const user = world.users.get(text(userId)) ?? world.user;
		return await events.act(message, user, isFields(action) ? action : {});
	});

	fastify.get(at('/deliveries'), () => deliveries.list.map(plainDelivery));
	fastify.post(at('/deliveries/settled'), async () => {
		await deliveries.settled();
		return {};
	});
	fastify.post(at('/deliveries/hold'), () => {
		deliveries.hold();
		return {};
	});
	fastify.post(at('/deliveries/release'), async (request) => {
		const isReversed = bodyOf(request).reversed === true;
		await deliveries.release((held) => (isReversed ? held.reverse() : held));
		return {};
	});
	fastify.post(at('/deliveries/:id/repeat'), (request, reply) => {
		const delivery = deliveries.list.find(({ id }) => id === idOf(request));
		const again = delivery && events.repeat(delivery, bodyOf(request).underAnotherId === true);
		return again ? plainDelivery(again) : unknown(reply);
	});
}
