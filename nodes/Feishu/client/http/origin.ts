import { failed, refusal, succeeded, type Result } from '../../errors/Failure';
import { exactly } from '../../errors/sentence';

/** Source: https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/get- and its Lark twin. */
export const origins = {
	feishu: 'https://open.feishu.cn',
	lark: 'https://open.larksuite.com',
} as const;

const unknownRegion = {
	cause: "the credential's Region is not one of Feishu, Lark, and Custom",
	nextStep: 'Open the credential and choose the Region.',
	hint: 'Choose Feishu for an app made at open.feishu.cn, Lark for one made at open.larksuite.com, and Custom for a private deployment.',
};

/** Scheme, host, and port of the API that a credential belongs to. */
export function originOf(region: unknown, baseUrl: unknown): Result<string> {
	const name = region ?? 'feishu';
	if (name === 'feishu' || name === 'lark') return succeeded(origins[name]);
	if (region !== 'custom') return failed(refusal('credentials_rejected', unknownRegion));
	const url = typeof baseUrl === 'string' ? parse(baseUrl.trim()) : undefined;
	if (url === undefined) return failed(wrong(baseUrl, 'is not a URL'));
	if (!/^https?:/.test(url.protocol)) return failed(wrong(baseUrl, 'does not start with https://'));
	if (url.username !== '' || url.password !== '')
		return failed(wrong('', 'holds a user or password'));
	if (url.pathname !== '/' || /[?#]/.test(url.href)) {
		return failed(wrong(baseUrl, 'holds more than scheme, host, and port'));
	}
	if (url.protocol === 'https:') return succeeded(url.origin);
	if (isPrivate(url.hostname)) return succeeded(url.origin);
	return failed(wrong(baseUrl, 'would send the App Secret unencrypted over a public network'));
}

function parse(text: string): URL | undefined {
	return URL.canParse(text) ? new URL(text) : undefined;
}

function wrong(baseUrl: unknown, why: string) {
	// The text before an @ may be a password.
	const tells = typeof baseUrl === 'string' && baseUrl !== '' && !baseUrl.includes('@');
	const shown = tells ? ` ${exactly(baseUrl)}` : '';
	return refusal('credentials_rejected', {
		cause: `the credential's Base URL${shown} ${why}`,
		nextStep: 'Enter scheme, host, and port only, such as https://feishu.example.com.',
		hint: 'Open the credential and enter the Base URL as scheme, host, and port, such as https://feishu.example.com:8443. Plain http is accepted for this machine and for private addresses only.',
	});
}

/** Loopback, and the address ranges that are private by RFC 1918, RFC 4193, and RFC 3927. */
export const privateHost =
	/(?:[\w-]+\.)*localhost|(?:127|10)(?:\.\d+){3}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|(?:192\.168|169\.254)(?:\.\d+){2}|\[(?:::1|(?:f[cd][\da-f]{2}|fe[89ab][\da-f]):[\da-f:.]*)\]/;

const isPrivate = (hostname: string) => new RegExp(`^(?:${privateHost.source})$`).test(hostname);

/** The restriction that n8n adds to credentials. n8n enforces it only where it is handed on. */
export function allowedDomainsOf(
	credential: Readonly<Record<string, unknown>>,
): string | undefined {
	if (credential.allowedHttpRequestDomains !== 'domains') return undefined;
	return typeof credential.allowedDomains === 'string' ? credential.allowedDomains : '';
}
