import { codes, type CodeRow } from '../../errors/codes';
import { failure, type Failure } from '../../errors/Failure';
import { reasons, type Reason, type Texts } from '../../errors/reasons';
import { quoted } from '../../errors/sentence';
import type { Api, ReasonTexts } from '../Api';
import { grantUrlIn, scopesIn } from './permissions';
import { asRecord } from './record';
import { holdsSecret } from './secrets';
import type { Reply } from './send';

/** What Feishu said to one request. */
export type Answer = SuccessAnswer | FailedAnswer;

export interface SuccessAnswer {
	ok: true;
	/** The whole envelope. */
	body: Readonly<Record<string, unknown>>;
	/** What a download brings, in place of an envelope. */
	file?: { bytes: Buffer; headers: Readonly<Record<string, unknown>> };
	logId?: string;
	attempts: number;
}

export interface FailedAnswer {
	ok: false;
	failure: Failure;
	/** How long Feishu asks to wait, in seconds. */
	waitSeconds?: number;
	/** Whether all requests of the app to this API have to wait. */
	limitsApp?: true;
	/** What else than the request the code finds fault with. */
	blames?: 'appToken' | 'appTicket';
}

/** What it takes of an API to understand its answers. */
export type AnsweringApi = Pick<Api, 'codes' | 'texts' | 'userTexts' | 'scopes'>;

/** What it takes of who asked. */
interface Asker {
	/** A text that holds one of them is left out. */
	secrets?: readonly string[];
	/** As in Identity: what a reason's texts are when a person asked. */
	userTexts?: ReasonTexts;
}

/**
 * Reads Feishu's envelope `{ code, msg, data?, error? }`. The code alone decides: `msg` is free text, and
 * one HTTP status stands for many codes. A host that echoes a secret finds that text left out.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/get-
 */
export function readAnswer(
	reply: Reply,
	api: AnsweringApi,
	{ secrets = [], userTexts }: Asker = {},
): Answer {
	if (reply.kind === 'noResponse') return { ok: false, failure: reply.failure };
	const { status, headers, body, bytes } = reply;
	const envelope = asRecord(body);
	const error = asRecord(envelope?.error);
	const isSafeToShow = (text: string) => !holdsSecret(text, secrets);
	const logId = readLogId(headers, envelope, error).find(isSafeToShow);
	const code = envelope?.code;
	const is2xx = status >= 200 && status < 300;
	const common = { attempts: 1, ...(logId && { logId }) };
	if (is2xx && bytes !== undefined && (envelope === undefined || code === 0)) {
		return { ok: true, body: {}, file: { bytes, headers }, ...common };
	}
	if (is2xx && envelope !== undefined && code === 0) return { ok: true, body: envelope, ...common };

	const known = typeof code === 'number' && Number.isInteger(code) && code !== 0 ? code : undefined;
	const words = typeof envelope?.msg === 'string' && isSafeToShow(envelope.msg) ? envelope.msg : '';
	const waitSeconds = readWait(headers);
	const row = rowOf(known, api, words);
	const cause = classify(known, api, { status, words, error, isSafeToShow, userTexts });
	const { mayHideSuccess } = reasons[cause.reason];
	const isOpen = mayHideSuccess === 'always' || (mayHideSuccess === 'under2xx' && status < 300);
	return {
		ok: false,
		failure: {
			...cause,
			effect: isOpen ? 'unknown' : 'none',
			httpStatus: status,
			...(logId && { logId }),
		},
		...(waitSeconds !== undefined && { waitSeconds }),
		// A bare 429 comes from the gateway, which counts the app's requests.
		...((row ? row.limitsApp : status === 429) && { limitsApp: true as const }),
		...(row?.blames && { blames: row.blames }),
	};
}

/** What is known of a code at an API, and of the words that came with it. */
function rowOf(code: number | undefined, api: AnsweringApi, words: string): CodeRow | undefined {
	const row = code === undefined ? undefined : (api.codes?.[code] ?? codes[code]);
	const detail = row?.details?.find(([pattern]) => pattern.test(words))?.[1];
	return row && { ...row, ...detail };
}

/** Where no table knows the code, the status tells what it can. */
function reasonOf(status: number, code: number | undefined): Reason {
	if (status === 429) return 'rate_limited';
	if (status >= 500) return 'feishu_unavailable';
	return code === undefined ? 'unreadable_answer' : 'unknown';
}

/** What came with a code. */
interface Circumstances {
	status?: number;
	/** Feishu's `msg`. */
	words?: string;
	error?: Readonly<Record<string, unknown>>;
	isSafeToShow?: (text: string) => boolean;
	userTexts?: ReasonTexts;
}

/**
 * The failure that a code means at an API. This is the one place that decides which text wins: what is known of
 * the code, then what the API says of the reason, then what a person can do, then what the reason says by itself.
 */
export function classify(
	code: number | undefined,
	api: AnsweringApi,
	{ status = 0, words = '', error, isSafeToShow = () => true, userTexts }: Circumstances = {},
): Failure {
	const row = rowOf(code, api, words);
	const reason = row?.reason ?? reasonOf(status, code);
	const missingScopes = scopesIn(words, error).filter(isSafeToShow);
	const grantUrl = grantUrlIn(words, error, isSafeToShow);
	const known = {
		...reasons[reason],
		...userTexts?.[reason],
		...api.texts?.[reason],
		...(userTexts && api.userTexts?.[reason]),
		...row,
	};
	const { cause, nextStep, hint } = withScopes(
		known,
		missingScopes.length > 0 ? missingScopes : api.scopes,
	);
	const quote = wordsToQuote(words, row, reason);
	return failure(reason, {
		...(code !== undefined && { code }),
		speaksOf: known.speaksOf,
		cause: quote === undefined ? cause : `${cause}: ${quote}`,
		nextStep,
		hint: grantUrl === undefined ? hint : `Open ${grantUrl} to add it in one step. ${hint}`,
		...(code !== undefined && readTroubleshooter(error, isSafeToShow)),
		...(missingScopes.length > 0 && { missingScopes }),
		...(grantUrl !== undefined && { grantUrl }),
	});
}

/** What of Feishu's words belongs behind the cause. For a row that quotes them it is what stands behind `ext=`. */
function wordsToQuote(words: string, row: CodeRow | undefined, reason: Reason): string | undefined {
	if (words.trim() === '') return undefined;
	if (row?.quotesFeishu) return quoted(/,\s*ext=(.+)$/s.exec(words)?.[1] ?? words, 300);
	const isKnown = row?.cause !== undefined;
	return reasons[reason].quotesFeishu && !isKnown ? quoted(words) : undefined;
}

function withScopes({ cause, nextStep, hint }: Texts, scopes: readonly string[]): Texts {
	const all = new Intl.ListFormat('en', { type: 'disjunction' }).format(scopes);
	const fill = (text: string) =>
		text
			.replace('{scope}', scopes[0] ?? '')
			.replace('{scopes}', scopes.length > 1 ? `one of ${all}` : all);
	return { cause: fill(cause), nextStep: fill(nextStep), hint: fill(hint) };
}

function readTroubleshooter(
	error: Readonly<Record<string, unknown>> | undefined,
	isSafeToShow: (text: string) => boolean,
): Pick<Failure, 'troubleshooter'> {
	if (typeof error?.troubleshooter !== 'string') return {};
	// As a whole, since a part of a secret is a secret.
	if (!isSafeToShow(error.troubleshooter)) return {};
	const page = /https:\/\/[!-~]{1,500}/.exec(error.troubleshooter)?.[0];
	const troubleshooter = page?.replace(/["'<>.,;:!?)\]]+$/, '');
	return troubleshooter ? { troubleshooter } : {};
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
