import type { IHttpRequestOptions } from 'n8n-workflow';

import { onAbort } from '../abort';
import type { Api, Call } from '../Api';
import type { Clock } from '../clock';
import { brokenOff, noResponse, timedOut } from './noResponse';
import { readResponse, type StreamedResponse } from './readResponse';
import type { Reply } from './Reply';

export interface OutgoingRequest extends Pick<Call, 'path' | 'query' | 'body' | 'timeoutMs'> {
	method: Api['method'];
	/** Scheme, host, and port. */
	origin: string;
	token?: string;
	/** n8n's restriction of the credential to these hosts. */
	allowedDomains?: string;
	/** For a file: how many bytes are read at most. Left out, the answer is JSON. */
	fileBytes?: number;
	/** Cuts the request off; only for requests that change nothing. */
	abort?: AbortSignal;
}

/** n8n's HTTP helper: it brings the operator's proxy, TLS, and SSRF settings with it. */
export type HttpHelper = (options: IHttpRequestOptions) => Promise<unknown>;

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
		const response = (await http(optionsOf(request, deadline.signal))) as StreamedResponse;
		arrived = true;
		return await readResponse(response, request.fileBytes);
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
			// The length of a compressed answer would tell nothing of the length of the file.
			...(request.fileBytes !== undefined && { 'Accept-Encoding': 'identity' }),
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
