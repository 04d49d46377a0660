import { failed, refusal, succeeded, type Failure, type Result } from '../../../errors/Failure';
import { allowedDomainsOf, originOf } from '../../http/origin';

/** An app as the credential describes it; a store app also has a ticket, and acts for one tenant. */
export interface App {
	/** Scheme, host, and port. */
	origin: string;
	appId: string;
	appSecret: string;
	store?: { ticket: string; tenantKey: string };
	/** The hosts to which n8n restricts the credential, if it does. */
	allowedDomains?: string;
}

/** Checks what a person, an expression, or a secret store has put into the credential. */
export function readApp(credential: Readonly<Record<string, unknown>>): Result<App> {
	const origin = originOf(credential.region, credential.baseUrl);
	if (!origin.ok) return origin;
	const appId = textOf(credential.appId);
	if (appId === undefined) return failed(missing('App ID'));
	const appSecret = textOf(credential.appSecret);
	if (appSecret === undefined) return failed(missing('App Secret'));
	const allowedDomains = allowedDomainsOf(credential);
	const app: App = { origin: origin.value, appId, appSecret, allowedDomains };
	if (credential.appType !== 'store') return succeeded(app);
	const ticket = textOf(credential.appTicket);
	if (ticket === undefined) return failed(missing('App Ticket'));
	const tenantKey = textOf(credential.tenantKey);
	if (tenantKey === undefined) return failed(missing('Tenant Key'));
	return succeeded({ ...app, store: { ticket, tenantKey } });
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function missing(field: string): Failure {
	return refusal('credentials_rejected', {
		cause: `the credential has no ${field}`,
		nextStep: `Open the credential and enter the ${field}.`,
	});
}
