import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';

import { FeishuApi } from '../../credentials/FeishuApi.credentials';
import { aNode, aWorkflow } from '../aWorkflow';
import { breaks, issues, refuses, says, scriptedHttp, type Said } from '../client/scriptedHttp';
import { VirtualClock } from '../client/virtualClock';

const type = new FeishuApi();

const credential = (changed: ICredentialDataDecryptedObject = {}) => ({
	region: 'feishu',
	baseUrl: '',
	appType: 'custom',
	appId: 'cli_1',
	appSecret: 'the-secret',
	accessToken: '',
	...changed,
});

/** Runs the preAuthentication hook, as n8n does before it sends a request with this credential or tests it. */
async function prepared(said: Said, changed: ICredentialDataDecryptedObject = {}) {
	const { http, heard } = scriptedHttp(new VirtualClock(), () => said);
	const helpers = { httpRequest: http } as IHttpRequestHelper['helpers'];
	const output = await type.preAuthentication.call({ helpers }, credential(changed));
	return { output, heard };
}

const refusedWith = async (said: Said, changed: ICredentialDataDecryptedObject = {}) =>
	await prepared(said, changed).then(
		() => 'accepted',
		(error: unknown) => (error instanceof Error ? error.message : 'no error at all'),
	);

describe('before a request', () => {
	test('a token is put where n8n keeps it', async () => {
		const { output, heard } = await prepared(issues('t-1'));
		const expirable = type.properties.find(({ typeOptions }) => typeOptions?.expirable);
		expect(output).toEqual({ [expirable?.name ?? '']: 't-1' });
		expect(expirable).toMatchObject({ type: 'hidden', default: '' });
		expect(heard).toHaveLength(1);
	});

	test('it comes from the chosen region', async () => {
		const { heard } = await prepared(issues('t-1'), { region: 'lark' });
		expect(heard[0]?.origin).toBe('https://open.larksuite.com');
	});

	test('a store app’s token is not: n8n 1.x would store the resolved ticket with it', async () => {
		const given = credential({ appType: 'store', appTicket: 'ticket', tenantKey: 'tenant' });
		const tokens = { code: 0, expire: 7_200, app_access_token: 'a-1', tenant_access_token: 't-1' };
		const { http } = scriptedHttp(new VirtualClock(), () => says(200, tokens));
		const helpers = { httpRequest: http } as IHttpRequestHelper['helpers'];
		const output = await type.preAuthentication.call({ helpers }, given);
		// n8n stores nothing where the expirable field is missing, and sends what stands in the credential.
		expect(output).toEqual({});
		expect(given.accessToken).toBe('t-1');
	});

	test('and goes out as a bearer', () => {
		expect(type.authenticate).toEqual({
			type: 'generic',
			properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } },
		});
	});
});

describe('what the person reads when it does not work', () => {
	const cases: Array<[string, Said, ICredentialDataDecryptedObject, RegExp]> = [
		['a wrong secret', refuses(10014, 'app secret invalid', 200), {}, /app secret invalid.*10014/],
		['an unknown app', refuses(10003, 'invalid param', 200), {}, /Region.*10003/],
		['a wrong region', says(404, '404 page not found'), {}, /base URL/],
		['no such host', breaks('ENOTFOUND'), {}, /could not be resolved/],
		['nobody there', breaks('ECONNREFUSED'), {}, /refused the connection/],
		['Feishu out of order', says(503, ''), {}, /could not handle/],
		['no App ID', issues('t-1'), { appId: '' }, /no App ID/],
		['no App Secret', issues('t-1'), { appSecret: '' }, /no App Secret/],
		[
			'plain http to the world',
			issues('t-1'),
			{ region: 'custom', baseUrl: 'http://feishu.example.com' },
			/unencrypted/,
		],
	];

	test.each(cases)('tells of %s in a sentence of its own', async (_, said, changed, words) => {
		const sentence = await refusedWith(said, changed);
		expect(sentence).toMatch(words);
		expect(sentence).toMatch(/^[A-Z"].+\.( \(\d+\))?$/);
		expect(sentence).not.toContain('the-secret');
		expect(sentence).not.toMatch(/recalled|\bmessage\b/i);
	});

	test('is another sentence for each', async () => {
		const sentences = await Promise.all(
			cases.map(async ([, said, changed]) => await refusedWith(said, changed)),
		);
		expect(new Set(sentences).size).toBe(cases.length);
	});
});

describe('the test of the credential', () => {
	const { request, rules = [] } = type.test;

	/** As n8n judges an answer: the first rule that fits speaks, and no rule means that all is well. */
	function verdictOn(body: Record<string, unknown>): string | undefined {
		const rule = rules.find(
			({ type: kind, properties }) =>
				kind === 'responseSuccessBody' &&
				'key' in properties &&
				body[properties.key] === properties.value,
		);
		return rule?.properties.message;
	}

	const bot = { activate_status: 2, app_name: 'Announcer', open_id: 'ou_1' };

	test('passes when the app’s bot answers', () => {
		expect(verdictOn({ code: 0, msg: 'ok', bot })).toBeUndefined();
	});

	test.each([
		['the bot is off', 11205, /bot/],
		['the bot is off', 230006, /bot/],
		['the IP address is not allowed', 99991401, /IP/],
		['the app is disabled', 99991662, /not in use/],
		['the token is not taken', 99991663, /token/],
	])('tells when %s (%d)', (_, code, words) => {
		expect(verdictOn({ code, msg: 'x' })).toMatch(words);
		expect(verdictOn({ code, msg: 'x' })).toContain(String(code));
	});

	test('does not pass on an answer without a bot', () => {
		for (const body of [{ code: 0 }, { code: 424242, msg: 'new' }, { data: '404 page' }, {}]) {
			expect(verdictOn(body)).toMatch(/bot/);
		}
	});

	test('speaks of the app, in sentences that have a subject', () => {
		for (const { properties } of rules) {
			expect(properties.message).toMatch(/^[A-Z"].+\.( \(\d+\))?$/);
			expect(properties.message).not.toMatch(/^(Is|Was|Were|Had|Has|Does|Cannot|May) /);
		}
	});

	test('does not say of an app without a bot that it is not in use', () => {
		expect(verdictOn({ code: 11205 })).not.toMatch(/not in use/);
	});

	test('reads Feishu’s code under every HTTP status', () => {
		expect(request).toMatchObject({ ignoreHttpStatusErrors: true });
		expect(request.method ?? 'GET').toBe('GET');
	});

	test.each([
		[{ region: 'feishu' }, 'https://open.feishu.cn/open-apis/bot/v3/info'],
		[{ region: 'lark' }, 'https://open.larksuite.com/open-apis/bot/v3/info'],
		[
			{ region: 'custom', baseUrl: 'https://feishu.example.com:8443' },
			'https://feishu.example.com:8443/open-apis/bot/v3/info',
		],
		[
			{ region: 'custom', baseUrl: ' https://feishu.example.com/ ' },
			'https://feishu.example.com/open-apis/bot/v3/info',
		],
	])('asks the host of %j', (changed, url) => {
		const baseUrl = aWorkflow.expression.getSimpleParameterValue(
			aNode,
			request.baseURL,
			'internal',
			{
				$credentials: credential(changed),
			},
		);
		expect(`${String(baseUrl).replace(/\/$/, '')}${request.url}`).toBe(url);
	});
});

describe('the fields', () => {
	const field = (name: string) => type.properties.find((property) => property.name === name);

	test.each([
		['region', 'feishu'],
		['baseUrl', ''],
		['appId', ''],
		['appSecret', ''],
		['accessToken', ''],
	])('%s exists, and starts as %j', (name, initial) => {
		expect(field(name)).toMatchObject({ default: initial });
	});

	test('that hold secrets are not shown', () => {
		for (const name of ['appSecret', 'appTicket']) {
			expect(field(name)?.typeOptions).toMatchObject({ password: true });
		}
	});

	test('can be saved of a store app before its first event: n8n 2.x saves nothing with a required field empty', () => {
		const required = type.properties.filter((field) => field.required).map(({ name }) => name);
		expect(required).toEqual(['baseUrl', 'appId', 'appSecret']);
	});

	test('offer the regions of the contract', () => {
		const regions = (field('region')?.options ?? []).map((o) => ('value' in o ? o.value : o.name));
		expect(regions).toEqual(['feishu', 'lark', 'custom']);
	});

	test('ask for a Base URL only where there is one to choose', () => {
		expect(field('baseUrl')?.displayOptions).toEqual({ show: { region: ['custom'] } });
	});
});

test('its name and icon are those that the node refers to', () => {
	expect(type).toMatchObject({
		name: 'feishuApi',
		displayName: 'Feishu API',
		icon: {
			light: expect.stringMatching(/^file:.+\.svg$/),
			dark: expect.stringMatching(/^file:.+\.svg$/),
		},
		// Feishu's own pages open in Chinese; Lark's are their English twins.
		documentationUrl: expect.stringMatching(/^https:\/\/open\.larksuite\.com\/document\//),
	});
});
