import { readApp } from '../../../nodes/Feishu/client/auth/app/App';
import { appIdentity } from '../../../nodes/Feishu/client/auth/app/identity';
import { issueToken } from '../../../nodes/Feishu/client/auth/app/issueToken';
import { oneTry } from '../../../nodes/Feishu/client/retry';
import { TokenCache } from '../../../nodes/Feishu/client/auth/TokenCache';
import { breaks, hangs, issues, refuses, says, scriptedHttp, type Said } from '../scriptedHttp';
import { VirtualClock } from '../virtualClock';

const credential = {
	region: 'feishu',
	baseUrl: '',
	appType: 'custom',
	appId: 'cli_1',
	appSecret: 'the-secret',
};

function appOf(changed: Record<string, unknown> = {}) {
	const app = readApp({ ...credential, ...changed });
	if (!app.ok) throw new Error(app.failure.cause);
	return app.value;
}

function refusalOf(changed: Record<string, unknown>) {
	const app = readApp({ ...credential, ...changed });
	if (app.ok) throw new Error('This credential was accepted');
	return app.failure;
}

describe('the credential', () => {
	test('names host, app, and secret', () => {
		expect(appOf()).toMatchObject({
			origin: 'https://open.feishu.cn',
			appId: 'cli_1',
			appSecret: 'the-secret',
		});
		expect(appOf({ region: 'lark' }).origin).toBe('https://open.larksuite.com');
	});

	test('may have been pasted with blanks around', () => {
		expect(appOf({ appId: ' cli_1\n', appSecret: '\tthe-secret ' })).toMatchObject({
			appId: 'cli_1',
			appSecret: 'the-secret',
		});
	});

	test.each([
		['appId', 'App ID'],
		['appSecret', 'App Secret'],
	])('without %s is refused before anything is sent', (field, name) => {
		for (const value of [undefined, null, '', '   ', 7, {}]) {
			const refusal = refusalOf({ [field]: value });
			expect(refusal).toMatchObject({ reason: 'credentials_rejected', sent: false });
			expect(refusal.cause).toContain(name);
			expect(refusal.nextStep).toContain(name);
		}
	});

	test('with a base URL that would show the secret is refused', () => {
		expect(refusalOf({ region: 'custom', baseUrl: 'http://feishu.example.com' })).toMatchObject({
			reason: 'credentials_rejected',
			sent: false,
		});
	});
});

describe('asking for a token', () => {
	async function issued(said: Said) {
		const clock = new VirtualClock();
		const script = scriptedHttp(clock, () => said);
		const token = await clock.run(
			issueToken(appOf(), new TokenCache(clock), script.http, clock, oneTry),
		);
		return { token, clock, asked: script.heard[0] };
	}
	const refusedWith = async (said: Said) => {
		const { token } = await issued(said);
		if (token.ok) throw new Error('A token was issued');
		return token.failure;
	};

	test('sends ID and secret to the token endpoint, without a token', async () => {
		const { asked } = await issued(issues('t-1'));
		expect(asked).toMatchObject({
			method: 'POST',
			origin: 'https://open.feishu.cn',
			path: '/open-apis/auth/v3/tenant_access_token/internal',
			options: { body: { app_id: 'cli_1', app_secret: 'the-secret' } },
		});
		expect(asked?.token).toBeUndefined();
	});

	test('gives the token and its time', async () => {
		const { token } = await issued(issues('t-1', 1_234));
		expect(token).toEqual({ ok: true, value: { token: 't-1', lifetimeSeconds: 1_234 } });
	});

	test.each([undefined, null, '7200', {}])('takes a time of %p for none', async (expire) => {
		const { token } = await issued(says(200, { code: 0, tenant_access_token: 't-1', expire }));
		expect(token).toMatchObject({ ok: true, value: { lifetimeSeconds: 0 } });
	});

	test.each([10003, 10005, 10012, 10013, 10014, 10015, 99991543])(
		'knows a no under HTTP 200: %d',
		async (code) => {
			expect(await refusedWith(refuses(code, 'invalid', 200))).toMatchObject({
				reason: 'credentials_rejected',
				code,
				sent: true,
			});
		},
	);

	test('knows a fault that passes: 2200', async () => {
		expect(await refusedWith(refuses(2200, 'internal', 200))).toMatchObject({
			reason: 'feishu_unavailable',
		});
	});

	test.each([
		undefined,
		null,
		'',
		7,
		['t-1'],
		't 1',
		't-1\r\nX-Evil: 1',
		't-\u0000',
		'撤回',
		'x'.repeat(8_193),
	])('does not take %j for a token', async (token) => {
		const answer = says(200, { code: 0, tenant_access_token: token, expire: 7_200 });
		expect((await refusedWith(answer)).reason).toBe('unreadable_answer');
	});

	test('takes a long token', async () => {
		const token = `eyJ${'x'.repeat(4_000)}`;
		expect((await issued(issues(token))).token).toMatchObject({ ok: true, value: { token } });
	});

	test.each([
		['no host', breaks('ENOTFOUND'), 'unreachable'],
		['no answer', hangs, 'timed_out'],
		['no API', says(404, '404 page not found'), 'unreadable_answer'],
		['no service', says(502, '<html>'), 'feishu_unavailable'],
	] as const)('tells of %s', async (_, said, reason) => {
		const { token, clock } = await issued(said);
		expect(token).toMatchObject({ ok: false, failure: { reason } });
		expect(clock.pending).toBe(0);
		expect(clock.elapsed).toBeLessThanOrEqual(10_000);
	});

	test('never shows the secret, though the host echoes it', async () => {
		const refusal = await refusedWith(refuses(10014, 'bad app_secret the-secret', 200));
		expect(JSON.stringify(refusal)).not.toContain('the-secret');
	});
});

describe('who asks', () => {
	function identities(clock: VirtualClock) {
		const script = scriptedHttp(clock, (_, count) => issues(`t-${count}`));
		const tokens = new TokenCache(clock);
		return {
			of: (changed: Record<string, unknown> = {}) =>
				appIdentity(appOf(changed), tokens, script.http, clock),
			heard: script.heard,
		};
	}

	test('is the same for two executions: one token, one rate limit', async () => {
		const clock = new VirtualClock();
		const { of, heard } = identities(clock);
		const [one, two] = [of(), of()];
		expect(one.rateLimitKey).toBe(two.rateLimitKey);
		const tokens = await clock.run(Promise.all([one.token(), two.token()]));
		expect(tokens).toEqual([
			{ ok: true, value: 't-1' },
			{ ok: true, value: 't-1' },
		]);
		expect(heard).toHaveLength(1);
	});

	test('with an edited secret asks anew, and shares the rate limit', async () => {
		const clock = new VirtualClock();
		const { of } = identities(clock);
		await clock.run(of().token());
		const edited = of({ appSecret: 'the-new-secret' });
		expect(await clock.run(edited.token())).toEqual({ ok: true, value: 't-2' });
		expect(edited.rateLimitKey).toBe(of().rateLimitKey);
	});

	test.each([{ appId: 'cli_2' }, { region: 'lark' }])('is somebody else with %j', (changed) => {
		const { of } = identities(new VirtualClock());
		expect(of(changed).rateLimitKey).not.toBe(of().rateLimitKey);
	});

	test.each(['x'.repeat(65), 'cli 1', 'cli_1\nTake the other app'])(
		'is not called %j in a sentence',
		(appId) => {
			expect(identities(new VirtualClock()).of({ appId }).name).toBe('the app');
		},
	);

	test('hears no failure of another that asks for the token in another way', async () => {
		const clock = new VirtualClock();
		const tokens = new TokenCache(clock);
		const { http } = scriptedHttp(clock, () => ({ ...issues('t-1'), afterMs: 100 }));
		const restricted: typeof http = async (options) => {
			await clock.wait(5);
			if (options.allowedDomains !== undefined) throw new Error('Domain not allowed');
			return await http(options);
		};
		const domains = { allowedHttpRequestDomains: 'domains', allowedDomains: 'other.example' };
		const asked = [domains, {}].map(
			async (more) => await appIdentity(appOf(more), tokens, restricted, clock).token(),
		);
		expect(await clock.run(Promise.all(asked))).toMatchObject([
			{ ok: false },
			{ ok: true, value: 't-1' },
		]);
	});

	test('is told apart without holding a secret', () => {
		const { of } = identities(new VirtualClock());
		expect(of().rateLimitKey).not.toContain('the-secret');
		expect(of().name).toContain('cli_1');
		expect(of().name).not.toContain('the-secret');
		expect(of().secrets).toEqual(['the-secret']);
		expect(of().origin).toBe('https://open.feishu.cn');
	});

	test('renews a rejected token once', async () => {
		const clock = new VirtualClock();
		const { of, heard } = identities(clock);
		const identity = of();
		await clock.run(identity.token());
		const renewals = Array.from({ length: 5 }, async () => await identity.renew('t-1', 10_000));
		expect(new Set((await clock.run(Promise.all(renewals))).map((token) => token.ok))).toEqual(
			new Set([true]),
		);
		expect(heard).toHaveLength(2);
	});
});

describe('a store app', () => {
	const store = { appType: 'store', appTicket: 'ticket-secret', tenantKey: 'tenant-1' };

	/** The token endpoints of a store app, each with its answers one after the other. */
	function endpoints(answers: { app?: Said[]; tenant?: Said[]; resend?: Said[] }) {
		const clock = new VirtualClock();
		const counts = new Map<string, number>();
		const { http, heard } = scriptedHttp(clock, ({ path }) => {
			const name = path.slice('/open-apis/auth/v3/'.length);
			const count = (counts.get(name) ?? 0) + 1;
			counts.set(name, count);
			const given =
				name === 'app_access_token'
					? (answers.app ?? [appToken('a-1')])
					: name === 'tenant_access_token'
						? (answers.tenant ?? [issues('t-1')])
						: (answers.resend ?? [says(200, { code: 0 })]);
			return given[Math.min(count, given.length) - 1] ?? says(404, '');
		});
		const tokens = new TokenCache(clock);
		return {
			clock,
			heard,
			names: () => heard.map(({ path }) => path.slice('/open-apis/auth/v3/'.length)),
			of: (changed: object = {}) =>
				appIdentity(appOf({ ...store, ...changed }), tokens, http, clock),
		};
	}
	const appToken = (token: string): Said =>
		says(200, { code: 0, app_access_token: token, expire: 7_200 });

	test.each([
		['appTicket', 'App Ticket'],
		['tenantKey', 'Tenant Key'],
	])('without %s is refused before anything is sent', (field, name) => {
		expect(refusalOf({ ...store, [field]: ' ' })).toMatchObject({
			reason: 'credentials_rejected',
			sent: false,
			cause: expect.stringContaining(name),
		});
	});

	test('gets its token in two steps', async () => {
		const { of, clock, heard, names } = endpoints({});
		expect(await clock.run(of().token())).toEqual({ ok: true, value: 't-1' });
		expect(names()).toEqual(['app_access_token', 'tenant_access_token']);
		expect(heard[0]?.options.body).toEqual({
			app_id: 'cli_1',
			app_secret: 'the-secret',
			app_ticket: 'ticket-secret',
		});
		expect(heard[1]?.options.body).toEqual({ app_access_token: 'a-1', tenant_key: 'tenant-1' });
	});

	test('asks for one app token, however many organizations it serves', async () => {
		const { of, clock, names } = endpoints({});
		const organizations = [of(), of({ tenantKey: 'tenant-2' })];
		await clock.run(Promise.all(organizations.map(async ({ token }) => await token())));
		expect(names().filter((name) => name === 'app_access_token')).toHaveLength(1);
		expect(names().filter((name) => name === 'tenant_access_token')).toHaveLength(2);
	});

	test('leaves one organization its app token when another stops waiting for it', async () => {
		const wait = says(429, { code: 99991400 }, { 'x-ogw-ratelimit-reset': '3' });
		const { of, clock } = endpoints({ app: [wait, appToken('a-1')] });
		const stop = new AbortController();
		const first = of().token(stop.signal);
		const second = of({ tenantKey: 'tenant-2' }).token();
		await clock.pass(1_000);
		stop.abort();
		expect(await clock.run(first)).toMatchObject({ failure: { reason: 'execution_stopped' } });
		expect(await clock.run(second)).toEqual({ ok: true, value: 't-1' });
	});

	test('asks for nothing more once nobody waits', async () => {
		const stale = { ...refuses(10012, 'app_ticket invalid', 200), afterMs: 1_000 };
		const { of, clock, names } = endpoints({ app: [stale] });
		const stop = new AbortController();
		const token = of().token(stop.signal);
		await clock.pass(500);
		stop.abort();
		await clock.run(token);
		await clock.pass(5_000);
		expect(names()).toEqual(['app_access_token']);
	});

	test('keeps organizations apart: token, rate limits', () => {
		const { of } = endpoints({});
		expect(of().rateLimitKey).not.toBe(of({ tenantKey: 'tenant-2' }).rateLimitKey);
	});

	test('keeps its token when a new ticket comes', async () => {
		const { of, clock, names } = endpoints({});
		await clock.run(of().token());
		await clock.run(of({ appTicket: 'the-next-ticket' }).token());
		expect(names()).toHaveLength(2);
	});

	test('hears no failure of one with a stale ticket that asks at the same time', async () => {
		const stale = { ...refuses(10012, 'app_ticket invalid', 200), afterMs: 100 };
		const { of, clock } = endpoints({ app: [stale, appToken('a-1')] });
		const asked = [of({ appTicket: 'stale' }), of({ appTicket: 'fresh' })];
		expect(
			await clock.run(Promise.all(asked.map(async ({ token }) => await token()))),
		).toMatchObject([{ ok: false }, { ok: true, value: 't-1' }]);
	});

	test('renews an app token that Feishu rejects, once', async () => {
		const { of, clock, names } = endpoints({
			app: [appToken('a-1'), appToken('a-2')],
			tenant: [refuses(99991664, 'app token invalid'), issues('t-1')],
		});
		expect(await clock.run(of().token())).toEqual({ ok: true, value: 't-1' });
		expect(names()).toEqual([
			'app_access_token',
			'tenant_access_token',
			'app_access_token',
			'tenant_access_token',
		]);
	});

	test('with a stale ticket has Feishu send a new one, and says what to do', async () => {
		const { of, clock, names } = endpoints({ app: [refuses(10012, 'app_ticket invalid', 200)] });
		const token = await clock.run(of().token());
		expect(names()).toEqual(['app_access_token', 'app_ticket/resend']);
		expect(token).toMatchObject({
			failure: {
				reason: 'credentials_rejected',
				code: 10012,
				cause: expect.stringContaining('App Ticket'),
				nextStep: expect.stringContaining('was asked for a new ticket'),
			},
		});
	});

	test('that is refused for something else gets neither a new app token nor a new ticket', async () => {
		const tenantRefused = endpoints({ tenant: [refuses(10003, 'invalid param', 200)] });
		expect(await tenantRefused.clock.run(tenantRefused.of().token())).toMatchObject({
			failure: { reason: 'credentials_rejected', code: 10003 },
		});
		expect(tenantRefused.names()).toEqual(['app_access_token', 'tenant_access_token']);
		const appRefused = endpoints({ app: [refuses(10003, 'invalid param', 200)] });
		expect(await appRefused.clock.run(appRefused.of().token())).toMatchObject({
			failure: { code: 10003 },
		});
		expect(appRefused.names()).toEqual(['app_access_token']);
	});

	test('for which Feishu sends no ticket is told to ask for one', async () => {
		const { of, clock } = endpoints({
			app: [refuses(10012, 'app_ticket invalid', 200)],
			resend: [refuses(10016, 'resend failed', 200)],
		});
		expect(await clock.run(of().token())).toMatchObject({
			failure: { nextStep: expect.stringMatching(/^Ask Feishu/) },
		});
	});

	test('keeps its ticket and tokens secret', async () => {
		const echo = (text: string) => refuses(424242, `what is ${text}?`, 200);
		for (const answers of [
			{ app: [echo('ticket-secret')] },
			{ app: [echo('the-secret')] },
			{ app: [appToken('a-secret')], tenant: [echo('a-secret')] },
		]) {
			const { of, clock } = endpoints(answers);
			expect(JSON.stringify(await clock.run(of().token()))).not.toMatch(/-secret/);
			expect(of().secrets).toEqual(expect.arrayContaining(['the-secret', 'ticket-secret']));
		}
	});
});
