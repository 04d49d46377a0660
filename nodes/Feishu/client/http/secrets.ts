/** Whether a text from outside echoes a secret, and so must not be handed on. */
export function holdsSecret(text: string, secrets: readonly string[]): boolean {
	return secrets.some((secret) => secret !== '' && text.includes(secret));
}
