import { FeishuOAuth2Api } from '../../credentials/FeishuOAuth2Api.credentials';
import { resolved } from './resolve';

const type = new FeishuOAuth2Api();

const field = (name: string) => type.properties.find((property) => property.name === name);

test('it is one of n8n’s OAuth2 credentials, under the contract’s name', () => {
	expect(type).toMatchObject({
		name: 'feishuOAuth2Api',
		displayName: 'Feishu OAuth2 API',
		extends: ['oAuth2Api'],
		documentationUrl: expect.stringMatching(/^https:\/\/open\.larksuite\.com\/document\//),
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
	expect(resolved(type, 'authUrl', entered)).toBe(page);
	expect(resolved(type, 'accessTokenUrl', entered)).toBe(tokens);
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
