import type {
	FunctionsBase,
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	RequestHelperFunctions,
} from 'n8n-workflow';

import { readApp } from '../client/auth/app/App';
import { appIdentity } from '../client/auth/app/identity';
import type { Identity } from '../client/auth/Identity';
import { SingleFlight } from '../client/auth/SingleFlight';
import { TokenCache } from '../client/auth/TokenCache';
import { userIdentity } from '../client/auth/user';
import { systemClock } from '../client/clock';
import { failed, refusal, succeeded, type Result } from '../errors/Failure';
import { messageOf } from '../errors/sentence';
import type { Operation } from '../operations/Operation';

const tokens = new TokenCache(systemClock);
const renewals = new SingleFlight<Result<string>>();

const appsOnly = refusal('invalid_request', {
	cause: 'Feishu takes this from apps only',
	nextStep: "Choose a credential 'Feishu API' in the node.",
	hint: "Open the node and choose a credential 'Feishu API' in place of a person's account: for what an app has sent, that of the same app.",
});

/**
 * The connection of each item. An app's credential is read for each item, as n8n does it: any field may hold an
 * expression that names another app or tenant there, and what n8n hands on does not tell. A person's token is one for
 * all items. Items with the same identity share a connection.
 */
export function connections<C>(
	context: IExecuteFunctions,
	identities: Operation['identities'],
	connect: (identity: Identity) => C,
): (item: number) => Promise<Result<C>> {
	const connected = new Map<string, C>();
	let read: Promise<Result<Identity>> | undefined;
	const person = async () => await (read ??= readUser(context));
	return async (item) => {
		const authentication = () => context.getNodeParameter('authentication', item);
		const identity = await readIdentity(context, authentication, identities, item, person);
		if (!identity.ok) return identity;
		const { key: identityKey, tokenRequest } = identity.value;
		const key = JSON.stringify([identityKey, tokenRequest]);
		const connection = connected.get(key) ?? connect(identity.value);
		connected.set(key, connection);
		return succeeded(connection);
	};
}

/** The parts of n8n's context that reading a credential needs, in an execution as in the editor. */
export type CredentialContext = Pick<FunctionsBase, 'getNode'> & {
	getCredentials(type: string, item?: number): Promise<ICredentialDataDecryptedObject>;
	helpers: Pick<RequestHelperFunctions, 'httpRequest' | 'refreshOAuth2Token'>;
};

/** The identity that asks, or why there is none. An expression may fail even in `authentication`. */
export async function readIdentity(
	context: CredentialContext,
	authentication: () => unknown,
	identities: Operation['identities'],
	item: number,
	person = async () => await readUser(context),
): Promise<Result<Identity>> {
	try {
		if (authentication() === 'feishuOAuth2Api') {
			return identities.includes('user') ? await person() : failed(appsOnly);
		}
		return appIdentityOf(await context.getCredentials('feishuApi', item), context);
	} catch (error) {
		return failed(unreadable(error));
	}
}

function appIdentityOf(
	credential: Readonly<Record<string, unknown>>,
	context: CredentialContext,
): Result<Identity> {
	const app = readApp(credential);
	if (!app.ok) return app;
	return succeeded(appIdentity(app.value, tokens, context.helpers.httpRequest, systemClock));
}

async function readUser(context: CredentialContext): Promise<Result<Identity>> {
	const type = 'feishuOAuth2Api';
	const read = async () => await context.getCredentials(type, 0);
	const store = {
		id: context.getNode().credentials?.[type]?.id ?? '',
		read,
		// n8n's own renewal: it stores the new pair, and from 2.x on no two processes renew at once.
		refresh: async () =>
			await context.helpers.refreshOAuth2Token.call(context as IExecuteFunctions, type),
	};
	return userIdentity(await read(), store, renewals, systemClock);
}

function unreadable(error: unknown) {
	return refusal('credentials_rejected', {
		cause: `the node's credential could not be read${messageOf(error)}`,
		nextStep: 'Open the node and select a credential.',
		hint: "Open the node and select or create the credential under 'Credential to connect with'. If it was deleted, or comes from an external secret store that does not answer, restore it there.",
	});
}
