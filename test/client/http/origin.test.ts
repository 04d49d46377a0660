import { allowedDomainsOf, originOf } from '../../../nodes/Feishu/client/http/origin';

const custom = (baseUrl: unknown) => originOf('custom', baseUrl);

function refusalOf(baseUrl: unknown) {
	const origin = custom(baseUrl);
	if (origin.ok) throw new Error(`${String(baseUrl)} was accepted as ${origin.value}`);
	return origin.failure;
}

test.each([
	['feishu', 'https://open.feishu.cn'],
	['lark', 'https://open.larksuite.com'],
	[undefined, 'https://open.feishu.cn'],
	[null, 'https://open.feishu.cn'],
])('the region %s is %s, whatever stands in the hidden Base URL', (region, origin) => {
	expect(originOf(region, 'https://elsewhere.example')).toEqual({ ok: true, value: origin });
});

test.each<unknown>(['', 'china', 'Feishu', 'constructor', 7, {}, ['lark'], { toString: 0 }])(
	'the region %j is none',
	(region) => {
		expect(originOf(region, undefined)).toMatchObject({
			ok: false,
			failure: {
				reason: 'credentials_rejected',
				cause: expect.stringContaining('Region'),
				sent: false,
				attempts: 0,
			},
		});
	},
);

test.each([
	['https://feishu.example.com', 'https://feishu.example.com'],
	['https://feishu.example.com/', 'https://feishu.example.com'],
	['  https://feishu.example.com \n', 'https://feishu.example.com'],
	['\u00a0https://feishu.example.com', 'https://feishu.example.com'],
	['https://feishu.example.com:8443', 'https://feishu.example.com:8443'],
	['https://feishu.example.com:443/', 'https://feishu.example.com'],
	['HTTPS://Feishu.Example.COM', 'https://feishu.example.com'],
	['https://8.8.8.8', 'https://8.8.8.8'],
	['https://[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
])('%j is a base URL', (baseUrl, origin) => {
	expect(custom(baseUrl)).toEqual({ ok: true, value: origin });
});

test.each([
	['http://localhost:3000', 'http://localhost:3000'],
	['http://feishu.localhost', 'http://feishu.localhost'],
	['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
	['http://127.255.255.254', 'http://127.255.255.254'],
	['http://10.1.2.3', 'http://10.1.2.3'],
	['http://172.16.0.1', 'http://172.16.0.1'],
	['http://172.31.255.255', 'http://172.31.255.255'],
	['http://192.168.1.1', 'http://192.168.1.1'],
	['http://169.254.10.10', 'http://169.254.10.10'],
	['http://[::1]:3000', 'http://[::1]:3000'],
	['http://[fc00::1]', 'http://[fc00::1]'],
	['http://[fd12:3456::1]', 'http://[fd12:3456::1]'],
	['http://[fe80::1]', 'http://[fe80::1]'],
	['http://[febf::1]', 'http://[febf::1]'],
	// Other spellings of 127.0.0.1 and of 192.168.1.1
	['http://2130706433', 'http://127.0.0.1'],
	['http://0x7f.1', 'http://127.0.0.1'],
	['http://3232235777', 'http://192.168.1.1'],
])('%s goes no further than this machine or its network', (baseUrl, origin) => {
	expect(custom(baseUrl)).toEqual({ ok: true, value: origin });
});

test.each([
	'http://feishu.example.com',
	'http://8.8.8.8',
	'http://172.15.255.255',
	'http://172.32.0.1',
	'http://192.169.0.1',
	'http://193.168.0.1',
	'http://11.0.0.1',
	'http://128.0.0.1',
	'http://169.253.0.1',
	'http://0.0.0.0',
	// 8.8.8.8 in other spellings
	'http://134744072',
	'http://0x08080808',
	'http://010.010.010.010',
	// Names that only look private
	'http://localhost.example.com',
	'http://127.0.0.1.example.com',
	'http://10.0.0.1.example.com',
	'http://notlocalhost',
	'http://10.example.com',
	'http://192.168.example.com',
	'http://１０.example.com',
	'http://[2001:db8::1]',
	'http://[fec0::1]',
	'http://[fb00::1]',
	'http://[::ffff:8.8.8.8]',
	'http://[fc::1]',
	'http://[::]',
])('%s would send the secret in clear text', (baseUrl) => {
	expect(refusalOf(baseUrl).cause).toContain('unencrypted');
});

test.each([
	['https://user@feishu.example.com', 'user or password'],
	['https://user:word@feishu.example.com', 'user or password'],
	['https://:word@feishu.example.com', 'user or password'],
	['https://open.feishu.cn@evil.example', 'user or password'],
	['http://127.0.0.1@evil.example', 'user or password'],
	['https://feishu.example.com/open-apis', 'more than scheme, host, and port'],
	['https://feishu.example.com//', 'more than scheme, host, and port'],
	['https://feishu.example.com/?', 'more than scheme, host, and port'],
	['https://feishu.example.com?x=1', 'more than scheme, host, and port'],
	['https://feishu.example.com/#', 'more than scheme, host, and port'],
	['https://feishu.example.com#x', 'more than scheme, host, and port'],
	['feishu.example.com', 'URL'],
	['open.feishu.cn:443', 'https://'],
	['//feishu.example.com', 'URL'],
	['https://', 'URL'],
	['https://feishu.example.com:99999', 'URL'],
	['https://feishu example.com', 'URL'],
	['ftp://feishu.example.com', 'https://'],
	['ws://127.0.0.1', 'https://'],
	['xhttps://feishu.example.com', 'does not start with https://'],
	['httpsx://feishu.example.com', 'does not start with https://'],
	['file:///etc/passwd', ''],
	['javascript:alert(1)', ''],
	['', 'URL'],
	['   ', 'URL'],
	[undefined, 'URL'],
	[null, 'URL'],
	[{ href: 'https://feishu.example.com' }, 'URL'],
	[['https://feishu.example.com'], 'URL'],
])('%j is refused with a sentence that says what is expected', (baseUrl, why) => {
	const refusal = refusalOf(baseUrl);
	expect(refusal).toMatchObject({ reason: 'credentials_rejected', sent: false });
	expect(refusal.cause).toContain(why);
	expect(refusal.speaksOf).toBe('request');
	expect(refusal.cause).toMatch(/^the credential's Base URL /);
	expect(refusal.nextStep).toContain('such as https://');
	expect(refusal.hint).toContain('scheme, host, and port');
});

test.each([
	'https://admin:hunter2@feishu.example.com',
	'https://admin:hunter2@feishu.example.com/path?x#y',
	'http://admin:hunter2@feishu.example.com',
	// A text that is no URL may hold a password all the same.
	'https://admin:hunter2@feishu.example.com:99999',
	'https://admin:hunter2@feishu example.com',
])('the password in %s is not told on', (baseUrl) => {
	expect(JSON.stringify(refusalOf(baseUrl))).not.toContain('hunter2');
});

test('what stands in the Base URL is told, unless nothing does', () => {
	expect(refusalOf('feishu').cause).toBe('the credential\'s Base URL "feishu" is not a URL');
	expect(refusalOf('').cause).toBe("the credential's Base URL is not a URL");
});

test('a long base URL is told in short, on one line', () => {
	const { cause } = refusalOf(`https://${'x'.repeat(5_000)}\n/path`);
	expect(cause.length).toBeLessThan(250);
	expect(cause).not.toContain('\n');
});

test.each([
	[{ allowedHttpRequestDomains: 'domains', allowedDomains: 'feishu.cn' }, 'feishu.cn'],
	[{ allowedHttpRequestDomains: 'domains' }, ''],
	[{ allowedHttpRequestDomains: 'all', allowedDomains: 'feishu.cn' }, undefined],
	[{}, undefined],
])('the credential %j is restricted to %j', (credential, domains) => {
	expect(allowedDomainsOf(credential)).toBe(domains);
});
