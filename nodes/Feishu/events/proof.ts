import { createHash, timingSafeEqual } from 'node:crypto';

import { msOf } from '../content/read/time';

/**
 * How far from now a request may have been signed. Feishu sends an event for the last time seven hours after the first,
 * and may not sign it anew for that; as much is left to a clock that is wrong.
 */
export const signedWithinMs = 8 * 3_600_000;

/** Whether a text is the secret; how long that takes tells nothing of the secret, its length included. */
export function isSame(secret: string, given: unknown): boolean {
	if (typeof given !== 'string' || secret === '') return false;
	return timingSafeEqual(digest(secret), digest(given));
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}

/**
 * Why a signature does not prove that a body comes from Feishu, if so. It is a hash over the bytes as they came.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/uYDNxYjL2QTM24iN0EjN/event-subscription-configure-/encrypt-key-encryption-configuration-case
 */
export function whyNotSigned(
	headers: Readonly<Record<string, unknown>>,
	body: Buffer,
	encryptKey: string,
	now: number,
): string | undefined {
	const timestamp = headers['x-lark-request-timestamp'];
	const nonce = headers['x-lark-request-nonce'];
	if (typeof timestamp !== 'string' || typeof nonce !== 'string') return 'it is not signed';
	const hash = createHash('sha256').update(timestamp + nonce + encryptKey);
	const signature = hash.update(body).digest('hex');
	if (!isSame(signature, headers['x-lark-signature'])) return 'its signature does not fit';
	// The signature does not tell where the timestamp ends and the nonce begins. Who sends a signed body again may
	// move digits from one to the other, which leads far into the future or the past.
	return Math.abs(now - (msOf(timestamp) ?? NaN)) <= signedWithinMs
		? undefined
		: 'it was signed more than eight hours ago, or the clock of this machine is wrong';
}
