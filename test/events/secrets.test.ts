import { readSecrets } from '../../nodes/Feishu/events/secrets';

const credential = { appId: 'cli_1', appSecret: 's', verificationToken: 'v', encryptKey: 'k' };

test('they are read without the blanks that copying brings along', () => {
	const secrets = { appId: 'cli_1', verificationToken: 'v', encryptKey: 'k' };
	expect(readSecrets(credential)).toEqual({ ok: true, value: secrets });
	const copied = { appId: ' cli_1', verificationToken: 'v\n', encryptKey: '\tk ' };
	expect(readSecrets(copied)).toEqual({ ok: true, value: secrets });
});

test.each(['', ' ', undefined, null, 7])('an Encrypt Key of %j is none', (encryptKey) => {
	expect(readSecrets({ ...credential, encryptKey })).toMatchObject({
		value: { encryptKey: undefined },
	});
});

test('a store app needs no ticket yet: the trigger is what brings it', () => {
	expect(readSecrets({ ...credential, appType: 'store', appTicket: '' }).ok).toBe(true);
});

test.each([
	['appId', /no App ID$/, /enter the App ID/],
	[
		'verificationToken',
		/no Verification Token$/,
		/^Copy the Verification Token in the Developer Console under Events & Callbacks > Encryption Strategy, and enter it/,
	],
])('without %s, it is said which one is missing, and where it stands', (field, cause, nextStep) => {
	for (const value of ['', '  ', undefined, 7]) {
		expect(readSecrets({ ...credential, [field]: value })).toMatchObject({
			failure: {
				reason: 'credentials_rejected',
				sent: false,
				cause: expect.stringMatching(cause),
				nextStep: expect.stringMatching(nextStep),
			},
		});
	}
});
