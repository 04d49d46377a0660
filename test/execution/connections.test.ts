import type { ICredentialDataDecryptedObject, IExecuteFunctions, INode } from 'n8n-workflow';

import { sentenceOf } from '../../nodes/Feishu/errors/sentence';
import { connections } from '../../nodes/Feishu/execution/connections';
import type { Operation } from '../../nodes/Feishu/operations/Operation';
import { issues, scriptedHttp, type Said } from '../client/scriptedHttp';
import { VirtualClock } from '../client/virtualClock';

let apps = 0;

/** An app that no test has had a token for yet; the process keeps tokens. */
const newApp = (): ICredentialDataDecryptedObject => ({
	region: 'feishu',
	baseUrl: '',
	appType: 'custom',
	appId: `cli_${++apps}`,
	appSecret: 'the-secret',
});

interface Setting {
	stored: ICredentialDataDecryptedObject | Error;
	authentication?: string;
	token?: Said;
}

/** The little of n8n that reads a credential and asks for a token. */
function contextWith({ stored, authentication = 'feishuApi', token = issues('t-1') }: Setting) {
	const { http, heard } = scriptedHttp(new VirtualClock(), () => token);
	const read: Array<[string, number | undefined]> = [];
	const context: Partial<IExecuteFunctions> = {
		getNode: (): INode => ({
			id: '1',
			name: 'Feishu',
			type: 'feishu',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
			credentials: { [authentication]: { id: 'stored', name: 'Feishu' } },
		}),
		getNodeParameter: ((): unknown => authentication) as IExecuteFunctions['getNodeParameter'],
		getCredentials: (async (type: string, item?: number) => {
			read.push([type, item]);
			if (stored instanceof Error) throw stored;
			return stored;
		}) as IExecuteFunctions['getCredentials'],
		helpers: { httpRequest: http } as IExecuteFunctions['helpers'],
	};
	return { context: context as IExecuteFunctions, heard, read };
}

const everyone: Operation['identities'] = ['app', 'user'];

const readIdentity = async (context: IExecuteFunctions, identities = everyone) =>
	await (
		await connections(context, identities, (identity) => identity)
	)(0);

async function identityOf(setting: Setting) {
	const identity = await readIdentity(contextWith(setting).context);
	if (!identity.ok) throw new Error(identity.failure.cause);
	return identity.value;
}

async function refusalOf(setting: Setting, identities = everyone) {
	const { context, heard } = contextWith(setting);
	const identity = await readIdentity(context, identities);
	if (identity.ok) throw new Error('The credential was accepted');
	expect(heard).toHaveLength(0);
	return identity.failure;
}

test('the credential is read once, for the first item', async () => {
	const { context, read } = contextWith({ stored: newApp() });
	await readIdentity(context);
	expect(read).toEqual([['feishuApi', 0]]);
});

test('of it comes who asks Feishu, and where', async () => {
	const identity = await identityOf({ stored: { ...newApp(), region: 'lark' } });
	expect(identity.origin).toBe('https://open.larksuite.com');
	expect(await identity.token()).toEqual({ ok: true, value: 't-1' });
});

test('a token is asked for when it is wanted, and kept for the next run of the process', async () => {
	const stored = newApp();
	const first = contextWith({ stored });
	const identity = await readIdentity(first.context);
	expect(first.heard).toHaveLength(0);
	if (identity.ok) await identity.value.token();
	expect(first.heard).toHaveLength(1);

	const next = contextWith({ stored, token: issues('t-other') });
	const again = await readIdentity(next.context);
	expect(again.ok && (await again.value.token())).toEqual({ ok: true, value: 't-1' });
	expect(next.heard).toHaveLength(0);
});

test('an edited secret takes effect at once', async () => {
	const stored = newApp();
	await (await identityOf({ stored })).token();
	const edited = await identityOf({
		stored: { ...stored, appSecret: 'the-new-secret' },
		token: issues('t-2'),
	});
	expect(await edited.token()).toEqual({ ok: true, value: 't-2' });
});

test.each([
	['an App ID', { appId: '' }],
	['an App Secret', { appSecret: ' ' }],
	['a usable Base URL', { region: 'custom', baseUrl: 'http://feishu.example.com' }],
	['a known Region', { region: 'moon' }],
])('a credential without %s is a failure before anything is sent', async (_, changed) => {
	expect(await refusalOf({ stored: { ...newApp(), ...changed } })).toMatchObject({
		reason: 'credentials_rejected',
		sent: false,
		attempts: 0,
	});
});

test('a credential that cannot be read is a failure with n8n’s words and what to do', async () => {
	const stored = new Error('Credential with ID "1" does not exist for type "feishuApi".');
	const refusal = await refusalOf({ stored });
	expect(refusal).toMatchObject({ reason: 'credentials_rejected', sent: false });
	expect(sentenceOf(refusal, 'Message om_1', 'recalled')).toMatch(
		/^Message om_1 was not recalled, because the node's credential could not be read: .*does not exist.*\. Open the node .*\.$/,
	);
});

test('an error without words is told without them', async () => {
	expect((await refusalOf({ stored: new Error('') })).cause).toMatch(/could not be read$/);
});

test('a person’s account cannot do what Feishu takes from apps only', async () => {
	const setting = { stored: newApp(), authentication: 'feishuOAuth2Api' };
	expect(await refusalOf(setting, ['app'])).toMatchObject({
		reason: 'invalid_request',
		sent: false,
		nextStep: expect.stringContaining("'Authentication'"),
	});
});

test('an account that is not connected is told to be connected', async () => {
	const refusal = await refusalOf({ stored: newApp(), authentication: 'feishuOAuth2Api' });
	expect(refusal).toMatchObject({ reason: 'credentials_rejected', sent: false });
	expect(refusal.nextStep).toContain('connect');
});

test('a connected account asks with its own token, without asking for one', async () => {
	const stored = { region: 'feishu', oauthTokenData: { access_token: 'u-person' } };
	const setting = { stored, authentication: 'feishuOAuth2Api' };
	const { context, heard, read } = contextWith(setting);
	const identity = await readIdentity(context);
	expect(identity.ok && (await identity.value.token())).toEqual({ ok: true, value: 'u-person' });
	expect(heard).toHaveLength(0);
	expect(read).toEqual([['feishuOAuth2Api', 0]]);
});
