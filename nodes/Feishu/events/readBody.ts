import { asRecord } from '../client/http/record';
import { isTooDeep } from '../content/read/depth';
import { decrypt } from './decrypt';
import type { Fields } from './Fields';

/** Feishu's largest message has 150 KB, of which escapes and base64 make some 500. */
export const mostBytes = 1_048_576;

/** The JSON object in a body, decrypted where it is encrypted, or the reason why it cannot be read. */
export function readBody(body: Buffer, encryptKey: string | undefined): Fields | string {
	if (body.length > mostBytes) return 'it is too large';
	const outside = objectIn(body.toString());
	if (outside === undefined) return 'it is no JSON object, or too deep';
	const { encrypt } = outside;
	if (encryptKey === undefined) {
		return encrypt === undefined
			? outside
			: 'it is encrypted, and the credential has no Encrypt Key';
	}
	if (typeof encrypt !== 'string')
		return 'it is not encrypted, and the credential has an Encrypt Key';
	return (
		objectIn(decrypt(encrypt, encryptKey) ?? '') ??
		"it cannot be decrypted with the credential's Encrypt Key"
	);
}

/** A text as the JSON object that it is, of a depth that everything behind it can take. */
function objectIn(text: string): Fields | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isTooDeep(value) ? undefined : asRecord(value);
	} catch {
		return undefined;
	}
}
