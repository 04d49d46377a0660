import { newId } from '../ids';
import type { App } from '../model';
import { readBody } from '../requestBody';
import type { Outcome } from './post';

/** Where the console keeps a URL: that of events, or that of callbacks. */
export type Tab = 'events' | 'callbacks';

/** The fields of the console's page 'Events & Callbacks'; a field that is left out stays as it is. */
export interface RequestUrl extends Partial<Pick<App, 'verificationToken' | 'encryptKey'>> {
	url: string;
	/** 'events' when left out. */
	tab?: Tab;
}

/** Of the same shape whether or not it travels encrypted; it is never signed. */
export const challengeFor = ({ verificationToken: token }: App) => ({
	challenge: newId.challenge(),
	token,
	type: 'url_verification',
});

/** Why the console does not keep the URL, if so. */
export function whyNotKept(
	{ status, body = '', failure }: Outcome,
	challenge: string,
): string | undefined {
	if (failure) return failure;
	if (status !== 200) return `it answered ${status}`;
	const answer = readBody(body);
	if (!answer) return 'the answer is not valid JSON';
	return answer.challenge === challenge ? undefined : 'the answer is not the challenge';
}
