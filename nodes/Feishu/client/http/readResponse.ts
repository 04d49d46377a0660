import { failure, type Failure } from '../../errors/Failure';
import { asRecord } from './record';
import type { Reply } from './Reply';

/** The response of n8n's helper when a stream was asked for. */
export interface StreamedResponse {
	statusCode: number;
	headers?: Record<string, unknown>;
	body: unknown;
}

/** Far more than any answer in JSON of the APIs used here. */
const longestJsonBytes = 10_000_000;

/** Reads the whole answer: JSON, or a file of at most `fileBytes`. Throws where the connection breaks off. */
export async function readResponse(
	{ statusCode: status, headers: given = {}, body }: StreamedResponse,
	fileBytes: number | undefined,
): Promise<Reply> {
	const headers = inLowerCase(given);
	const mayBeFile = fileBytes !== undefined && status >= 200 && status < 300;
	const limit = mayBeFile ? fileBytes : longestJsonBytes;
	const bytes = await readBytes(body, limit);
	if (mayBeFile && bytes === undefined) return { kind: 'noResponse', failure: tooLarge(limit) };
	if (mayBeFile && isCutOff(status, headers, bytes)) return { kind: 'noResponse', failure: cutOff };
	const isFile = mayBeFile && !isInPlaceOfFile(headers, bytes);
	return {
		kind: 'response',
		status,
		headers,
		body: isFile ? undefined : parse(bytes),
		...(isFile && { bytes }),
	};
}

type Headers = Readonly<Record<string, unknown>>;

function inLowerCase(headers: Headers): Headers {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
	);
}

/** A file is asked for whole and uncompressed, so a part of it or too few bytes mean that it was cut off. */
function isCutOff(status: number, headers: Headers, bytes: Buffer | undefined): boolean {
	const length = Number(headers['content-length'] ?? NaN);
	return status === 206 || (bytes !== undefined && bytes.length < length);
}

/**
 * A refusal of Feishu's, or a page of a proxy or of a network that wants a sign-in. A file that is a page or JSON
 * itself comes with a name.
 */
function isInPlaceOfFile(headers: Headers, bytes: Buffer | undefined): boolean {
	if (/\bfilename\*?\s*=\s*"?[^\s";]/i.test(String(headers['content-disposition'] ?? '')))
		return false;
	const type = /^[^;]*/.exec(String(headers['content-type'] ?? ''))?.[0].trim() ?? '';
	if (/[/+](json|html|xhtml\+xml)$/i.test(type)) return true;
	const begin =
		bytes
			?.subarray(0, 1_000)
			.toString('utf8')
			.replace(/^\ufeff/, '') ?? '';
	const isPage =
		/^\s*(<!--[^]*?-->\s*)*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html|head|body|meta|script)\b/i.test(
			begin,
		);
	return isPage || (/^\s*\{/.test(begin) && isEnvelope(parse(bytes)));
}

/** A refusal may come without words, but then with nothing else of its own either. */
function isEnvelope(body: unknown): boolean {
	const { code, msg, ...rest } = asRecord(body) ?? {};
	if (!Number.isInteger(code)) return false;
	const others = Object.keys(rest).filter((name) => name !== 'data' && name !== 'error');
	return msg === undefined ? others.length === 0 : typeof msg === 'string';
}

/** The bytes of a streamed answer, or undefined when there are more than the limit. */
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

const cutOff = failure('unreachable', {
	effect: 'unknown',
	cause: 'the file did not arrive whole',
});

function tooLarge(limit: number): Failure {
	return failure('unreadable_answer', {
		cause: `the file is larger than ${Math.ceil(limit / 1_000_000)} MB`,
		nextStep: 'Leave it out: a file of that size cannot be downloaded here.',
		hint: 'Feishu itself lets apps download files of up to 100 MB.',
	});
}
