import type { Failure } from '../../errors/Failure';

/**
 * Feishu's page about this very request. A text that echoes a secret is left out as a whole, since a part of a secret
 * is a secret.
 */
export function troubleshooterIn(
	error: Readonly<Record<string, unknown>> | undefined,
	isSafeToShow: (text: string) => boolean,
): Pick<Failure, 'troubleshooter'> {
	if (typeof error?.troubleshooter !== 'string') return {};
	if (!isSafeToShow(error.troubleshooter)) return {};
	const page = /https:\/\/[!-~]{1,500}/.exec(error.troubleshooter)?.[0];
	const troubleshooter = page?.replace(/["'<>.,;:!?)\]]+$/, '');
	return troubleshooter ? { troubleshooter } : {};
}
