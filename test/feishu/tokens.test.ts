import { useStandIn } from './useStandIn';

const used = useStandIn();

const internal = '/open-apis/auth/v3/tenant_access_token/internal';
const post = async (path: string, body: unknown) =>
	await used.client.ask(path, { method: 'POST', body });
const papers = () => ({ app_id: used.world.app.id, app_secret: used.world.app.secret });

describe('a custom app', () => {
	test('gets a flat answer, with a slash at the end of the path or without', async () => {
		for (const path of [internal, `${internal}/`]) {
			const { status, json } = await post(path, papers());
			expect(status).toBe(200);
			expect(json).toEqual({
				code: 0,
				msg: 'ok',
				tenant_access_token: expect.stringMatching(/^t-/),
				expire: expect.any(Number),
			});
		}
	});

	test('gets the same token with the time left, then a new one, and both are good', async () => {
		const first = await used.client.tenantToken();
		used.world.clock.advance({ minutes: 89 });
		const { json } = await post(internal, papers());
		expect(json.tenant_access_token).toBe(first);
		expect(json.expire).toBeLessThanOrEqual(31 * 60);
		used.world.clock.advance({ minutes: 2 });
		const second = await used.client.tenantToken();
		expect(second).not.toBe(first);
		for (const token of [first, second]) {
			expect((await used.client.api('/bot/v3/info', { token })).json.code).toBe(0);
		}
	});

	test('gets both names for its token from the other door', async () => {
		const { json } = await post('/open-apis/auth/v3/app_access_token/internal', papers());
		expect(json.app_access_token).toBe(json.tenant_access_token);
	});

	test.each([
		['malformed', { app_id: 'nonsense', app_secret: 'x' }, 10003, 'invalid param'],
		['empty', {}, 10003, 'invalid param'],
		['unknown', { app_id: 'cli_a000', app_secret: 'x' }, 10014, 'app id not exists'],
	])('with a %s id is told so with HTTP 200', async (_what, body, code, msg) => {
		const { status, json } = await post(internal, body);
		const data = code === 10003 ? { data: {} } : {};
		expect({ status, json }).toEqual({ status: 200, json: { code, msg, ...data } });
	});

	test('with a wrong secret is told so with HTTP 200', async () => {
		const { status, json } = await post(internal, { ...papers(), app_secret: 'wrong' });
		expect(status).toBe(200);
		expect(json).toEqual({ code: 10014, msg: 'app secret invalid' });
	});

	test('gets its token from any address, allowed or not', async () => {
		used.world.app.ipAllowlist = [];
		const token = await used.client.tenantToken();
		expect(token).toMatch(/^t-/);
		const { json } = await used.client.api('/bot/v3/info', { token });
		expect(json).toMatchObject({ code: 99991401, msg: 'ip 127.0.0.1 is denied by app setting' });
	});

	test('asking with GET is a wrong path', async () => {
		const { status, text, headers } = await used.client.ask(internal);
		expect({ status, text }).toEqual({ status: 404, text: '404 page not found' });
		expect(headers.get('content-type')).toMatch('text/plain');
	});
});

describe('a call', () => {
	test.each([
		['without a token', undefined, 99991661],
		['with another kind of Authorization', 'Basic abc', 99991661],
		['with a tenant token that nobody gave', 'Bearer t-stale', 99991663],
		['with a user token that nobody gave', 'Bearer eyJstale', 99991668],
		['with something else', 'Bearer hello', 99991671],
	])('%s is refused', async (_what, authorization, code) => {
		const headers = authorization ? { authorization } : undefined;
		const { status, json } = await used.client.ask('/open-apis/bot/v3/info', { headers });
		expect({ status, code: json.code }).toEqual({ status: 400, code });
	});

	test('with an expired or a stale token is refused, and a new token is good', async () => {
		const first = await used.client.tenantToken();
		used.world.clock.advance({ hours: 2 });
		expect((await used.client.recall('om_1', first)).json.code).toBe(99991663);
		const second = await used.client.tenantToken();
		used.world.tokens.invalidate();
		expect((await used.client.recall('om_1', second)).json.code).toBe(99991663);
		const third = await used.client.tenantToken();
		expect((await used.client.recall(used.world.sendMessage(), third)).json.code).toBe(0);
	});

	test('is refused even with a new token while the setting says so', async () => {
		used.feishu.settings.rejectAllTokens = true;
		used.feishu.settings.rejectedTokenHttpStatus = 401;
		const { status, json } = await used.client.recall(used.world.sendMessage());
		expect({ status, code: json.code }).toEqual({ status: 401, code: 99991663 });
	});
});

describe('bot info', () => {
	test('is flat, and a code while the bot is off', async () => {
		const { json } = await used.client.api('/bot/v3/info');
		expect(json).toMatchObject({ code: 0, msg: 'ok', bot: { open_id: used.world.app.botOpenId } });
		used.world.app.botEnabled = false;
		expect((await used.client.api('/bot/v3/info')).json.code).toBe(11205);
	});
});

describe('a store app', () => {
	const ticketPath = '/open-apis/auth/v3/app_access_token';
	const tenantPath = '/open-apis/auth/v3/tenant_access_token';

	test('trades its ticket for an app token, and that for the token of a tenant', async () => {
		const [one, other] = [used.world.addTenant(), used.world.addTenant()];
		const app = used.world.addApp({ kind: 'store', tenantKeys: [one.key, other.key] });
		const body = { app_id: app.id, app_secret: app.secret, app_ticket: app.ticket };
		const { app_access_token } = (await post(ticketPath, body)).json;
		const tokenOf = async (tenant_key: string) =>
			(await post(tenantPath, { app_access_token, tenant_key })).json;
		const first = await tokenOf(one.key);
		expect(first).toMatchObject({ code: 0, tenant_access_token: expect.stringMatching(/^t-/) });
		expect((await tokenOf(other.key)).tenant_access_token).not.toBe(first.tenant_access_token);
		expect((await tokenOf('elsewhere')).code).toBe(10005);

		const owner = used.world.addUser({ tenant: one });
		const id = used.world.sendMessage({
			chat: used.world.addChat({ tenant: one, botIn: app, owner }),
			sender: app,
		});
		expect((await used.client.recall(id, String(first.tenant_access_token))).json.code).toBe(0);
	});

	test('with a stale ticket is told 10012 and may ask for another', async () => {
		const app = used.world.addApp({ kind: 'store' });
		const { ticket } = app;
		used.world.rotateTicket(app);
		const body = { app_id: app.id, app_secret: app.secret };
		expect((await post(ticketPath, { ...body, app_ticket: ticket })).json.code).toBe(10012);
		expect((await post('/open-apis/auth/v3/app_ticket/resend', body)).json.code).toBe(0);
		expect(app.ticketsDelivered).toBe(1);
	});

	test('with a bad app token is told 10013; a custom app has no ticket to resend (10016)', async () => {
		const body = { app_access_token: 'a-stale', tenant_key: used.world.tenant.key };
		expect((await post(tenantPath, body)).json.code).toBe(10013);
		expect((await post('/open-apis/auth/v3/app_ticket/resend', papers())).json.code).toBe(10016);
	});
});
