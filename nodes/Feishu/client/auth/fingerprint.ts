import { createHash } from 'node:crypto';

/** Tells texts apart without holding them: secrets, and others of any length. */
export function fingerprint(...parts: Array<string | undefined>): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
