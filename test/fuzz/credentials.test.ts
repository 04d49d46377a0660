import { constantFrom, oneof, record, string, type Arbitrary } from 'fast-check';

import { readApp } from '../../nodes/Feishu/client/auth/app/App';
import { outputOf } from '../../nodes/Feishu/execution/output';
import { recall } from '../../nodes/Feishu/operations/message/recall';
import { issues, recalled, refuses, scriptedHttp } from '../client/scriptedHttp';
import { VirtualClock } from '../client/virtualClock';
import { clientOf, recallOne } from './client';
import { expectFitForPeople, holdsFor, secret, text, token, data } from './hostile';

const baseUrl: Arbitrary<unknown> = oneof(
	data,
	record({
		scheme: constantFrom(
			'https://',
			'https://',
			'http://',
			'HTTPS:',
			'ftp://',
			'file:///',
			'//',
			'',
		),
		user: constantFrom('', '', '', `user:${secret}@`, `${secret}@`, 'open.feishu.cn@', '@'),
		host: oneof(
			constantFrom('open.feishu.cn', 'feishu.example.com', 'localhost', '127.0.0.1', '10.0.0.1'),
			constantFrom('[::1]', '192.168.1.1.evil.example', '2130706433', '0x7f.1', '169.254.169.254'),
			constantFrom(
				'10.0.0.1.nip.io',
				'localhost.evil.example',
				'飞书.example',
				'evil',
				'[fe80::1]',
			),
			text,
		),
		port: constantFrom('', '', ':443', ':8443', ':0', ':99999', ':'),
		rest: oneof(constantFrom('', '', '', '/', '/x', '?', '#', '\\', ' ', '/../'), text),
	}).map(({ scheme, user, host, port, rest }) => scheme + user + host + port + rest),
);

const credential: Arbitrary<Record<string, unknown>> = record(
	{
		region: oneof(constantFrom<unknown>('feishu', 'lark', 'custom', 'custom', 'custom'), data),
		baseUrl,
		appType: oneof(constantFrom<unknown>('custom', 'store'), data),
		appId: oneof({ weight: 5, arbitrary: text }, { weight: 1, arbitrary: data }),
		appSecret: oneof(
			{ weight: 5, arbitrary: constantFrom(secret) },
			{ weight: 1, arbitrary: data },
		),
		appTicket: oneof(constantFrom<unknown>(`ticket-${secret}`), data),
		tenantKey: oneof(constantFrom<unknown>('tenant'), data),
		allowedHttpRequestDomains: oneof(constantFrom<unknown>('all', 'domains', 'none'), data),
		allowedDomains: data,
	},
	{ requiredKeys: [] },
);

/** Where a Base URL may lead, judged by what a person reads in it. */
function expectNamedBy(given: Record<string, unknown>, origin: string) {
	if (given.region === 'lark') return expect(origin).toBe('https://open.larksuite.com');
	if (given.region !== 'custom') return expect(origin).toBe('https://open.feishu.cn');
	const written = String(given.baseUrl).trim();
	const url = new URL(written);
	expect(origin).toBe(url.origin);
	expect([url.username, url.password, url.search, url.hash]).toEqual(['', '', '', '']);
	expect(['/', '']).toContain(url.pathname);
	if (url.protocol !== 'https:') {
		expect(url.protocol).toBe('http:');
		expect(url.hostname).toMatch(
			/^(localhost|[\w.-]+\.localhost|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+|169\.254\.[\d.]+|\[(::1|f[cd]..:.*|fe[89ab].:.*)\])$/,
		);
	}
}

test('whatever stands in a credential, its secret goes to the host that it names, and nowhere else', async () => {
	await holdsFor(1_500, credential, async (given) => {
		const app = readApp(given);
		if (!app.ok) {
			expect(app.failure).toMatchObject({ reason: 'credentials_rejected', sent: false });
			return expectFitForPeople(app.failure.cause, app.failure.nextStep, app.failure.hint);
		}
		expectNamedBy(given, app.value.origin);

		const clock = new VirtualClock();
		const { http, heard } = scriptedHttp(clock, ({ method, path }) => {
			if (method === 'DELETE') return refuses(230026);
			return path.endsWith('app_access_token')
				? {
						...issues(''),
						chunks: [JSON.stringify({ code: 0, app_access_token: token, expire: 7200 })],
					}
				: issues(token);
		});
		const report = await clock.run(recallOne(clientOf(http, clock, given)));

		expect(report.outcome.ok).toBe(false);
		expect(heard.at(-1)).toMatchObject({
			method: 'DELETE',
			path: '/open-apis/im/v1/messages/om_1',
		});
		for (const { origin, path, options } of heard) {
			expect(origin).toBe(app.value.origin);
			expect(path).toMatch(
				/^\/open-apis\/(im\/v1\/messages\/om_1|auth\/v3\/(tenant_access_token(\/internal)?|app_access_token))$/,
			);
			expect(options.disableFollowRedirect).toBe(true);
			if (given.allowedHttpRequestDomains === 'domains') {
				const { allowedDomains: named } = given;
				expect(options.allowedDomains).toBe(typeof named === 'string' ? named : '');
			}
		}
		expectFitForPeople(outputOf(report, recall).json);
	});
});

test('a run that the credential lets begin ends well when Feishu says yes', async () => {
	const right = record({
		region: constantFrom('feishu', 'lark'),
		appId: string({ unit: 'grapheme', minLength: 1 }).filter((id) => id.trim() !== ''),
		appSecret: text.filter((each) => each.trim() !== ''),
	});
	await holdsFor(500, right, async (given) => {
		const clock = new VirtualClock();
		const { http } = scriptedHttp(clock, ({ method }) =>
			method === 'DELETE' ? recalled() : issues(token),
		);
		const { outcome } = await clock.run(recallOne(clientOf(http, clock, given)));
		expect(outcome.ok).toBe(true);
	});
});
