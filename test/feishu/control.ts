import type { FastifyInstance, FastifyRequest } from 'fastify';

import { text } from './call';
import { isFault } from './faults';
import type { LogEntry } from './log';
import { metricsOf } from './metrics';
import type { Actor, AppSeed } from './seeds';
import type { FeishuStandIn } from './standIn';
import type { World } from './world';

type Fields = Record<string, unknown>;

const bodyOf = (request: FastifyRequest) => (request.body ?? {}) as Fields;
const queryOf = (request: FastifyRequest) => request.query as Fields;
const idOf = (request: FastifyRequest) => (request.params as { id: string }).id;
const numberOr = <T>(value: unknown, otherwise: T) =>
	typeof value === 'number' ? value : otherwise;

const withoutSecrets = (entry: LogEntry) => ({
	...entry,
	authorization: undefined,
	body: undefined,
});

/** Sets the fields that the target knows, and leaves the rest alone. */
function patch(target: object, fields: Fields) {
	for (const [name, value] of Object.entries(fields)) {
		if (name in target) Reflect.set(target, name, value);
	}
	return target;
}

/** By id, or by the part that it plays in the default world. */
function actor(world: World, name: unknown): Actor {
	if (name === 'user') return world.user;
	if (name === 'owner') return world.owner;
	return world.apps.get(text(name)) ?? world.users.get(text(name)) ?? world.app;
}

const summaryOf = ({ url, world }: FeishuStandIn) => ({
	url,
	appId: world.app.id,
	appSecret: world.app.secret,
	appTicket: world.app.ticket,
	tenantKey: world.tenant.key,
	chatId: world.chat.id,
	userId: world.user.openId,
	ownerId: world.owner.openId,
});

/** The way in for another process: benchmark, demo, browser tests. Not logged, never in trouble. */
export function addControls(fastify: FastifyInstance, standIn: FeishuStandIn) {
	const { world, settings, log } = standIn;
	const at = (path: string) => `/_standin${path}`;

	fastify.get(at(''), () => summaryOf(standIn));
	fastify.post(at('/reset'), () => {
		standIn.reset();
		return summaryOf(standIn);
	});
	fastify.get(at('/metrics'), () => metricsOf(standIn));
	fastify.get(at('/recalls'), () => world.recalls);

	fastify.get(at('/settings'), () => settings);
	fastify.patch(at('/settings'), (request) => patch(settings, bodyOf(request)));

	fastify.get(at('/log'), (request) => {
		const { entries, route, since } = queryOf(request);
		if (!entries) return log.summary();
		const from = Number(since ?? 0);
		return log.entries
			.filter((entry) => entry.at >= from && (!route || entry.route === route))
			.map(withoutSecrets);
	});
	fastify.delete(at('/log'), () => {
		log.clear();
		return log.summary();
	});

	fastify.post(at('/faults'), (request, reply) => {
		const body = bodyOf(request);
		const faults = (Array.isArray(body.faults) ? body.faults : [body]) as unknown[];
		if (!faults.every(isFault)) return reply.code(400).send({ error: 'unknown kind of fault' });
		standIn.script(...faults);
		return { pending: standIn.pendingFaults };
	});
	fastify.delete(at('/faults'), () => {
		standIn.clearScript();
		return { pending: 0 };
	});

	fastify.post(at('/messages'), (request) => {
		const { count, chatId, sender, ageHours, type, content } = bodyOf(request);
		const ids = world.sendMessages(numberOr(count, 1), {
			chat: world.chats.get(text(chatId)) ?? world.chat,
			sender: actor(world, sender),
			ageHours: numberOr(ageHours, 0),
			type: text(type) || undefined,
			content: text(content) || undefined,
		});
		return { ids };
	});
	fastify.get(at('/messages/:id'), (request, reply) => {
		const message = world.message(idOf(request));
		if (!message) return reply.code(404).send({ error: 'no such message' });
		const { chat, ...fields } = message;
		return { ...fields, chatId: chat.id };
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

	fastify.post(at('/apps'), (request) => world.addApp(bodyOf(request) as AppSeed));
	fastify.patch(at('/apps/:id'), (request) =>
		patch(world.apps.get(idOf(request)) ?? world.app, bodyOf(request)),
	);
	fastify.patch(at('/tenant'), (request) => patch(world.tenant, bodyOf(request)));
	fastify.post(at('/users'), (request) => {
		const { name, available } = bodyOf(request);
		return world.addUser({ name: text(name) || 'A person', available: available !== false });
	});
	fastify.post(at('/chats'), (request) => {
		const { botIn, owner, dissolved, external } = bodyOf(request);
		const { id } = world.addChat({
			botIn: botIn !== false,
			owner: owner === undefined ? undefined : actor(world, owner),
			dissolved: dissolved === true,
			external: external === true,
			members: [world.user],
		});
		return { id };
	});

	fastify.post(at('/tokens/invalidate'), (request) => {
		world.tokens.invalidate(bodyOf(request));
		return {};
	});
	fastify.post(at('/user-tokens'), (request) => {
		const { userId, scopes, ttlSeconds } = bodyOf(request);
		const user = world.users.get(text(userId)) ?? world.user;
		return world.authorize({
			user,
			scopes: Array.isArray(scopes) ? scopes.map(String) : undefined,
			ttlSeconds: numberOr(ttlSeconds, undefined),
		});
	});
	fastify.post(at('/revoke'), (request) => {
		world.revoke(world.users.get(text(bodyOf(request).userId)) ?? world.user);
		return {};
	});
	fastify.post(at('/ticket'), () => ({ appTicket: world.rotateTicket() }));
	fastify.post(at('/clock'), (request) => {
		world.clock.advance(bodyOf(request));
		return { now: world.clock.now() };
	});
}
