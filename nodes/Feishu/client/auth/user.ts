import { failed, failure, refusal, stopped, succeeded, type Result } from '../../errors/Failure';
import { unlessAborted } from '../abort';
import type { Clock } from '../clock';
import { allowedDomainsOf, originOf } from '../http/origin';
import { asRecord } from '../http/record';
import { fingerprint } from './fingerprint';
import { rateLimitKeyOf, type Identity } from './Identity';
import { SingleFlight } from './SingleFlight';
import { isToken } from './TokenCache';
import { userTexts } from './userTexts';
import { whyNotRenewed } from './whyNotRenewed';

/** n8n's side of an OAuth2 credential. */
export interface OAuth2Store {
	/** n8n's ID of the credential. */
	id: string;
	/** The credential as it is stored now; another process may have renewed it. */
	read(): Promise<Readonly<Record<string, unknown>>>;
	/** n8n's own renewal, which stores the new pair and, where n8n can, locks out other processes. */
	refresh(): Promise<Readonly<Record<string, unknown>>>;
}

/** A person who has connected an account. */
export function userIdentity(
	credential: Readonly<Record<string, unknown>>,
	store: OAuth2Store,
	renewals: SingleFlight<Result<string>>,
	clock: Clock,
): Result<Identity> {
	const origin = originOf(credential.region, credential.baseUrl);
	if (!origin.ok) return origin;
	const first = accessTokenOf(credential);
	if (first === undefined) return failed(notConnected);
	const key = JSON.stringify([origin.value, credential.clientId, store.id]);
	let current = first;

	const renew = async (rejected: string): Promise<Result<string>> => {
		let stored = credential;
		try {
			stored = await store.read();
			const storedToken = accessTokenOf(stored);
			if (storedToken !== undefined && storedToken !== rejected) return succeeded(storedToken);
			const renewed = accessTokenOf({ oauthTokenData: await store.refresh() });
			return renewed === undefined ? failed(failure('unreadable_answer')) : succeeded(renewed);
		} catch (error) {
			const secrets = [credential, stored].flatMap(secretsOf);
			const tokens = asRecord(stored.oauthTokenData);
			return failed(whyNotRenewed(error, tokens, secrets, clock.now()));
		}
	};

	return succeeded({
		key,
		origin: origin.value,
		allowedDomains: allowedDomainsOf(credential),
		appId: String(credential.clientId),
		name: 'the person who connected the account',
		rateLimitKey: rateLimitKeyOf(origin.value, String(credential.clientId)),
		secrets: secretsOf(credential),
		token: async () => succeeded(current),
		async renew(rejected, timeoutMs, signal) {
			if (current !== rejected) return succeeded(current);
			// One credential of n8n's may hold a token for each person, so only requests with the same token share a
			// renewal.
			const renewal = renewals.run(`${key} ${fingerprint(rejected)}`, async () => {
				return await renew(rejected);
			});
			const renewed = await withinTime(renewal, clock, timeoutMs, signal);
			if (renewed.ok) current = renewed.value;
			return renewed;
		},
		userTexts,
	});
}

/**
 * A renewal runs in n8n, which lets a token endpoint hang for minutes. It is not begun a second time, since a refresh
 * token is good for one use; a request that waits for it only stops waiting.
 */
async function withinTime(
	renewal: Promise<Result<string>>,
	clock: Clock,
	timeoutMs: number,
	signal?: AbortSignal,
): Promise<Result<string>> {
	const over = new AbortController();
	const late = clock.wait(timeoutMs, over.signal).then(() => failed(renewalTimedOut));
	const result = await unlessAborted(Promise.race([renewal, late]), signal);
	over.abort();
	return result ?? stopped();
}

const renewalTimedOut = failure('timed_out', {
	cause: 'the access token could not be renewed in time',
	nextStep: 'Run it again in a few minutes.',
	hint: "Feishu's token endpoint usually answers within a second, and n8n goes on waiting for it. Check the network of the server that runs n8n, or connect the account again in the credential.",
});

const notConnected = refusal('credentials_rejected', {
	cause: 'no account is connected to the credential',
	nextStep: 'Open the Feishu OAuth2 API credential and connect the account.',
	hint: "Open the Feishu OAuth2 API credential and choose 'Connect my account'.",
});

function accessTokenOf(credential: Readonly<Record<string, unknown>>): string | undefined {
	const token = asRecord(credential.oauthTokenData)?.access_token;
	return isToken(token) ? token : undefined;
}

function secretsOf(credential: Readonly<Record<string, unknown>>): string[] {
	const tokens = asRecord(credential.oauthTokenData);
	return [credential.clientSecret, tokens?.access_token, tokens?.refresh_token].filter(
		(secret): secret is string => typeof secret === 'string',
	);
}
