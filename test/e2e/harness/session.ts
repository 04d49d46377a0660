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

/** A signed-in session with n8n, as a browser has it. */
export interface Session {
	/** Signs in, making the owner first on a new n8n. */
	restLogin(): Promise<void>;
	/** The `data` of n8n's answer, which the caller knows the shape of. */
	rest<T = unknown>(method: Method, path: string, body?: unknown): Promise<T>;
	/** A file outside /rest, returned as it is, such as an icon or the list of node types. */
	file(path: string): Promise<Buffer>;
}

export function openSession(url: string): Session {
	// It must stay the same.
	const browserId = randomUUID();
	let cookie = '';

	async function send(method: Method, path: string, body?: unknown): Promise<Buffer> {
		const answer = await request(new URL(path, url), {
			method,
			headers: {
				'content-type': 'application/json',
				'browser-id': browserId,
				...(cookie && { cookie }),
			},
			body: body === undefined ? null : JSON.stringify(body),
		});
		const content = Buffer.from(await answer.body.arrayBuffer());
		if (answer.statusCode >= 400) {
			const said = content.toString('utf8').slice(0, 500);
			throw new Error(`${method} ${path} answered ${answer.statusCode}: ${said}`);
		}
		const cookies = [answer.headers['set-cookie'] ?? []].flat();
		const auth = cookies.find((each) => each.startsWith('n8n-auth='));
		if (auth !== undefined) cookie = auth.split(';')[0] ?? '';
		return content;
	}

	async function rest<T>(method: Method, path: string, body?: unknown): Promise<T> {
		const text = (await send(method, path, body)).toString('utf8');
		return (text === '' ? undefined : (JSON.parse(text) as { data: T }).data) as T;
	}

	async function restLogin(): Promise<void> {
		const { userManagement } = await rest<{
			userManagement: { showSetupOnFirstLoad: boolean };
		}>('GET', '/rest/settings');
		if (userManagement.showSetupOnFirstLoad) {
			await rest('POST', '/rest/owner/setup', owner);
			return;
		}
		const { email: emailOrLdapLoginId, password } = owner;
		await rest('POST', '/rest/login', { emailOrLdapLoginId, password });
	}

	return { restLogin, rest, file: (path) => send('GET', path) };
}
