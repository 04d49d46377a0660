import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * AES-256-CBC under the SHA-256 of the Encrypt Key, with the initialization vector in front, in base64.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/uYDNxYjL2QTM24iN0EjN/event-subscription-configure-/encrypt-key-encryption-configuration-case
 */
export function encrypt(plain: string, encryptKey: string, iv = randomBytes(16)): string {
	const key = createHash('sha256').update(encryptKey).digest();
	const cipher = createCipheriv('aes-256-cbc', key, iv);
	return Buffer.concat([iv, cipher.update(plain), cipher.final()]).toString('base64');
}
