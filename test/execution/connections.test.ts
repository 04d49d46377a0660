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

type Stored = ICredentialDataDecryptedObject | Error;

interface Setting {
	/** For all items, or by item. */
	stored: Stored | ((item: number) => Stored);
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
		getCredentials: (async (type: string, item = 0) => {
			read.push([type, item]);
			const credential = typeof stored === 'function' ? stored(item) : stored;
			if (credential instanceof Error) throw credential;
			return credential;
		}) as IExecuteFunctions['getCredentials'],
		helpers: {
			httpRequest: http,
			refreshOAuth2Token: async function (this: unknown, type: string) {
				expect([this, type]).toEqual([context, 'feishuOAuth2Api']);
				return { access_token: 'u-renewed' };
			},
		} as unknown as IExecuteFunctions['helpers'],
	};
	return { context: context as IExecuteFunctions, heard, read };
}

const everyone: Operation['identities'] = ['app', 'user'];

const readIdentity = async (context: IExecuteFunctions, identities = everyone) =>
	await connections(context, identities, (identity) => identity)(0);

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

describe('for three items, the credential', () => {
	/** The items for which it was read, and which connection each of them has, by the order of opening. */
	async function connected(setting: Setting) {
		const { context, read } = contextWith(setting);
		let opened = 0;
		const connectionOf = connections(context, everyone, () => `connection ${++opened}`);
		const items = [await connectionOf(0), await connectionOf(1), await connectionOf(2)];
		return {
			readFor: read.map(([, item]) => item),
			items: items.map((item) => (item.ok ? item.value : item.failure.reason)),
		};
	}

	const account = { region: 'feishu', oauthTokenData: { access_token: 'u-person' } };

	test.each<[string, Setting, number[]]>([
		['an app is read for each', { stored: newApp() }, [0, 1, 2]],
		['a person is read once', { stored: account, authentication: 'feishuOAuth2Api' }, [0]],
	])('of %s, and all have one connection', async (_, setting, readFor) => {
		expect(await connected(setting)).toEqual({
			readFor,
			items: ['connection 1', 'connection 1', 'connection 1'],
		});
	});

	test.each(['appId', 'appSecret', 'baseUrl', 'allowedDomains'])(
		'of an app may hold another %s for each',
		async (field) => {
			const app = {
				...newApp(),
				region: 'custom',
				baseUrl: 'https://one.example',
				allowedHttpRequestDomains: 'domains',
				allowedDomains: '*',
			};
			const other = field === 'baseUrl' ? 'https://two.example' : 'other';
			const stored = (item: number) => (item === 1 ? { ...app, [field]: other } : app);
			const { items } = await connected({ stored });
			expect(items).toEqual(['connection 1', 'connection 2', 'connection 1']);
		},
	);

	test('of a store app may hold a newer ticket for a later one, whose failure another has not', async () => {
		const store = { ...newApp(), appType: 'store', tenantKey: 'one' };
		const stored = (item: number) => ({ ...store, appTicket: item === 0 ? 'stale' : 'fresh' });
		const { items } = await connected({ stored });
		expect(items).toEqual(['connection 1', 'connection 2', 'connection 2']);
	});

	test('may be a person for one and an app for another', async () => {
		const app = newApp();
		const { context } = contextWith({ stored: app });
		context.getNodeParameter = ((_: string, item: number) =>
			item === 1 ? 'feishuOAuth2Api' : 'feishuApi') as IExecuteFunctions['getNodeParameter'];
		context.getCredentials = (async (type: string) =>
			type === 'feishuApi' ? app : account) as IExecuteFunctions['getCredentials'];
		const nameOf = connections(context, everyone, ({ name }) => name);
		const names = [await nameOf(0), await nameOf(1), await nameOf(2)];
		expect(names.map((name) => name.ok && name.value)).toEqual([
			`the app ${String(app.appId)}`,
			'the person who connected the account',
			`the app ${String(app.appId)}`,
		]);
	});

	test('of a person that is not connected is read once as well', async () => {
		const setting = { stored: { region: 'feishu' }, authentication: 'feishuOAuth2Api' };
		expect(await connected(setting)).toEqual({
			readFor: [0],
			items: Array.from({ length: 3 }, () => 'credentials_rejected'),
		});
	});

	test('of a store app may name a tenant for each, and those of one share a connection', async () => {
		const store = { ...newApp(), appType: 'store', appTicket: 'ticket' };
		const stored = (item: number) => ({ ...store, tenantKey: item === 1 ? 'other' : 'one' });
		expect(await connected({ stored })).toEqual({
			readFor: [0, 1, 2],
			items: ['connection 1', 'connection 2', 'connection 1'],
		});
	});

	test('that could not be read for the first is read again for the others', async () => {
		const app = newApp();
		const stored = (item: number) => (item === 0 ? new Error('no such tenant') : app);
		expect(await connected({ stored })).toEqual({
			readFor: [0, 1, 2],
			items: ['credentials_rejected', 'connection 1', 'connection 1'],
		});
	});
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
		cause: expect.not.stringContaining('could not be read'),
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
		nextStep: expect.stringContaining("'Feishu API'"),
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
	const { context, heard } = contextWith(setting);
	const identity = await readIdentity(context);
	expect(identity.ok && (await identity.value.token())).toEqual({ ok: true, value: 'u-person' });
	expect(heard).toHaveLength(0);
});

test.each([
	[{ feishuOAuth2Api: { id: 'stored', name: 'Feishu' } }, 'stored'],
	[{}, ''],
	[undefined, ''],
])('its token is renewed by n8n, for the credential %j of the node', async (credentials, id) => {
	const stored = { region: 'feishu', oauthTokenData: { access_token: 'u-person' } };
	const { context } = contextWith({ stored, authentication: 'feishuOAuth2Api' });
	const node = context.getNode();
	context.getNode = () => ({ ...node, credentials });
	const identity = await readIdentity(context);
	if (!identity.ok) throw new Error(identity.failure.cause);
	expect(JSON.parse(identity.value.key)).toContain(id);
	expect(await identity.value.renew('u-person', 1_000)).toEqual({
		ok: true,
		value: 'u-renewed',
	});
});
