import { userTexts } from '../../../nodes/Feishu/client/auth/userTexts';
import { whyNotRenewed } from '../../../nodes/Feishu/client/auth/whyNotRenewed';
import { sentenceOf } from '../../../nodes/Feishu/errors/sentence';

const now = 1_800_000_000_000;

const stored = { access_token: 'u-1', refresh_token: 'r-secret' };

const why = (error: unknown, tokens: Readonly<Record<string, unknown>> | undefined = stored) =>
	whyNotRenewed(error, tokens, ['r-secret'], now);

/** As n8n 1.x throws it. */
const answered = (code: unknown) => Object.assign(new Error('400'), { body: { code } });

test.each([
	[20026, 'not valid'],
	[20037, 'expired'],
	[20064, 'revoked'],
	[20073, 'used before'],
	[20074, 'not enabled'],
])('Feishu’s code %d says why', (code, words) => {
	const failure = why(answered(code));
	expect(failure).toMatchObject({ reason: 'token_rejected', code, ...userTexts.token_rejected });
	expect(failure.cause).toContain(words);
	expect(sentenceOf(failure, 'Message om_1', 'recalled')).toMatch(/connected again: .+\./);
});

test.each([
	[20002, 'credentials_rejected'],
	[20069, 'app_unavailable'],
	[20050, 'feishu_unavailable'],
	[20072, 'feishu_unavailable'],
])('Feishu’s code %d is not about the account', (code, reason) => {
	expect(why(answered(code))).toMatchObject({ reason, code });
});

test('for want of a refresh token the missing scope is named, whatever else was said', () => {
	for (const tokens of [{ access_token: 'u-1' }, {}]) {
		const failure = why(new Error('no'), tokens);
		expect(failure).toMatchObject({ reason: 'token_rejected', ...userTexts.token_rejected });
		expect(failure.cause).toContain('offline_access');
		expect(failure).not.toHaveProperty('code');
		expect(why(answered(20026), tokens)).toMatchObject({ cause: failure.cause, code: 20026 });
	}
	expect(whyNotRenewed(new Error('no'), undefined, [], now).cause).toContain('offline_access');
});

test('that the refresh token ran out is known without Feishu’s words', () => {
	const hour = 3_600;
	const aged = (issuedHoursAgo: number) => ({
		...stored,
		expires_in: 2 * hour,
		refresh_token_expires_in: 7 * 24 * hour,
		n8n_expires_at: now - (issuedHoursAgo - 2) * hour * 1_000,
	});
	const causeAfter = (hours: number) => why(new Error('invalid'), aged(hours)).cause;
	expect(causeAfter(7 * 24 + 1)).toContain('expired');
	expect(causeAfter(7 * 24)).not.toContain('expired');
});

test.each([
	'Your connection expired. Please reconnect the credential.',
	'Authorization failed: invalid_grant',
])('"%s" of n8n 2.x is to be connected again', (message) => {
	expect(why(new Error(message))).toMatchObject({
		reason: 'token_rejected',
		cause: expect.stringContaining('has ended after 365 days'),
	});
});

test('anything else keeps n8n’s words, and may be tried again', () => {
	const cause = 'the access token could not be renewed';
	expect(why(new Error('the line is cut'))).toMatchObject({
		reason: 'unreachable',
		cause: `${cause}: "the line is cut"`,
	});
	expect(why(answered(424242)).reason).toBe('unreachable');
	for (const error of [new Error(''), new Error('r-secret is no token'), 'cut', undefined, {}]) {
		expect(why(error)).toMatchObject({ reason: 'unreachable', cause });
	}
});
