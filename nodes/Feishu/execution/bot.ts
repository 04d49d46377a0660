import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHookFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { SingleFlight } from '../client/auth/SingleFlight';
import { botIdOf } from '../events/bot';
import type { Secrets } from '../events/secrets';
import { succeeded, type Failure, type Result } from '../errors/Failure';
import { readIdentity } from './connections';
import { editorClient } from './editorClient';

type Context = IHookFunctions | IWebhookFunctions;

const searches = new SingleFlight<Result<void>>();

/** The bot that was asked for before, if it is that of this app. */
export function knownBot(context: Context, { appId }: Pick<Secrets, 'appId'>): string | undefined {
	const bot = context.getWorkflowStaticData('node').bot as IDataObject | undefined;
	return bot?.appId === appId && typeof bot.openId === 'string' ? bot.openId : undefined;
}

/**
 * Asks Feishu who the app's bot is, and keeps it where all processes find it. A store app whose credential names no
 * tenant asks as the one given.
 */
export async function findBot(
	context: Context,
	{ appId }: Pick<Secrets, 'appId'>,
	tenantKey = '',
): Promise<Result<void>> {
	const key = JSON.stringify([context.getWorkflow().id, context.getNode().id, appId, tenantKey]);
	return await searches.run(key, async () => {
		const asTenant = {
			getNode: () => context.getNode(),
			helpers: context.helpers,
			getCredentials: async (type: string) => {
				const credential = await context.getCredentials<ICredentialDataDecryptedObject>(type);
				return isBlank(credential.tenantKey) ? { ...credential, tenantKey } : credential;
			},
		};
		const identity = await readIdentity(asTenant, () => 'feishuApi', ['app'], 0);
		if (!identity.ok) return identity;
		const botId = await botIdOf(editorClient(identity.value, context));
		if (!botId.ok) return botId;
		context.getWorkflowStaticData('node').bot = { appId, openId: botId.value };
		return succeeded(undefined);
	});
}

/** Whether only events can mend the failure: they bring a store app its ticket and its tenant. */
export function comesWithEvents(
	credential: Readonly<Record<string, unknown>>,
	{ code }: Failure,
): boolean {
	const { appType, appSecret, appTicket, tenantKey } = credential;
	if (appType !== 'store' || isBlank(appSecret)) return false;
	return isBlank(appTicket) || isBlank(tenantKey) || code === 10012;
}

function isBlank(value: unknown): boolean {
	return typeof value !== 'string' || value.trim() === '';
}
