import { failed, refusal, succeeded, type Result } from '../errors/Failure';

/** The credential's fields that tell Feishu's requests from those of strangers. */
export interface Secrets {
	appId: string;
	verificationToken: string;
	/** Without one, Feishu neither encrypts nor signs. */
	encryptKey?: string;
}

const where =
	'in the Developer Console under Events & Callbacks > Encryption Strategy, and enter it in the credential';

/**
 * Reads the secrets from the credential. A store app's ticket and tenant are not needed, since tickets and the events
 * of all tenants arrive through the trigger.
 */
export function readSecrets(credential: Readonly<Record<string, unknown>>): Result<Secrets> {
	const appId = filled(credential.appId);
	if (appId === undefined) {
		return missing('App ID', 'Open the credential and enter the App ID.');
	}
	const verificationToken = filled(credential.verificationToken);
	if (verificationToken === undefined) {
		const copy = `Copy the Verification Token ${where}.`;
		return missing(
			'Verification Token',
			copy,
			`${copy} Without it, the trigger cannot tell Feishu's requests from those of strangers. If an Encrypt Key is set there, copy that, too.`,
		);
	}
	return succeeded({ appId, verificationToken, encryptKey: filled(credential.encryptKey) });
}

function missing(field: string, nextStep: string, hint = nextStep) {
	const cause = `the credential has no ${field}`;
	return failed(refusal('credentials_rejected', { cause, nextStep, hint }));
}

function filled(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
