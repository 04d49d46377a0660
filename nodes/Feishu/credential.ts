import type { IExecuteFunctions } from 'n8n-workflow';

import { appIdentity, readApp } from './client/app';
import { systemClock } from './client/clock';
import type { Identity } from './client/identity';
import { TokenCache } from './client/token';
import { failed, quoted, refusal, succeeded, type Result } from './errors/failures';

const tokens = new TokenCache(systemClock);

/** Reads the credential, once a run, and makes of it who asks Feishu. */
export async function readIdentity(context: IExecuteFunctions): Promise<Result<Identity>> {
	const credential = await credentialOf(context);
	if (!credential.ok) return credential;
	const app = readApp(credential.value);
	if (!app.ok) return app;
	return succeeded(appIdentity(app.value, tokens, context.helpers.httpRequest, systemClock));
}

async function credentialOf(context: IExecuteFunctions): Promise<Result<Record<string, unknown>>> {
	try {
		return succeeded(await context.getCredentials('feishuApi', 0));
	} catch (error) {
		const why = error instanceof Error && error.message !== '' ? `: ${quoted(error.message)}` : '';
		return failed(
			refusal('credentials_rejected', {
				says: `was not recalled, because the node's credential could not be read${why}`,
				todo: 'Open the node and select a Feishu API credential.',
				hint: "Open the node and select or create the credential under 'Credential to connect with'. If it was deleted, or comes from an external secret store that does not answer, restore it there.",
			}),
		);
	}
}
