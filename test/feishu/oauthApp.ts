import { text } from './call';
import type { Call } from './call';
import type { App } from './model';

interface Client {
	id: string;
	secret: string;
}

function fromBasic(authorization: string | undefined): Client | undefined {
	const encoded = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
	if (!encoded) return undefined;
	const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(':');
	try {
		// RFC 6749 has both encoded as in a form.
		return { id: decodeURIComponent(id), secret: decodeURIComponent(secret) };
	} catch {
		return { id, secret };
	}
}

/** The app that asks at an OAuth token endpoint, or the code of what is wrong with its papers. */
export function oauthApp({ authorization, body, world }: Call): App | number {
	const basic = fromBasic(authorization);
	if (basic && text(body.client_secret)) return 20070;
	const client = basic ?? { id: text(body.client_id), secret: text(body.client_secret) };
	if (!client.id || !client.secret) return 20001;
	const app = world.apps.get(client.id);
	if (!app) return 20048;
	if (app.secret !== client.secret) return 20002;
	return app.enabled ? app : 20069;
}
