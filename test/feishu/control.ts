import type { FastifyInstance, FastifyRequest } from 'fastify';

import { text } from './call';
import { at, bodyOf, idOf, numberOr, patch } from './controlRequest';
import type { Fields } from './controlRequest';
import { addEventControls } from './controlEvents';
import { addSeedControls } from './controlSeeds';
import { isFault } from './faults';
import type { LogEntry } from './log';
import { metricsOf } from './metrics';
import { addPage } from './page';
import type { AppSeed } from './seeds';
import type { FeishuStandIn } from './standIn';

const queryOf = (request: FastifyRequest) => request.query as Fields;

const withoutSecrets = (entry: LogEntry) => ({
	...entry,
	authorization: undefined,
	body: undefined,
});

const summaryOf = ({ url, world }: FeishuStandIn) => ({
	url,
	appId: world.app.id,
	appSecret: world.app.secret,
	appTicket: world.app.ticket,
	verificationToken: world.app.verificationToken,
	tenantKey: world.tenant.key,
	chatId: world.chat.id,
	userId: world.user.openId,
	ownerId: world.owner.openId,
});

/** The way in for another process: benchmark, demo, browser tests. Not logged, never in trouble. */
export function addControls(fastify: FastifyInstance, standIn: FeishuStandIn) {
	const { world, settings, log } = standIn;
	fastify.get(at(''), () => summaryOf(standIn));
	fastify.post(at('/reset'), () => {
		standIn.reset();
		return summaryOf(standIn);
	});
	fastify.get(at('/metrics'), () => metricsOf(standIn));
	fastify.get(at('/recalls'), () => world.recalls);
	fastify.get(at('/sends'), () => world.sends);

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

	fastify.post(at('/apps'), (request) => world.addApp(bodyOf(request) as AppSeed));
	fastify.patch(at('/apps/:id'), (request) =>
		patch(world.apps.get(idOf(request)) ?? world.app, bodyOf(request)),
	);
	addSeedControls(fastify, standIn);
	addEventControls(fastify, standIn);
	addPage(fastify, standIn);

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
	fastify.post(at('/ticket'), () => {
		const appTicket = world.rotateTicket();
		world.deliverTicket();
		return { appTicket };
	});
	fastify.post(at('/clock'), (request) => {
		world.clock.advance(bodyOf(request));
		return { now: world.clock.now() };
	});
}
