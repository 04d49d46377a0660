import type {
	ICredentialDataDecryptedObject as Credential,
	IHookFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { readSecrets, type Secrets } from '../events/secrets';
import { readSettings, type Settings } from '../events/settings';
import { succeeded, type Result } from '../errors/Failure';

/** The credential of the trigger and its fields, read, or which of them cannot be used. */
export async function readPanel(
	context: IHookFunctions | IWebhookFunctions,
): Promise<Result<{ credential: Credential; secrets: Secrets; settings: Settings }>> {
	const credential = await context.getCredentials<Credential>('feishuApi');
	const secrets = readSecrets(credential);
	if (!secrets.ok) return secrets;
	const settings = readSettings({
		events: context.getNodeParameter('events'),
		otherEvents: context.getNodeParameter('otherEvents', ''),
		simplify: context.getNodeParameter('simplify', true),
		options: context.getNodeParameter('options', {}),
	});
	if (!settings.ok) return settings;
	return succeeded({ credential, secrets: secrets.value, settings: settings.value });
}
