import { codes } from '../errors/codes';
import { failure, quoted, reasons, type Failure, type Reason } from '../errors/failures';
import type { Reply } from './transport';

/** What Feishu said to one request. */
export type Answer =
	| { ok: true; body: Readonly<Record<string, unknown>>; logId?: string; attempts: number }
	| FailedAnswer;

export interface FailedAnswer {
	ok: false;
	failure: Failure;
	/** Whether the deed may have been done although no answer says so. */
	mayHaveHappened: boolean;
	/** How long Feishu asks to wait, in seconds. */
	waitSeconds?: number;
	/** Whether it has been asked as often as makes sense. */
	isFinal?: boolean;
}

/**
 * Reads Feishu's envelope `{ code, msg, data?, error? }`. The code alone decides: `msg` is free text, and
 * one HTTP status stands for many codes. A host that echoes a secret finds that text left out.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/get-
 */
export function readAnswer(reply: Reply, secrets: readonly string[] = []): Answer {
	if (reply.kind === 'silence') {
		return { ok: false, failure: reply.failure, mayHaveHappened: reply.mayHaveArrived };
	}
	const { status, headers, body } = reply;
	const envelope = asRecord(body);
	const error = asRecord(envelope?.error);
	const shows = (text: string) => !secrets.some((secret) => secret !== '' && text.includes(secret));
	const logId = readLogId(headers, envelope, error).find(shows);
	const code = envelope?.code;
	if (envelope !== undefined && code === 0 && status >= 200 && status < 300) {
		return { ok: true, body: envelope, attempts: 1, ...(logId && { logId }) };
	}
	const known = typeof code === 'number' && Number.isInteger(code) && code !== 0 ? code : undefined;
	const waitSeconds = readWait(headers);
	const cause = judge(status, known, readWords(envelope).find(shows));
	return {
		ok: false,
		failure: {
			...cause,
			...(known !== undefined && readHelp(error, shows)),
			httpStatus: status,
			...(logId && { logId }),
		},
		mayHaveHappened: isOpen(cause.reason, status),
		...(waitSeconds !== undefined && { waitSeconds }),
	};
}

function judge(status: number, code: number | undefined, words: string | undefined): Failure {
	if (code === undefined) {
		if (status === 429) return failure('rate_limited');
		if (status >= 500) return failure('feishu_unavailable');
		return failure('unreadable_answer');
	}
	const row = codes[code];
	if (row === undefined && status >= 500) return failure('feishu_unavailable', { code });
	const reason = row?.reason ?? 'unknown';
	// Feishu's own words only where they tell something that the code does not.
	const quote = wordsMatter.has(reason) && words !== undefined;
	return failure(reason, {
		code,
		...(row?.advice !== undefined && { hint: row.advice }),
		...(row?.says !== undefined && { says: row.says }),
		...(quote && { says: `${reasons[reason].says}: ${quoted(words)}` }),
	});
}

const wordsMatter: ReadonlySet<Reason> = new Set([
	'unknown',
	'invalid_request',
	'credentials_rejected',
]);

function readWords(envelope: Readonly<Record<string, unknown>> | undefined): string[] {
	return typeof envelope?.msg === 'string' && envelope.msg.trim() !== '' ? [envelope.msg] : [];
}

/** A path that nobody serves, or a sign-in page, has done nothing; a page in place of the answer may hide a yes. */
function isOpen(reason: Reason, status: number): boolean {
	return reason === 'feishu_unavailable' || (reason === 'unreadable_answer' && status < 300);
}

/** Permission entries are alternatives, and come as `{ subject }` or, in the documentation, as `{ scope }`. */
function readHelp(
	error: Readonly<Record<string, unknown>> | undefined,
	shows: (text: string) => boolean,
): Pick<Failure, 'missingScopes' | 'troubleshooter'> {
	const missing = Array.isArray(error?.permission_violations)
		? error.permission_violations
				.slice(0, 20)
				.map((entry) => asRecord(entry))
				.map((entry) => entry?.subject ?? entry?.scope)
				.filter(
					(scope): scope is string => typeof scope === 'string' && /^[\w:.-]{1,100}$/.test(scope),
				)
				.filter(shows)
		: [];
	const page =
		typeof error?.troubleshooter === 'string'
			? /https:\/\/[!-~]{1,500}/.exec(error.troubleshooter)?.[0].replace(/["'<>.,;:!?)\]]+$/, '')
			: undefined;
	return {
		...(missing.length > 0 && { missingScopes: [...new Set(missing)] }),
		...(page && shows(page) && { troubleshooter: page }),
	};
}

/** The order in which Feishu's own SDK looks for the request's id. */
function readLogId(
	headers: Readonly<Record<string, unknown>>,
	...bodies: Array<Readonly<Record<string, unknown>> | undefined>
): string[] {
	return [
		headers['x-tt-logid'],
		headers['x-request-id'],
		headers['request-id'],
		...bodies.flatMap((body) => [body?.log_id, body?.logid]),
	].filter((id): id is string => typeof id === 'string' && /^[\w-]{1,128}$/.test(id));
}

/**
 * Feishu's own header before the general one; nothing that is not a positive number counts. Feishu speaks of
 * whole seconds. A host that asks for a millisecond would be asked a thousand times a second.
 */
function readWait(headers: Readonly<Record<string, unknown>>): number | undefined {
	const seconds = [headers['x-ogw-ratelimit-reset'], headers['retry-after']]
		.map((value) => (typeof value === 'object' ? NaN : Number(value)))
		.find((each) => Number.isFinite(each) && each > 0);
	return seconds === undefined ? undefined : Math.max(1, seconds);
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: undefined;
}
