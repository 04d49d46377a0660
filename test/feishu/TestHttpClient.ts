import { readBody } from './requestBody';
import type { FeishuStandIn } from './standIn';

export interface Reply {
	status: number;
	headers: Headers;
	bytes: Buffer;
	text: string;
	/** The body as JSON, or {} where it is none. */
	json: Record<string, unknown> & { code?: number; msg?: string; error?: Record<string, unknown> };
}

interface Question {
	method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
	/** Sent as JSON; a URLSearchParams or FormData as a form. */
	body?: unknown;
	token?: string;
	headers?: Record<string, string>;
}

/** Someone who talks to the stand-in in plain HTTP, without help of the code under test. */
export class TestHttpClient {
	private ownToken = '';

	constructor(private readonly feishu: FeishuStandIn) {}

	async ask(path: string, request: Question = {}): Promise<Reply> {
		const { method = 'GET', body, token } = request;
		const isForm = body instanceof URLSearchParams || body instanceof FormData;
		const response = await fetch(this.feishu.url + path, {
			method,
			redirect: 'manual',
			body: body === undefined || isForm ? body : JSON.stringify(body),
			headers: {
				...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
				...(token ? { authorization: `Bearer ${token}` } : {}),
				...request.headers,
			},
		});
		const bytes = Buffer.from(await response.arrayBuffer());
		const text = bytes.toString();
		const { status, headers } = response;
		return { status, headers, bytes, text, json: readBody(text) ?? {} };
	}

	/** A tenant token of the default app, asked for anew each time. */
	async tenantToken(app = this.feishu.world.app): Promise<string> {
		const body = { app_id: app.id, app_secret: app.secret };
		const path = '/open-apis/auth/v3/tenant_access_token/internal';
		const { json } = await this.ask(path, { method: 'POST', body });
		return String(json.tenant_access_token);
	}

	/** The next call asks for a new token. */
	forgetToken() {
		this.ownToken = '';
	}

	/** With the default app's token, unless another one is given. */
	async api(path: string, request: Question = {}): Promise<Reply> {
		const token = request.token ?? (this.ownToken ||= await this.tenantToken());
		return await this.ask(`/open-apis${path}`, { ...request, token });
	}

	async recall(id: string, token?: string): Promise<Reply> {
		return await this.api(`/im/v1/messages/${id}`, { method: 'DELETE', token });
	}
}
