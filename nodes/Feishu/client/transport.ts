import type { IHttpRequestOptions } from 'n8n-workflow';

import { failure, quoted, type Failure } from '../errors/failures';
import type { Clock } from './clock';

/** What came back over the network, before anyone asks what it means. */
export type Reply =
	| {
			kind: 'answer';
			status: number;
			headers: Readonly<Record<string, unknown>>;
			/** The parsed JSON, or undefined when the answer is none. */
			body: unknown;
	  }
	| {
			kind: 'silence';
			failure: Failure;
			/** Whether the request may have reached Feishu all the same. */
			mayHaveArrived: boolean;
	  };

export interface Ask {
	method: 'DELETE' | 'GET' | 'POST';
	/** Scheme, host, and port. */
	origin: string;
	path: string;
	token?: string;
	body?: Record<string, string>;
	timeoutMs: number;
	/** n8n's restriction of the credential to these hosts. */
	allowedDomains?: string;
}

/** n8n's HTTP helper: it brings the operator's proxy, TLS, and SSRF settings with it. */
export type HttpRequest = (options: IHttpRequestOptions) => Promise<unknown>;

/** Far more than any answer of the endpoints used here. */
const longestAnswerBytes = 1_000_000;

/**
 * Sends one request through n8n's plain HTTP helper and reads the whole answer. n8n's helper with
 * authentication would take over the abort signal and has no bound on time or size; with the plain one,
 * a deadline covers connecting, waiting, and a dripping answer alike. It never throws.
 */
export async function send(http: HttpRequest, clock: Clock, ask: Ask): Promise<Reply> {
	const deadline = new AbortController();
	const answered = new AbortController();
	const timer = clock
		.wait(ask.timeoutMs, answered.signal)
		.then(() => (answered.signal.aborted ? undefined : deadline.abort()));
	let arrived = false;
	try {
		const response = (await http({
			method: ask.method,
			baseURL: ask.origin,
			url: ask.path,
			headers: {
				Accept: 'application/json',
				...(ask.body && { 'Content-Type': 'application/json; charset=utf-8' }),
				...(ask.token !== undefined && { Authorization: `Bearer ${ask.token}` }),
			},
			...(ask.body && { body: ask.body }),
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: ask.timeoutMs,
			...(ask.allowedDomains !== undefined && { allowedDomains: ask.allowedDomains }),
			abortSignal: deadline.signal,
		})) as { statusCode: number; headers?: Record<string, unknown>; body: unknown };
		arrived = true;
		const text = await readText(response.body);
		return {
			kind: 'answer',
			status: response.statusCode,
			headers: response.headers ?? {},
			body: parse(text),
		};
	} catch (error) {
		if (deadline.signal.aborted) return timedOut();
		return arrived ? brokenOff : silence(error);
	} finally {
		answered.abort();
		await timer;
	}
}

/** The text of a streamed answer, or undefined when it is longer than any answer of Feishu's. */
async function readText(body: unknown): Promise<string | undefined> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of body as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		// Leaving the loop destroys the stream, and with it the connection.
		if (bytes > longestAnswerBytes) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string | undefined): unknown {
	try {
		return text === undefined ? undefined : JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * Network faults in words. The error itself goes no further: it carries the request with its token,
 * and n8n replaces sentences that contain the system's names of such faults.
 */
function silence(error: unknown): Reply {
	const { code, isAxiosError, message } = (error ?? {}) as Partial<Record<string, unknown>>;
	if (code === undefined && isAxiosError !== true) return notSent(message);
	if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return timedOut();
	const before = connecting.find(([pattern]) => pattern.test(String(code)))?.[1];
	return {
		kind: 'silence',
		failure: failure('unreachable', before ? { says: `was not recalled: ${before}` } : {}),
		mayHaveArrived: before === undefined,
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
const brokenOff: Reply = {
	kind: 'silence',
	failure: failure('unreachable'),
	mayHaveArrived: true,
};

function timedOut(): Reply {
	return { kind: 'silence', failure: failure('timed_out'), mayHaveArrived: true };
}

/** What n8n itself does not let pass: a host that the credential or the operator forbids. */
function notSent(why: unknown): Reply {
	const words = typeof why === 'string' && why !== '' ? `: ${quoted(why)}` : '';
	return {
		kind: 'silence',
		failure: failure('credentials_rejected', {
			says: `was not recalled, because n8n does not let its request through${words}`,
			todo: "Allow Feishu's host in the credential.",
			hint: "Add Feishu's host to 'Allowed HTTP Request Domains' in the credential. If that is not restricted, ask whoever runs n8n about its protection against requests to private addresses.",
		}),
		mayHaveArrived: false,
	};
}
