import type { IHttpRequestOptions } from 'n8n-workflow';

import { failure, type Failure } from '../../errors/Failure';
import { quoted } from '../../errors/sentence';
import { onAbort } from '../abort';
import type { Api, Call } from '../Api';
import type { Clock } from '../clock';

/** What came back over the network, before anyone asks what it means. */
export type Reply =
	| {
			kind: 'response';
			status: number;
			headers: Readonly<Record<string, unknown>>;
			/** The parsed JSON, or undefined when the answer is none. */
			body: unknown;
			/** What was read, where a file was asked for. */
			bytes?: Buffer;
	  }
	/** Its effect is unknown where the request may have reached Feishu all the same. */
	| { kind: 'noResponse'; failure: Failure };

export interface OutgoingRequest extends Pick<Call, 'path' | 'query' | 'body' | 'timeoutMs'> {
	method: Api['method'];
	/** Scheme, host, and port. */
	origin: string;
	token?: string;
	/** n8n's restriction of the credential to these hosts. */
	allowedDomains?: string;
	/** For a file: how many bytes are read at most. Left out, the answer is JSON. */
	fileBytes?: number;
	/** Cuts the request off; only for what changes nothing. */
	abort?: AbortSignal;
}

/** n8n's HTTP helper: it brings the operator's proxy, TLS, and SSRF settings with it. */
export type HttpHelper = (options: IHttpRequestOptions) => Promise<unknown>;

/** Far more than any answer in JSON of the APIs used here. */
const longestJsonBytes = 10_000_000;

/**
 * Sends one request through n8n's plain HTTP helper and reads the whole answer. n8n's helper with
 * authentication would take over the abort signal and has no bound on time or size; with the plain one,
 * a deadline covers connecting, waiting, and a dripping answer alike. It never throws.
 */
export async function send(
	http: HttpHelper,
	clock: Clock,
	request: OutgoingRequest,
): Promise<Reply> {
	const deadline = new AbortController();
	const answered = new AbortController();
	const cut = () => deadline.abort();
	const timer = clock
		.wait(request.timeoutMs, answered.signal)
		.then(() => (answered.signal.aborted ? undefined : cut()));
	const unsubscribe = request.abort && onAbort(request.abort, cut);
	if (request.abort?.aborted) cut();
	let arrived = false;
	try {
		const response = (await http(optionsOf(request, deadline.signal))) as {
			statusCode: number;
			headers?: Record<string, unknown>;
			body: unknown;
		};
		arrived = true;
		const isFile = request.fileBytes !== undefined && isSuccess(response.statusCode);
		const limit = isFile ? (request.fileBytes ?? 0) : longestJsonBytes;
		const bytes = await readBytes(response.body, limit);
		if (isFile && bytes === undefined) return { kind: 'noResponse', failure: tooLarge(limit) };
		return {
			kind: 'response',
			status: response.statusCode,
			headers: response.headers ?? {},
			body: isFile && !isRefusal(response.headers) ? undefined : parse(bytes),
			...(isFile && { bytes }),
		};
	} catch (error) {
		if (deadline.signal.aborted) return timedOut();
		return arrived ? brokenOff() : noResponse(error);
	} finally {
		unsubscribe?.();
		answered.abort();
		await timer;
	}
}

function optionsOf(request: OutgoingRequest, abortSignal: AbortSignal): IHttpRequestOptions {
	const { method, origin, path, query, body, token, timeoutMs, allowedDomains } = request;
	const isForm = body instanceof FormData;
	return {
		method,
		baseURL: origin,
		url: path,
		...(query && { qs: query as IHttpRequestOptions['qs'], arrayFormat: 'repeat' }),
		headers: {
			Accept: request.fileBytes === undefined ? 'application/json' : '*/*',
			// A form's own type has the boundary, and n8n's helper sets it.
			...(body && !isForm && { 'Content-Type': 'application/json; charset=utf-8' }),
			...(token !== undefined && { Authorization: `Bearer ${token}` }),
		},
		...(body && { body: body as IHttpRequestOptions['body'] }),
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: timeoutMs,
		...(allowedDomains !== undefined && { allowedDomains }),
		abortSignal,
	};
}

function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}

/** In place of a file. A file that is JSON itself comes with a name. */
function isRefusal(headers: Record<string, unknown> = {}): boolean {
	const isJson = String(headers['content-type'] ?? '').includes('application/json');
	return isJson && headers['content-disposition'] === undefined;
}

/** What a streamed answer holds, or undefined when it is longer than the limit. */
async function readBytes(body: unknown, limit: number): Promise<Buffer | undefined> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of body as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		// Leaving the loop destroys the stream, and with it the connection.
		if (bytes > limit) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

function parse(bytes: Buffer | undefined): unknown {
	try {
		return bytes === undefined ? undefined : JSON.parse(bytes.toString('utf8'));
	} catch {
		return undefined;
	}
}

/**
 * Network faults in words. The error itself goes no further: it carries the request with its token,
 * and n8n replaces sentences that contain the system's names of such faults.
 */
function noResponse(error: unknown): Reply {
	const { code, isAxiosError, message } = (error ?? {}) as Partial<Record<string, unknown>>;
	if (code === undefined && isAxiosError !== true) return notLetThrough(message);
	if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return timedOut();
	const cause = connecting.find(([pattern]) => pattern.test(String(code)))?.[1];
	return {
		kind: 'noResponse',
		failure: failure('unreachable', cause ? { cause } : { effect: 'unknown' }),
	};
}

/** Faults that end the attempt before a request is sent. */
const connecting: ReadonlyArray<readonly [RegExp, string]> = [
	[/^(ENOTFOUND|EAI_AGAIN)$/, "the name of Feishu's host could not be resolved"],
	[/^ECONNREFUSED$/, "Feishu's host refused the connection"],
	[/^(EHOSTUNREACH|ENETUNREACH)$/, "there is no network route to Feishu's host"],
	[/CERT|SIGNATURE/, "the certificate of Feishu's host was not accepted"],
];

/** An answer that began and did not come to its end. */
function brokenOff(): Reply {
	return { kind: 'noResponse', failure: failure('unreachable', { effect: 'unknown' }) };
}

function timedOut(): Reply {
	return { kind: 'noResponse', failure: failure('timed_out', { effect: 'unknown' }) };
}

function tooLarge(limit: number): Failure {
	return failure('unreadable_answer', {
		cause: `the file is larger than ${Math.ceil(limit / 1_000_000)} MB`,
		nextStep: 'Leave it out: a file of that size cannot be downloaded here.',
		hint: 'Feishu itself lets apps download files of up to 100 MB.',
	});
}

/** What n8n itself does not let pass: a host that the credential or the operator forbids. */
function notLetThrough(why: unknown): Reply {
	const words = typeof why === 'string' && why !== '' ? `: ${quoted(why)}` : '';
	return {
		kind: 'noResponse',
		failure: failure('credentials_rejected', {
			cause: `n8n does not let its request through${words}`,
			nextStep:
				"Allow Feishu's host in the credential, or ask whoever runs n8n about its protection against requests to private addresses.",
			hint: "Add Feishu's host to 'Allowed HTTP Request Domains' in the credential. If that is not restricted, ask whoever runs n8n about its protection against requests to private addresses.",
		}),
	};
}
