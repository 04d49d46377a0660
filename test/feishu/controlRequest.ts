import type { FastifyRequest } from 'fastify';

export type Fields = Record<string, unknown>;

export const at = (path: string) => `/_standin${path}`;
export const bodyOf = (request: FastifyRequest) => (request.body ?? {}) as Fields;
export const idOf = (request: FastifyRequest) => (request.params as { id: string }).id;
export const numberOr = <T>(value: unknown, otherwise: T) =>
	typeof value === 'number' ? value : otherwise;

/** Sets the fields that the target knows, and leaves the rest alone. */
export function patch(target: object, fields: Fields) {
	for (const [name, value] of Object.entries(fields)) {
		if (name in target) Reflect.set(target, name, value);
	}
	return target;
}
