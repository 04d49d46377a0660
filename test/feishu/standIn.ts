/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the stand-in is a server, it never ships */
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import createFastify from 'fastify';
import type { FastifyRequest } from 'fastify';

import { notFound } from './answer';
import type { Time } from './clock';
import { watchConnections } from './connections';
import { addControls } from './control';
import type { Fault } from './faults';
import { Gate } from './gate';
import type { RequestLog } from './log';
import { readMultipart } from './multipart';
import { readBody } from './requestBody';
import { routes } from './routes';
import type { AppSeed } from './seeds';
import { defaultSettings } from './settings';
import type { Settings } from './settings';
import { World } from './world';

export interface FeishuOptions {
	/** 0, the default, takes any free one. */
	port?: number;
	host?: string;
	tls?: { key: string; cert: string };
	settings?: Partial<Settings>;
	/** The first one is `world.app`. */
	apps?: AppSeed[];
	/** The machine's, unless a test brings its own. */
	time?: Time;
}

export interface FeishuStandIn {
	/** The origin, without a slash at its end. */
	readonly url: string;
	/** May be changed while it runs. */
	readonly settings: Settings;
	readonly world: World;
	readonly log: RequestLog;
	/** Adds to the queue of scripted trouble. */
	script(...faults: Fault[]): void;
	clearScript(): void;
	/** How many scripted faults have not struck yet. */
	readonly pendingFaults: number;
	/** Everything as after the start: settings, world, log, script, limits. */
	reset(): void;
	close(): Promise<void>;
}

export async function startFeishu(options: FeishuOptions = {}): Promise<FeishuStandIn> {
	const { port = 0, host = '127.0.0.1', tls, apps, time } = options;
	const settings: Settings = { ...defaultSettings(), ...options.settings };
	const world = new World(settings, apps, time);
	const gate = new Gate(world, settings);
	const fastify = createFastify({
		serverFactory: (handler) => (tls ? createHttpsServer(tls, handler) : createHttpServer(handler)),
		routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2000 },
		exposeHeadRoutes: false,
		forceCloseConnections: true,
		bodyLimit: 4 * 1024 * 1024,
		// A path that cannot be decoded is a wrong path like any other.
		frameworkErrors: (_error, _request, reply) => {
			reply.raw.writeHead(notFound.status, notFound.headers).end(notFound.body);
		},
	});
	fastify.removeAllContentTypeParsers();
	fastify.addContentTypeParser('*', { parseAs: 'string' }, (request, payload, done) => {
		done(null, readBody(String(payload), request.headers['content-type']));
	});
	fastify.addContentTypeParser(
		'multipart/form-data',
		async (request: FastifyRequest, payload: IncomingMessage) => {
			// A body that cannot be read counts as one without fields, which the routes then refuse.
			return await readMultipart(request.headers, payload).catch(() => ({}));
		},
	);
	const serve404 = gate.handler({
		open: true,
		route: 'notFound',
		method: 'GET',
		path: '*',
		act: () => notFound,
	});
	fastify.setNotFoundHandler(serve404);
	for (const route of routes) {
		fastify.route({ method: route.method, url: route.path, handler: gate.handler(route) });
	}
	const endConnections = watchConnections(fastify.server, gate.log, tls !== undefined);
	const standIn: FeishuStandIn = {
		get url() {
			return gate.origin;
		},
		settings,
		world,
		log: gate.log,
		script: (...faults) => gate.faults.add(faults),
		clearScript: () => gate.faults.clear(),
		get pendingFaults() {
			return gate.faults.pending;
		},
		reset() {
			Object.assign(settings, defaultSettings(), options.settings);
			world.reset(apps);
			gate.log.clear();
			gate.faults.clear();
			gate.limits.clear();
		},
		async close() {
			endConnections();
			await world.events.deliveries.close();
			await fastify.close();
		},
	};
	addControls(fastify, standIn);
	await fastify.listen({ port, host });
	const { port: taken } = fastify.server.address() as AddressInfo;
	gate.origin = `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${taken}`;
	return standIn;
}
