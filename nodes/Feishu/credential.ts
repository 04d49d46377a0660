import type { IExecuteFunctions } from 'n8n-workflow';

import { appIdentity, readApp } from './client/app';
import { systemClock } from './client/clock';
import type { Identity } from './client/identity';
import { TokenCache } from './client/token';
import { Renewals, userIdentity } from './client/user';
import { failed, quoted, refusal, succeeded, type Result } from './errors/failures';

const tokens = new TokenCache(systemClock);
const renewals = new Renewals();

const appsOnly = refusal('invalid_request', {
	says: 'was not recalled, because Feishu takes this from apps only',
	todo: "Set 'Authentication' to 'App'.",
	hint: "Open the node and choose 'App' under 'Authentication', with the app that sent the batch message.",
});

/** Reads the credential, once a run, and makes of it who asks Feishu. */
export async function readIdentity(
	context: IExecuteFunctions,
	appOnly: boolean,
): Promise<Result<Identity>> {
	try {
		const asUser = context.getNodeParameter('authentication', 0) === 'feishuOAuth2Api';
		if (asUser && appOnly) return failed(appsOnly);
		return asUser ? await readUser(context) : await readAppIdentity(context);
	} catch (error) {
		return failed(unreadable(error));
	}
}

async function readAppIdentity(context: IExecuteFunctions): Promise<Result<Identity>> {
	const app = readApp(await context.getCredentials('feishuApi', 0));
	if (!app.ok) return app;
	return succeeded(appIdentity(app.value, tokens, context.helpers.httpRequest, systemClock));
}

async function readUser(context: IExecuteFunctions): Promise<Result<Identity>> {
	const type = 'feishuOAuth2Api';
	const read = async () => await context.getCredentials(type, 0);
	const store = {
		id: context.getNode().credentials?.[type]?.id ?? '',
		read,
		// n8n's own renewal: it stores the new pair, and from 2.x on no two processes renew at once.
		refresh: async () => await context.helpers.refreshOAuth2Token.call(context, type),
	};
	return userIdentity(await read(), store, renewals, systemClock.now);
}

function unreadable(error: unknown) {
	const why = error instanceof Error && error.message !== '' ? `: ${quoted(error.message)}` : '';
	return refusal('credentials_rejected', {
		says: `was not recalled, because the node's credential could not be read${why}`,
		todo: 'Open the node and select a credential.',
		hint: "Open the node and select or create the credential under 'Credential to connect with'. If it was deleted, or comes from an external secret store that does not answer, restore it there.",
	});
}
