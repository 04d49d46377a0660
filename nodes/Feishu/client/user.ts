import {
	failed,
	failure,
	quoted,
	refusal,
	succeeded,
	type Failure,
	type Result,
} from '../errors/failures';
import { codes } from '../errors/codes';
import { asRecord } from './answer';
import { unlessAborted, type Clock } from './clock';
import { quotaOf, type Identity } from './identity';
import { allowedDomainsOf, originOf } from './origin';
import { isToken } from './token';

/** n8n's side of an OAuth2 credential. */
export interface OAuth2Store {
	/** n8n's ID of the credential. */
	id: string;
	/** The credential as it is stored now; another process may have renewed it. */
	read(): Promise<Readonly<Record<string, unknown>>>;
	/** n8n's own renewal, which stores the new pair and, where n8n can, locks out other processes. */
	refresh(): Promise<Readonly<Record<string, unknown>>>;
}

/**
 * Renewals under way and their results, for all executions of this process: a refresh token is good for one
 * use, and two renewals at once would lock the person out.
 */
export class Renewals {
	private readonly underWay = new Map<string, Promise<Result<string>>>();

	async only(id: string, renew: () => Promise<Result<string>>): Promise<Result<string>> {
		const underWay = this.underWay.get(id) ?? renew().finally(() => this.underWay.delete(id));
		this.underWay.set(id, underWay);
		return await underWay;
	}
}

/** A person who has connected an account. */
export function userIdentity(
	credential: Readonly<Record<string, unknown>>,
	store: OAuth2Store,
	renewals: Renewals,
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
			return failed(whyNotRenewed(error, asRecord(stored.oauthTokenData), clock.now()));
		}
	};

	return succeeded({
		key,
		origin: origin.value,
		allowedDomains: allowedDomainsOf(credential),
		name: 'the person who connected the account',
		quota: quotaOf(origin.value, String(credential.clientId)),
		secrets: secretsOf(credential),
		token: async () => succeeded(current),
		async renew(rejected, timeoutMs, signal) {
			if (current !== rejected) return succeeded(current);
			const renewal = renewals.only(key, async () => await renew(rejected));
			const renewed = await withinTime(renewal, clock, timeoutMs, signal);
			if (renewed.ok) current = renewed.value;
			return renewed;
		},
		advice: {
			not_allowed_to_recall: {
				todo: "If the app's bot sent it, set 'Authentication' to 'App'; a person recalls messages in groups that they own or manage.",
				hint: "Feishu lets a person recall messages in groups that the person owns or manages, but not what the app's bot has sent elsewhere. For the bot's own messages, choose 'App' under 'Authentication'.",
			},
			permission_missing: {
				todo: 'Add the scope im:message:recall to the app and the credential, then connect the account again.',
				hint: "In the Developer Console, add im:message:recall for user access under Permissions & Scopes and publish a version. Then add it to 'Scope' in the credential and connect the account again.",
			},
			token_rejected: {
				todo: 'Connect the account again in the credential.',
				hint: 'Open the Feishu OAuth2 API credential, check the Region, and connect the account again.',
			},
		},
	});
}

/**
 * A renewal runs in n8n, which lets a token endpoint hang for minutes. It is not begun a second time, since a
 * refresh token is good for one use; whoever waits for it only stops waiting.
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
	return result ?? failed(refusal('execution_stopped'));
}

const renewalTimedOut = failure('timed_out', {
	says: 'was not recalled, because the access token could not be renewed in time',
	todo: 'Run it again in a few minutes.',
	hint: "Feishu's token endpoint usually answers within a second, and n8n goes on waiting for it. Check the network of the server that runs n8n, or connect the account again in the credential.",
});

const notConnected = refusal('credentials_rejected', {
	says: 'was not recalled, because no account is connected to the credential',
	todo: 'Open the Feishu OAuth2 API credential and connect the account.',
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

/** Feishu's reasons why a refresh token is no longer any good. Source: UAT, the table of codes. */
const ended: Readonly<Record<number, string>> = {
	20026: 'the refresh token is not valid',
	20037: 'the refresh token has expired',
	20064: 'the person or an administrator revoked the access',
	20073: 'the refresh token was used before',
	20074: 'refreshing is not enabled for the app in the Developer Console',
};

/**
 * n8n 1.x throws Feishu's answer, n8n 2.x a sentence of its own without it. The stored token then tells
 * whether the refresh token had run out, since Feishu says how long it lives.
 */
function whyNotRenewed(
	error: unknown,
	stored: Readonly<Record<string, unknown>> | undefined,
	now: number,
): Failure {
	const code = Number(asRecord(asRecord(error)?.body)?.code);
	const reason = codes[code]?.reason;
	if (reason !== undefined && reason !== 'token_rejected') return failure(reason, { code });
	const known = Number.isInteger(code) && code !== 0 ? { code } : {};
	if ([20050, 20072].includes(code)) return failure('feishu_unavailable', known);
	if (typeof stored?.refresh_token !== 'string') {
		return signInEnded('Feishu gave no refresh token: the scope offline_access is missing', known);
	}
	if (ended[code] !== undefined) return signInEnded(ended[code], known);
	if (refreshTokenRanOut(stored, now)) return signInEnded(ended[20037] ?? '', known);
	const words = error instanceof Error ? error.message : '';
	if (/reconnect|invalid_grant/i.test(words)) {
		return signInEnded('the access was revoked, or has ended after 365 days', known);
	}
	return failure('unreachable', {
		says: `was not recalled, because the access token could not be renewed${words && `: ${quoted(words)}`}`,
	});
}

function signInEnded(why: string, facts: Partial<Failure>): Failure {
	return failure('token_rejected', {
		...facts,
		says: `was not recalled, because the account has to be connected again: ${why}`,
	});
}

/** n8n 2.x stores when the access token ends, from which follows when it was issued. */
function refreshTokenRanOut(stored: Readonly<Record<string, unknown>>, now: number): boolean {
	const issuedAt = Number(stored.n8n_expires_at) - Number(stored.expires_in) * 1_000;
	return now > issuedAt + Number(stored.refresh_token_expires_in) * 1_000;
}
