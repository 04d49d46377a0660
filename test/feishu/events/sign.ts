import { createHash } from 'node:crypto';

import { newId } from '../ids';

/** The headers that prove where a body comes from: a hash over it as it is sent. Times are in milliseconds. */
export function signatureHeaders(body: string, encryptKey: string, now: number) {
	const timestamp = String(Math.floor(now / 1000));
	const nonce = newId.nonce();
	const signature = createHash('sha256')
		.update(timestamp + nonce + encryptKey + body)
		.digest('hex');
	return {
		'X-Lark-Request-Timestamp': timestamp,
		'X-Lark-Request-Nonce': nonce,
		'X-Lark-Signature': signature,
	};
}
