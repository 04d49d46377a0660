import { randomUUID } from 'node:crypto';

import type { App } from './model';

/** The event by which a store app gets its ticket, in the envelope of version 1. */
export function postTicket(url: string, { id, ticket }: App) {
	const body = JSON.stringify({
		ts: String(Date.now() / 1000),
		uuid: randomUUID(),
		token: 'verification-token',
		type: 'event_callback',
		event: { app_id: id, app_ticket: ticket, type: 'app_ticket' },
	});
	const headers = { 'content-type': 'application/json' };
	// Whoever does not listen misses it.
	fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
}
