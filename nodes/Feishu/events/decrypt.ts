import { createDecipheriv, createHash } from 'node:crypto';

const blockBytes = 16;

/**
 * The plain text of a body that Feishu encrypted with an Encrypt Key: base64 of the initialization vector and
 * AES-256-CBC under the key's SHA-256. Anything else gives undefined.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/uYDNxYjL2QTM24iN0EjN/event-subscription-configure-/encrypt-key-encryption-configuration-case
 */
export function decrypt(encrypted: string, encryptKey: string): string | undefined {
	const bytes = Buffer.from(encrypted, 'base64');
	const key = createHash('sha256').update(encryptKey).digest();
	try {
		const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, blockBytes));
		const start = decipher.update(bytes.subarray(blockBytes));
		return Buffer.concat([start, decipher.final()]).toString();
	} catch {
		return undefined;
	}
}
