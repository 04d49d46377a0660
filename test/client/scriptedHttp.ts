import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Clock } from '../../nodes/Feishu/client/clock';
import type { HttpHelper } from '../../nodes/Feishu/client/http/send';

/** A request as n8n's helper was given it. */
export interface Heard {
	at: number;
	method: string;
	origin: string;
	path: string;
	/** The token behind "Bearer ". */
	token?: string;
	options: IHttpRequestOptions;
}

/** How the other side reacts. */
export interface Said {
	afterMs?: number;
	/** Instead of an answer: the system's name of a network fault, or no answer ever. */
	fault?: string;
	status?: number;
	headers?: Record<string, unknown>;
	/** The body, in pieces that arrive one after the other. */
	chunks?: Array<string | Buffer>;
	msBetweenChunks?: number;
	/** A fault after the last chunk. */
	breaksWith?: string;
}

export const hangs: Said = { fault: 'never' };

export function says(status: number, body: unknown, headers: Record<string, unknown> = {}): Said {
	return { status, headers, chunks: [JSON.stringify(body)] };
}

export const recalled = (): Said => says(200, { code: 0, msg: 'success', data: {} });

/** As Feishu words it: HTTP 400 and a code. */
export function refuses(code: number, msg = 'msg', status = 400): Said {
	return says(status, { code, msg, error: {} });
}

export function issues(token: string, expire: unknown = 7_200): Said {
	return says(200, { code: 0, msg: 'ok', tenant_access_token: token, expire });
}

export const breaks = (fault: string): Said => ({ fault });

export interface ScriptedHttp {
	http: HttpHelper;
	heard: Heard[];
	/** Bodies that were read to their end or given up; a body that is neither keeps its connection. */
	bodiesLeft: number;
}

/** n8n's HTTP helper with the other side as a script. It honors the abort signal as axios does. */
export function scriptedHttp(
	clock: Clock,
	react: (request: Heard, count: number) => Said,
): ScriptedHttp {
	const script: ScriptedHttp = { http, heard: [], bodiesLeft: 0 };

	async function http(options: IHttpRequestOptions) {
		const request = hear(options, clock.monotonic());
		script.heard.push(request);
		const said = react(request, script.heard.length);
		const signal = options.abortSignal as AbortSignal;
		if (said.afterMs !== undefined) await orAbort(clock.wait(said.afterMs, signal), options);
		if (said.fault === 'never') await orAbort(new Promise(() => undefined), options);
		if (said.fault !== undefined) throw axiosFault(said.fault, options);
		return {
			statusCode: said.status ?? 200,
			headers: said.headers ?? {},
			body: body(said, options),
		};
	}

	async function* body(said: Said, options: IHttpRequestOptions) {
		try {
			for (const chunk of said.chunks ?? []) {
				if (said.msBetweenChunks !== undefined) {
					await orAbort(
						clock.wait(said.msBetweenChunks, options.abortSignal as AbortSignal),
						options,
					);
				}
				yield Buffer.from(chunk);
			}
			if (said.breaksWith !== undefined) throw axiosFault(said.breaksWith, options);
		} finally {
			script.bodiesLeft++;
		}
	}

	return script;
}

function hear(options: IHttpRequestOptions, at: number): Heard {
	const authorization = String(options.headers?.Authorization ?? '');
	return {
		at,
		method: options.method ?? 'GET',
		origin: options.baseURL ?? '',
		path: options.url,
		...(authorization !== '' && { token: authorization.replace(/^Bearer /, '') }),
		options,
	};
}

async function orAbort(work: Promise<unknown>, options: IHttpRequestOptions): Promise<void> {
	const signal = options.abortSignal as AbortSignal;
	if (signal.aborted) throw axiosFault('ERR_CANCELED', options);
	let stop = () => {};
	const aborted = new Promise<void>((resolve) => {
		stop = resolve;
		signal.addEventListener('abort', stop);
	});
	await Promise.race([work, aborted]);
	signal.removeEventListener('abort', stop);
	if (signal.aborted) throw axiosFault('ERR_CANCELED', options);
}

/** As axios throws it: with the whole request, the token included. */
function axiosFault(code: string, config: IHttpRequestOptions): Error {
	const message = `connect ${code} 203.0.113.1:443`;
	return Object.assign(new Error(message), { code, config, isAxiosError: true });
}
