import { failure, type Failure } from '../../errors/Failure';
import type { Reply } from './Reply';

/** What n8n's helper gives for a request whose answer is to be a stream. */
export interface StreamedResponse {
	statusCode: number;
	headers?: Record<string, unknown>;
	body: unknown;
}

/** Far more than any answer in JSON of the APIs used here. */
const longestJsonBytes = 10_000_000;

/** Reads the whole answer: JSON, or a file of at most `fileBytes`. Throws where the connection breaks off. */
export async function readResponse(
	{ statusCode: status, headers = {}, body }: StreamedResponse,
	fileBytes: number | undefined,
): Promise<Reply> {
	const isFile = fileBytes !== undefined && status >= 200 && status < 300;
	const limit = isFile ? fileBytes : longestJsonBytes;
	const bytes = await readBytes(body, limit);
	if (isFile && bytes === undefined) return { kind: 'noResponse', failure: tooLarge(limit) };
	return {
		kind: 'response',
		status,
		headers,
		body: isFile && !isRefusal(headers) ? undefined : parse(bytes),
		...(isFile && { bytes }),
	};
}

/** In place of a file. A file that is JSON itself comes with a name. */
function isRefusal(headers: Record<string, unknown>): boolean {
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

function tooLarge(limit: number): Failure {
	return failure('unreadable_answer', {
		cause: `the file is larger than ${Math.ceil(limit / 1_000_000)} MB`,
		nextStep: 'Leave it out: a file of that size cannot be downloaded here.',
		hint: 'Feishu itself lets apps download files of up to 100 MB.',
	});
}
