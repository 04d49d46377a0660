import type { FastifyReply, FastifyRequest } from 'fastify';

import { isRefusal, refuse } from './answer';
import type { Answer, Refusal } from './answer';
import { text } from './call';
import type { Call, Route } from './call';
import { admit, bearer } from './caller';
import { ChaosDice } from './chaos';
import { connectionIdOf } from './connections';
import { Exchange } from './exchange';
import { Faults } from './faults';
import type { Fault } from './faults';
import { newLogId } from './ids';
import { RequestLog } from './log';
import { RateLimits } from './rateLimit';
import { oauthRefusal } from './oauthCodes';
import type { RouteName } from './routeNames';
import type { Settings } from './settings';
import { injectFault } from './injectFault';
import type { World } from './world';

/** Every request goes through here: log, trouble, token and limits, carrying out, the answer. */
export class Gate {
	readonly log: RequestLog;
	readonly faults = new Faults();
	readonly limits = new RateLimits();
	private readonly dice = new ChaosDice();
	origin = '';

	constructor(
		readonly world: World,
		readonly settings: Settings,
	) {
		this.log = new RequestLog(world.clock.time);
	}

	handler(route: Route) {
		return async (request: FastifyRequest, reply: FastifyReply) => {
			const { settings } = this;
			const call = this.read(route.route, request);
			const entry = this.note(route.route, call, request);
			const headers = settings.logIdHeader ? { [settings.logIdHeader]: call.logId } : {};
			const exchange = new Exchange(reply, entry, headers, this.world.clock.time);
			reply.raw.once('close', () => this.log.end(entry, !reply.raw.writableFinished));

			const fault = this.trouble(route.route, call);
			if (fault) entry.fault = fault.kind;
			const latencyMs = this.latencyMs(route.route);
			if (!fault) {
				// Done on arrival: a caller who gives up waiting has still been served.
				const answer = this.serve(route, call);
				await exchange.hold(latencyMs);
				exchange.send(answer);
			} else {
				await exchange.hold(latencyMs);
				await injectFault(fault, {
					exchange,
					carryOut: () => this.serve(route, call),
					refuse: (refusal) =>
						route.route === 'oauthToken' ? oauthRefusal(refusal.code) : this.refuse(refusal, call),
					invalidateToken: () => {
						if (call.token) call.token.invalid = true;
					},
				});
			}
			return reply;
		};
	}

	private read(route: RouteName, request: FastifyRequest): Call {
		const { authorization } = request.headers;
		const { id = '', key = '' } = request.params as { id?: string; key?: string };
		return {
			route,
			world: this.world,
			settings: this.settings,
			limits: this.limits,
			origin: this.origin,
			ip: request.ip,
			logId: newLogId(),
			authorization,
			id,
			key,
			contentLength: request.headers['content-length'],
			range: request.headers.range,
			query: request.query as Record<string, unknown>,
			body: (request.body ?? {}) as Record<string, unknown>,
			token: this.world.tokens.find(bearer(authorization)),
		};
	}

	private note(route: RouteName, call: Call, request: FastifyRequest) {
		const { token, body } = call;
		return this.log.begin({
			method: request.method,
			path: request.url.split('?', 1)[0] ?? '',
			route,
			appId: token?.app.id ?? (text(body.app_id) || text(body.client_id) || undefined),
			tenantKey: token?.tenantKey,
			openId: token?.user?.openId,
			messageId: call.id || undefined,
			connectionId: connectionIdOf(request.raw.socket),
			ip: call.ip,
			userAgent: request.headers['user-agent'],
			authorization: call.authorization,
			query: call.query,
			body: request.body,
			contentType: request.headers['content-type'],
		});
	}

	private trouble(route: RouteName, { id, token }: Call): Fault | undefined {
		const target = { route, messageId: id, appId: token?.app.id };
		return this.faults.take(target) ?? this.dice.draw(this.settings.chaos, route);
	}

	private latencyMs(route: RouteName): number {
		const { latencyMs, chaos } = this.settings;
		const [least, most] = typeof latencyMs === 'number' ? [latencyMs, latencyMs] : latencyMs;
		return least + Math.random() * (most - least) + this.dice.latencyMs(chaos, route);
	}

	private serve(route: Route, call: Call): Answer {
		if (route.open) return route.act(call);
		const caller = admit(call, route);
		if (isRefusal(caller)) return this.refuse(caller, call);
		const outcome = route.act(call, caller);
		return isRefusal(outcome) ? this.refuse(outcome, call) : outcome;
	}

	private refuse(refusal: Refusal, call: Call): Answer {
		const answer = refuse(refusal, call);
		const isBare = refusal.code === 99991400 && !call.settings.rateLimitBody;
		return isBare ? { ...answer, body: '' } : answer;
	}
}
