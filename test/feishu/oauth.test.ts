import { createHash } from 'node:crypto';
import { useStandIn } from './useStandIn';

const redirectUri = 'https://n8n.example.com/rest/oauth2-credential/callback';
const pagePath = '/open-apis/authen/v1/authorize';
const v2 = '/open-apis/authen/v2/oauth/token';
const v3 = '/oauth/v3/token';
const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');

const used = useStandIn();
beforeEach(() => {
	used.world.app.redirectUris = [redirectUri];
	used.feishu.settings.autoAuthorize = true;
});

const asked = (fields: Record<string, string> = {}) =>
	`${pagePath}?${new URLSearchParams({
		client_id: used.world.app.id,
		response_type: 'code',
		redirect_uri: redirectUri,
		scope: 'im:message offline_access',
		state: 'xyz',
		...fields,
	})}`;

const callback = async (path = asked()) => {
	const { headers } = await used.client.ask(path);
	return new URL(headers.get('location') ?? '').searchParams;
};

const papers = () => ({ client_id: used.world.app.id, client_secret: used.world.app.secret });
const trade = async (fields: Record<string, string>, path = v2) =>
	await used.client.ask(path, {
		method: 'POST',
		body: new URLSearchParams({ ...papers(), redirect_uri: redirectUri, ...fields }),
	});
const tradeCode = async (code: string, fields: Record<string, string> = {}, path = v2) =>
	await trade({ grant_type: 'authorization_code', code, ...fields }, path);
const newCode = async (fields?: Record<string, string>) =>
	(await callback(asked(fields))).get('code') ?? '';
const refresh = async (refresh_token: unknown, path = v2) =>
	await trade({ grant_type: 'refresh_token', refresh_token: String(refresh_token) }, path);

describe('the authorize page', () => {
	test('asks the person, and its button leads back with a code', async () => {
		used.feishu.settings.autoAuthorize = false;
		const { status, text, headers } = await used.client.ask(asked());
		expect(status).toBe(200);
		expect(headers.get('content-type')).toMatch('text/html');
		const href = /id="authorize" href="([^"]*)"/.exec(text)?.[1] ?? '';
		const answer = await callback(pagePath + href.replaceAll('&#38;', '&'));
		expect(answer.get('code')).toHaveLength(64);
		expect(answer.get('state')).toBe('xyz');
	});

	test('leads back with access_denied when the person refuses', async () => {
		used.feishu.settings.autoAuthorize = 'deny';
		const answer = await callback();
		expect(Object.fromEntries(answer)).toEqual({ error: 'access_denied', state: 'xyz' });
	});

	test('leads back to a registered address with whatever query', async () => {
		const withQuery = `${redirectUri}?from=here`;
		const answer = await callback(asked({ redirect_uri: withQuery }));
		expect(answer.get('from')).toBe('here');
		const code = answer.get('code') ?? '';
		expect((await tradeCode(code)).json.code).toBe(20071);
		expect((await tradeCode(code, { redirect_uri: withQuery })).json.code).toBe(0);
	});

	test.each([
		['an unknown app', { client_id: 'cli_a000' }, 20048],
		['an address not registered', { redirect_uri: 'https://evil.example.com/' }, 20029],
		['a scope not enabled', { scope: 'im:message drive:drive' }, 20027],
		['another response type', { response_type: 'token' }, 20001],
	])('shows an error for %s', async (_what, fields, code) => {
		const { text, headers } = await used.client.ask(asked(fields));
		expect(text).toContain(`错误码：${code}`);
		expect(headers.get('location')).toBeNull();
	});
});

describe.each([v2, v3])('the token endpoint %s', (path) => {
	test('trades a code for tokens, and the token speaks for the person', async () => {
		const { status, json } = await tradeCode(await newCode(), {}, path);
		expect(status).toBe(200);
		expect(json).toMatchObject({
			code: 0,
			access_token: expect.stringMatching(/^eyJ/),
			expires_in: 7200,
			refresh_token: expect.any(String),
			refresh_token_expires_in: 604800,
			token_type: 'Bearer',
			scope: 'im:message offline_access',
		});
		const token = String(json.access_token);
		const { json: info } = await used.client.ask('/open-apis/authen/v1/user_info', { token });
		expect(info).toMatchObject({ code: 0, data: { open_id: used.world.user.openId } });
		const id = used.world.sendMessage({ sender: used.world.user });
		expect((await used.client.recall(id, token)).json.code).toBe(0);
	});

	test('takes JSON and Basic as well, but not the secret twice (20070)', async () => {
		const { id, secret } = used.world.app;
		const basic = Buffer.from(`${id}:${secret}`).toString('base64');
		const headers = { authorization: `Basic ${basic}` };
		const code = await newCode();
		const body = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
		const ask = async (more: object) =>
			(await used.client.ask(path, { method: 'POST', headers, body: { ...body, ...more } })).json;
		expect((await ask({ client_secret: secret })).code).toBe(20070);
		expect((await ask({})).code).toBe(0);
	});

	test('trades a code once, and only in its time', async () => {
		const code = await newCode();
		await tradeCode(code, {}, path);
		const { status, json } = await tradeCode(code, {}, path);
		expect({ status, json }).toEqual({
			status: 400,
			json: { code: 20065, error: 'invalid_grant', error_description: expect.any(String) },
		});
		const late = await newCode();
		used.world.clock.advance({ minutes: 6 });
		expect((await tradeCode(late, {}, path)).json.code).toBe(20004);
	});

	test.each<[string, number, Record<string, string>]>([
		['a code that it never gave', 20003, { code: 'nonsense' }],
		['a wrong secret', 20002, { client_secret: 'wrong' }],
		['an unknown app', 20048, { client_id: 'cli_a000' }],
		['another redirect address', 20071, { redirect_uri: 'https://other.example.com/' }],
		['an unknown grant type', 20036, { grant_type: 'password' }],
		['a scope beyond the grant', 20068, { scope: 'im:message:recall' }],
		['no code', 20001, { code: '' }],
	])('refuses %s (%i)', async (_what, code, fields) => {
		const { status, json } = await tradeCode(await newCode(), fields, path);
		expect({ status, code: json.code }).toEqual({ status: 400, code });
	});

	test('checks PKCE, whose method is plain unless said', async () => {
		const hashed = { code_challenge: challenge, code_challenge_method: 'S256' };
		const plain = { code_challenge: verifier };
		const outcome = async (fields: Record<string, string>, code_verifier: string) =>
			(await tradeCode(await newCode(fields), { code_verifier }, path)).json.code;
		expect(await outcome(hashed, verifier)).toBe(0);
		expect(await outcome(hashed, 'wrong'.repeat(9))).toBe(20049);
		expect(await outcome(plain, verifier)).toBe(0);
		expect(await outcome(plain, challenge)).toBe(20049);
	});

	test('gives no refresh token without offline_access', async () => {
		const { json } = await tradeCode(await newCode({ scope: 'im:message' }), {}, path);
		expect(json).not.toHaveProperty('refresh_token');
	});

	test('refreshes once per refresh token; the old access token lives on', async () => {
		const first = (await tradeCode(await newCode(), {}, path)).json;
		const second = (await refresh(first.refresh_token, path)).json;
		expect(second.code).toBe(0);
		expect(second.refresh_token).not.toBe(first.refresh_token);
		expect((await refresh(first.refresh_token, path)).json.code).toBe(20073);
		for (const { access_token } of [first, second]) {
			const id = used.world.sendMessage({ sender: used.world.user });
			expect((await used.client.recall(id, String(access_token))).json.code).toBe(0);
		}
	});

	test('refuses to refresh what expired, was revoked, or is switched off', async () => {
		const { refreshToken } = used.world.authorize();
		used.world.app.refreshEnabled = false;
		expect((await refresh(refreshToken, path)).json.code).toBe(20074);
		used.world.app.refreshEnabled = true;
		used.world.clock.advance({ days: 8 });
		expect((await refresh(refreshToken, path)).json.code).toBe(20037);
		const another = used.world.authorize().refreshToken;
		used.world.revoke();
		expect((await refresh(another, path)).json.code).toBe(20064);
		expect((await refresh('nonsense', path)).json.code).toBe(20026);
	});

	test('wants a new consent a year after the last', async () => {
		used.feishu.settings.refreshTokenTtlSeconds = 400 * 86_400;
		const { refreshToken } = used.world.authorize();
		used.world.clock.advance({ days: 366 });
		expect((await refresh(refreshToken, path)).json.code).toBe(20037);
	});
});

test('v2 takes only its own refresh tokens, v3 takes both', async () => {
	const { refreshToken } = used.world.authorize();
	const { json } = await refresh(refreshToken, v3);
	expect(json.code).toBe(0);
	expect((await refresh(json.refresh_token, v2)).json.code).toBe(20026);
});

test('v3 gives tenant tokens to an app that shows its papers', async () => {
	const { json } = await trade({ grant_type: 'client_credentials' }, v3);
	const token = String(json.access_token);
	expect((await used.client.api('/bot/v3/info', { token })).json.code).toBe(0);
});

test('trouble of the server can be scripted, in the shape of this endpoint', async () => {
	used.feishu.script({ route: 'oauthToken', kind: 'code', code: 20050 });
	const json = { code: 20050, error: 'server_error', error_description: expect.any(String) };
	expect(await refresh('any')).toMatchObject({ status: 500, json });
});

test('a scope can be granted and later lost with the grant', async () => {
	const { accessToken } = used.world.authorize();
	const path = '/im/v1/messages?receive_id_type=chat_id';
	const body = { receive_id: used.world.chat.id, msg_type: 'text', content: '{"text":"as me"}' };
	const sent = await used.client.api(path, { method: 'POST', body, token: accessToken });
	expect(sent.json).toMatchObject({
		code: 0,
		data: { sender: { id: used.world.user.openId, sender_type: 'user' } },
	});
	const narrow = used.world.authorize({ scopes: ['im:message'] }).accessToken;
	const refused = await used.client.api(path, { method: 'POST', body, token: narrow });
	expect(refused.json).toMatchObject({
		code: 230027,
		msg: 'Lack of necessary permissions, ext=requires im:message.send_as_user scope.',
	});
});
