import { createHash } from 'node:crypto';

/** Tells secrets apart without holding them. */
export function fingerprint(...parts: Array<string | undefined>): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
