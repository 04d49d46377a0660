import type { App } from '../../feishu';
import { encrypt } from '../../feishu/events/encrypt';
import { envelope } from '../../feishu/events/envelope';
import { signatureHeaders } from '../../feishu/events/sign';

export interface Forgery {
	what: string;
	body: string;
	headers: Record<string, string>;
}

const day = 86_400_000;

/** Forged requests to the URL of an app that has an Encrypt Key; `event` is that of a true message. */
export function forgeriesFor(app: App, event: Record<string, unknown>): Forgery[] {
	const { encryptKey } = app;
	const now = Date.now();
	const told = { type: 'im.message.receive_v1', tenantKey: 'forged', event };
	const forged = (by: App) => JSON.stringify(envelope(told, 'forged', by, now));
	const sealed = (plain: string, key = encryptKey) =>
		JSON.stringify({ encrypt: encrypt(plain, key) });
	const signed = (body: string, key = encryptKey, at = now) => ({
		body,
		headers: signatureHeaders(body, key, at),
	});
	const right = forged(app);
	const body = sealed(right);
	const challenge = JSON.stringify({ type: 'url_verification', challenge: 'c', token: 'another' });
	return [
		{ what: 'not signed', body, headers: {} },
		{ what: 'signed with another key', ...signed(body, 'another key') },
		{ what: 'encrypted with another key', ...signed(sealed(right, 'another key')) },
		{ what: 'changed after it was signed', ...signed(body), body: sealed(right) },
		{ what: 'signed a day ago', ...signed(body, encryptKey, now - day) },
		{ what: 'signed for tomorrow', ...signed(body, encryptKey, now + day) },
		{ what: 'in plain text', ...signed(right) },
		{
			what: 'with another Verification Token',
			...signed(sealed(forged({ ...app, verificationToken: 'another' }))),
		},
		{ what: 'for another app', ...signed(sealed(forged({ ...app, id: 'cli_another' }))) },
		{ what: 'a challenge with another token', ...signed(sealed(challenge)) },
		{ what: 'a challenge in plain text', body: challenge, headers: {} },
		{ what: 'an array', body: '[]', headers: {} },
		{ what: 'nothing', body: '', headers: {} },
	];
}
