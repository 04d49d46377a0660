import { failure, type Failure } from '../../errors/Failure';
import { quoted } from '../../errors/sentence';
import { classify } from '../http/classify';
import { asRecord } from '../http/record';
import { holdsSecret } from '../http/secrets';
import { accountEnded, userToken } from './apis';
import { userTexts } from './userTexts';

/**
 * n8n 1.x throws Feishu's answer, n8n 2.x a sentence of its own without it. The stored token then tells
 * whether the refresh token had run out, since Feishu says how long it lives.
 */
export function whyNotRenewed(
	error: unknown,
	stored: Readonly<Record<string, unknown>> | undefined,
	secrets: readonly string[],
	now: number,
): Failure {
	// NaN where n8n does not hand on the answer: a code that no table knows.
	const code = Number(asRecord(asRecord(error)?.body)?.code);
	const answered = classify(code, userToken, { userTexts });
	if (answered.reason !== 'unknown' && answered.reason !== 'token_rejected') return answered;
	// n8n hands on what the token endpoint said, and a host may echo what it was sent.
	const said = error instanceof Error ? error.message : '';
	const words = holdsSecret(said, secrets) ? '' : said;
	if (typeof stored?.refresh_token !== 'string') {
		return signInEnded('Feishu gave no refresh token: the scope offline_access is missing', code);
	}
	if (answered.reason === 'token_rejected') return answered;
	if (refreshTokenRanOut(stored, now)) return signInEnded('the refresh token has expired', code);
	if (/reconnect|invalid_grant/i.test(said)) {
		return signInEnded('the access was revoked, or has ended after 365 days', code);
	}
	return failure('unreachable', {
		cause: `the access token could not be renewed${words && `: ${quoted(words)}`}`,
	});
}

function signInEnded(why: string, code: number): Failure {
	const cause = accountEnded(why);
	return failure('token_rejected', { ...userTexts.token_rejected, cause, ...(code && { code }) });
}

/** n8n 2.x stores when the access token ends, from which follows when it was issued. */
function refreshTokenRanOut(stored: Readonly<Record<string, unknown>>, now: number): boolean {
	const issuedAt = Number(stored.n8n_expires_at) - Number(stored.expires_in) * 1_000;
	return now > issuedAt + Number(stored.refresh_token_expires_in) * 1_000;
}
