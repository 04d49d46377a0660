/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the stand-in is a server, it never ships */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

import type { RequestLog } from './log';

const ids = new WeakMap<Socket, number>();

export const connectionIdOf = (socket: Socket): number => ids.get(socket) ?? 0;

/** Counts the server's connections; the one it gives back ends them all. */
export function watchConnections(server: Server, log: RequestLog, tls: boolean): () => void {
	const open = new Set<Socket>();
	server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
		ids.set(socket, log.connections.begin());
		open.add(socket);
		socket.once('close', () => {
			open.delete(socket);
			log.connections.end();
		});
	});
	return () => {
		for (const socket of open) socket.destroy();
	};
}
