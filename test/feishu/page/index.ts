import type { FastifyInstance, FastifyReply } from 'fastify';

import { text } from '../call';
import { unknown } from '../controlActors';
import { at, bodyOf, idOf } from '../controlRequest';
import type { FeishuStandIn } from '../standIn';
import { page, pathOf, reader } from './view';

/** The chats as a person in Feishu would see them, and write there. */
export function addPage(fastify: FastifyInstance, standIn: FeishuStandIn) {
	const { world } = standIn;
	fastify.get(at('/page'), (_, reply) => reply.redirect(pathOf(world.chat)));
	fastify.get(at('/page/:id'), (request, reply) => {
		const chat = world.chats.get(idOf(request));
		if (!chat) return unknown(reply);
		return reply.type('text/html; charset=utf-8').send(page(chat, standIn).markup);
	});
	fastify.post(at('/page/:id'), (request, reply) => {
		const chat = world.chats.get(idOf(request));
		if (!chat) return unknown(reply);
		const content = JSON.stringify({ text: text(bodyOf(request).text) });
		world.say({ chat, sender: reader(chat, standIn), content });
		return back(reply, pathOf(chat));
	});
	fastify.post(at('/page/recall/:id'), (request, reply) => {
		const message = world.message(idOf(request));
		if (!message) return unknown(reply);
		world.recall(message, { type: 'user', id: message.senderId });
		return back(reply, pathOf(message.chat));
	});
}

const back = (reply: FastifyReply, path: string) => reply.redirect(path, 303);
