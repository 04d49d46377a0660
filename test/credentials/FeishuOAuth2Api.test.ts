import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeType,
} from 'n8n-workflow';

import { FeishuOAuth2Api } from '../../credentials/FeishuOAuth2Api.credentials';

const type = new FeishuOAuth2Api();

const field = (name: string) => type.properties.find((property) => property.name === name);

const defaults = Object.fromEntries(
	type.properties.map(({ name, default: initial }) => [name, initial]),
) as ICredentialDataDecryptedObject;

const node: INode = {
	id: '1',
	name: 'Feishu',
	type: 'feishu',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const nodeType = { description: { properties: [] as unknown } } as INodeType;
const workflow = new Workflow({
	nodes: [node],
	connections: {},
	active: false,
	nodeTypes: {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	},
});

/** A field's value as n8n resolves it, from what the person has entered. */
function resolved(name: string, entered: ICredentialDataDecryptedObject): unknown {
	return workflow.expression.getParameterValue(
		String(field(name)?.default),
		null,
		0,
		0,
		node.name,
		[],
		'internal',
		{},
		undefined,
		false,
		{ ...defaults, ...entered },
	);
}

test('it is one of n8n’s OAuth2 credentials, under the contract’s name', () => {
	expect(type).toMatchObject({
		name: 'feishuOAuth2Api',
		displayName: 'Feishu OAuth2 API',
		extends: ['oAuth2Api'],
		documentationUrl: expect.stringMatching(/^https:\/\//),
	});
});

test.each([
	[
		{},
		'https://accounts.feishu.cn/open-apis/authen/v1/authorize',
		'https://open.feishu.cn/open-apis/authen/v2/oauth/token',
	],
	[
		{ region: 'lark' },
		'https://accounts.larksuite.com/open-apis/authen/v1/authorize',
		'https://open.larksuite.com/open-apis/authen/v2/oauth/token',
	],
	[
		{
			region: 'custom',
			baseUrl: ' https://feishu.example.com/ ',
			authorizationPage: 'https://accounts.example.com/authorize',
		},
		'https://accounts.example.com/authorize',
		'https://feishu.example.com/open-apis/authen/v2/oauth/token',
	],
])('with %j a person agrees at %s, and n8n gets tokens at %s', (entered, page, tokens) => {
	expect(resolved('authUrl', entered)).toBe(page);
	expect(resolved('accessTokenUrl', entered)).toBe(tokens);
});

test('the connection lasts: it asks for a refresh token', () => {
	expect(String(field('scope')?.default).split(' ')).toEqual(
		expect.arrayContaining(['offline_access', 'im:message:recall']),
	);
});

test('the secret goes in the body, where alone Feishu takes it', () => {
	expect(field('authentication')).toMatchObject({ type: 'hidden', default: 'body' });
});

test('the code is bound to who asked for it', () => {
	expect(field('grantType')).toMatchObject({ type: 'hidden', default: 'pkce' });
});

test('what only a private deployment needs is asked of nobody else', () => {
	for (const name of ['baseUrl', 'authorizationPage']) {
		expect(field(name)?.displayOptions).toEqual({ show: { region: ['custom'] } });
	}
});
