import { assert, constantFrom, oneof, property, record, string } from 'fast-check';

import { originOf } from '../../nodes/Feishu/client/http/origin';
import { resolved } from '../credentials/resolve';
import { builtPackage } from './builtPackage';

const { feishuOAuth2Api } = builtPackage().credentials;

const entered = {
	region: 'custom',
	baseUrl: 'https://feishu.example.com',
	authorizationPage: 'https://accounts.example.com/authorize',
};

/** The two URLs that n8n connects with, or the sentence that it shows instead. */
function connecting(changed: Record<string, string>): string[] {
	if (feishuOAuth2Api === undefined) throw new Error('The package has no OAuth2 credential');
	return ['authUrl', 'accessTokenUrl'].map((field) => {
		try {
			return String(resolved(feishuOAuth2Api, field, { ...entered, ...changed }));
		} catch (error) {
			return `refused: ${error instanceof Error ? error.message : ''}`;
		}
	});
}

const page = '/open-apis/authen/v1/authorize?x=1';

test.each([
	['Base URL', 'baseUrl', 'http://feishu.example.com'],
	['Base URL', 'baseUrl', 'https://user:word@feishu.example.com'],
	['Base URL', 'baseUrl', 'https://feishu.example.com/open-apis'],
	['Base URL', 'baseUrl', 'http://127.0.0.1.example.com'],
	['Base URL', 'baseUrl', 'http://localhost@example.com'],
	['Base URL', 'baseUrl', ''],
	['Base URL', 'baseUrl', '={{ "http://feishu.example.com" }}'],
	['Authorization Page', 'authorizationPage', `http://accounts.example.com${page}`],
	['Authorization Page', 'authorizationPage', `http://10.0.0.1.example.com${page}`],
	['Authorization Page', 'authorizationPage', 'accounts.example.com'],
	['Authorization Page', 'authorizationPage', ''],
	['Token URL', 'newTokenUrl', 'http://tokens.example.com/oauth/v3/token'],
	['Token URL', 'newTokenUrl', 'https://user:word@tokens.example.com/oauth/v3/token'],
])('n8n refuses to connect with a %s that is no safe one (%s: %j)', (name, field, value) => {
	const [authUrl, accessTokenUrl] = connecting({ [field]: value });
	const sentence = new RegExp(`The ${name} cannot be used\\. Enter .+ https://.+\\.$`);
	expect(authUrl).toMatch(sentence);
	expect(accessTokenUrl).toMatch(sentence);
	expect(authUrl).not.toContain('word');
});

test('of a public region, a Token URL over plain http is refused as well', () => {
	const [authUrl] = connecting({
		region: 'feishu',
		newTokenUrl: 'http://tokens.example.com/token',
	});
	expect(authUrl).toMatch(/The Token URL cannot be used/);
});

test('what is hidden in a public region is not looked at', () => {
	const hidden = { baseUrl: 'http://example.com', authorizationPage: 'x' };
	expect(connecting({ ...hidden, region: 'lark' })).toEqual([
		'https://accounts.larksuite.com/open-apis/authen/v1/authorize',
		'https://open.larksuite.com/open-apis/authen/v2/oauth/token',
	]);
});

test.each([
	'https://feishu.example.com:8443',
	'https://[2001:db8::1]:8443',
	'http://localhost:3000',
	'http://127.0.0.1:8080',
	'http://192.168.1.1',
	'http://[fd12:3456::1]',
])('n8n connects with %s', (origin) => {
	const urls = { baseUrl: ` ${origin}/ `, authorizationPage: ` ${origin}${page} ` };
	expect(connecting(urls)).toEqual([
		`${origin}${page}`,
		`${origin}/open-apis/authen/v2/oauth/token`,
	]);
	const newTokenUrl = `${origin}/oauth/v3/token`;
	expect(connecting({ ...urls, newTokenUrl })).toEqual([`${origin}${page}`, newTokenUrl]);
});

// Else hardly any case would be a URL to connect with.
const mostlyNone = (...some: string[]) =>
	oneof({ weight: 3, arbitrary: constantFrom('') }, constantFrom(...some));

const url = record({
	scheme: constantFrom(
		'https://',
		'http://',
		'http://',
		'HTTP://',
		'http:',
		'http:\\\\',
		'ftp://',
		'',
	),
	user: mostlyNone('user:word@', 'localhost@', '@'),
	host: oneof(
		constantFrom(
			'feishu.example.com',
			'localhost',
			'a.localhost',
			'LOCALHOST',
			'localhost.',
			'0.0.0.0',
		),
		constantFrom(
			'127.0.0.1',
			'10.1',
			'010.0.0.1',
			'0x7f.1',
			'2130706433',
			'10.0.0.999',
			'１０.0.0.1',
		),
		constantFrom(
			'172.15.0.1',
			'172.16.0.1',
			'172.31.0.1',
			'172.32.0.1',
			'172.020.0.1',
			'192.168.0.1',
		),
		constantFrom(
			'169.254.0.1',
			'169.255.0.1',
			'127.0.0.1.example',
			'10.0.0.1.nip.io',
			'a%2f.localhost',
		),
		constantFrom(
			'[::1]',
			'[0::1]',
			'[fc00::1]',
			'[fdff::]',
			'[fe00::1]',
			'[fe80::1]',
			'[feb0::]',
			'[::]',
		),
		string({ unit: constantFrom(...'a.-1:[]%\\/@#?\t'), maxLength: 8 }),
	),
	port: mostlyNone(':80', ':99999', ':', ':x'),
	rest: mostlyNone('/', '/x', '?x', '#', '\\', '\n', ' ', '@example.com', '/../', '.example.com'),
}).map(({ scheme, user, host, port, rest }) => scheme + user + host + port + rest);

const isRefused = (urls: string[]) => urls.every((each) => each.startsWith('refused: '));

test('what n8n connects with is what a Feishu node would send a secret to', () => {
	let connects = 0;
	assert(
		property(url, (baseUrl) => {
			const urls = connecting({ baseUrl });
			if (isRefused(urls)) return;
			connects++;
			// n8n itself refuses what is no URL.
			if (!URL.canParse(baseUrl)) return;
			const origin = originOf('custom', baseUrl);
			expect(origin.ok && new URL(urls[1] ?? '').origin).toBe(origin.ok && origin.value);
			expect(origin.ok).toBe(true);
		}),
		{ numRuns: 500 },
	);
	expect(connects).toBeGreaterThan(30);
});

test('what a Feishu node would send a secret to, n8n connects with as soon as it is written plainly', () => {
	let connects = 0;
	assert(
		property(url, (baseUrl) => {
			const origin = originOf('custom', baseUrl);
			if (!origin.ok) return;
			connects++;
			expect(connecting({ baseUrl: origin.value })).toEqual([
				entered.authorizationPage,
				`${origin.value}/open-apis/authen/v2/oauth/token`,
			]);
		}),
		{ numRuns: 500 },
	);
	expect(connects).toBeGreaterThan(30);
});

test.each(['authorizationPage', 'newTokenUrl'])('the same goes for the host in %s', (field) => {
	let connects = 0;
	assert(
		property(url, (value) => {
			const urls = connecting({ [field]: value });
			if (value === '' || isRefused(urls)) return;
			connects++;
			if (!URL.canParse(value)) return;
			const { origin, username, password } = new URL(value);
			expect(originOf('custom', origin)).toMatchObject({ ok: true });
			expect(username + password).toBe('');
		}),
		{ numRuns: 500 },
	);
	expect(connects).toBeGreaterThan(30);
});
