import { randomUUID } from 'node:crypto';
import { request } from 'undici';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Whom every run signs in as; also what `npm run n8n` prints. */
export const owner = {
	email: 'owner@example.com',
	firstName: 'Test',
	lastName: 'Owner',
	password: 'Recall-it-2026',
};

export class RestError extends Error {
	constructor(
		readonly method: Method,
		readonly path: string,
		readonly status: number,
		readonly body: string,
	) {
		super(`${method} ${path} answered ${status}: ${body.slice(0, 500)}`);
	}
}

/** What a browser is to n8n: a cookie, and a browser-id that must stay the same. */
export class Session {
	private readonly browserId = randomUUID();
	private cookie = '';

	constructor(readonly url: string) {}

	/** On a new n8n this also makes the owner. */
	async login(): Promise<void> {
		const { userManagement } = await this.rest<{
			userManagement: { showSetupOnFirstLoad: boolean };
		}>('GET', '/rest/settings');
		if (userManagement.showSetupOnFirstLoad) {
			await this.rest('POST', '/rest/owner/setup', owner);
			return;
		}
		const { email: emailOrLdapLoginId, password } = owner;
		await this.rest('POST', '/rest/login', { emailOrLdapLoginId, password });
	}

	/** The `data` of n8n's answer, which the caller knows the shape of. */
	async rest<T = unknown>(method: Method, path: string, body?: unknown): Promise<T> {
		const text = (await this.send(method, path, body)).toString('utf8');
		return (text === '' ? undefined : (JSON.parse(text) as { data: T }).data) as T;
	}

	/** What lies outside /rest and comes as it is: icons, the list of node types. */
	async file(path: string): Promise<Buffer> {
		return await this.send('GET', path);
	}

	private async send(method: Method, path: string, body?: unknown): Promise<Buffer> {
		const answer = await request(new URL(path, this.url), {
			method,
			headers: {
				'content-type': 'application/json',
				'browser-id': this.browserId,
				...(this.cookie && { cookie: this.cookie }),
			},
			body: body === undefined ? null : JSON.stringify(body),
		});
		const content = Buffer.from(await answer.body.arrayBuffer());
		if (answer.statusCode >= 400) {
			throw new RestError(method, path, answer.statusCode, content.toString('utf8'));
		}
		this.keepCookie(answer.headers['set-cookie']);
		return content;
	}

	private keepCookie(header: string | string[] | undefined): void {
		const cookies = typeof header === 'string' ? [header] : (header ?? []);
		const auth = cookies.find((cookie) => cookie.startsWith('n8n-auth='));
		if (auth !== undefined) this.cookie = auth.split(';')[0] ?? '';
	}
}
