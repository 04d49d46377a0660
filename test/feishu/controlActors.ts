import type { FastifyReply } from 'fastify';

import { text } from './call';
import type { Actor } from './seeds';
import type { World } from './world';

/** By id, or by the part that it plays in the default world. */
export function actor(world: World, name: unknown): Actor {
	if (name === 'user') return world.user;
	if (name === 'owner') return world.owner;
	return world.apps.get(text(name)) ?? world.users.get(text(name)) ?? world.app;
}

export const unknown = (reply: FastifyReply) => reply.code(404).send({ error: 'no such thing' });
