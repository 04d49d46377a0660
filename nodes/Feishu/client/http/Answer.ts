import type { Failure } from '../../errors/Failure';
import { reasons } from '../../errors/reasons';
import type { ReasonTexts } from '../Api';
import { classify, rowOf, type AnsweringApi } from './classify';
import { dateIn, logIdsIn, waitIn } from './headers';
import { asRecord } from './record';
import { holdsSecret, leaveOutSecrets } from './secrets';
import type { AskingApp } from './permissions';
import type { Reply } from './Reply';

/** Feishu's answer to one request. */
export type Answer = SuccessAnswer | FailedAnswer;

export interface SuccessAnswer {
	ok: true;
	/** The whole envelope. */
	body: Readonly<Record<string, unknown>>;
	/** The file of a download, in place of an envelope. */
	file?: { bytes: Buffer; headers: Readonly<Record<string, unknown>> };
	logId?: string;
	attempts: number;
	/** When Feishu answered, by its own clock, in milliseconds. */
	answeredAt?: number;
	/** Feishu has sent nothing this time, since the key was used before. */
	repeated?: true;
}

export interface FailedAnswer {
	ok: false;
	failure: Failure;
	/** How long Feishu asks to wait, in seconds. */
	waitSeconds?: number;
	/** Whether all requests of the app to this API have to wait. */
	limitsApp?: true;
	/** The token or ticket that the code finds fault with, rather than the request. */
	blames?: 'appToken' | 'appTicket';
}

/** Facts about the asking side that are needed to read an answer. */
interface Asker {
	/** A text that holds one of them is left out. */
	secrets?: readonly string[];
	/** As in Identity: texts for a reason when a person asked. */
	userTexts?: ReasonTexts;
	app?: AskingApp;
	/** A token was asked for, and is taken as it comes; nothing else of the answer leaves the client. */
	wantsToken?: true;
}

/**
 * Reads Feishu's envelope `{ code, msg, data?, error? }`. The code alone decides: `msg` is free text, and one HTTP
 * status stands for many codes. Any text that echoes a secret is left out.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/get-
 */
export function readAnswer(
	reply: Reply,
	api: AnsweringApi,
	{ secrets = [], userTexts, app, wantsToken }: Asker = {},
): Answer {
	if (reply.kind === 'noResponse') return { ok: false, failure: reply.failure };
	const { status, headers, body, bytes } = reply;
	const envelope = asRecord(body);
	const error = asRecord(envelope?.error);
	const isSafeToShow = (text: string) => !holdsSecret(text, secrets);
	const logId = logIdsIn(headers, envelope, error).find(isSafeToShow);
	const code = envelope?.code;
	const is2xx = status >= 200 && status < 300;
	const common = { attempts: 1, ...(logId && { logId }) };
	// The answer was read for this request alone, and nobody else has it.
	if (is2xx && !wantsToken) leaveOutSecrets([body, headers], secrets);
	if (is2xx && bytes !== undefined && (envelope === undefined || code === 0)) {
		return { ok: true, body: {}, file: { bytes, headers }, ...common };
	}
	if (is2xx && envelope !== undefined && code === 0) {
		const answeredAt = dateIn(headers);
		return { ok: true, body: envelope, ...common, ...(answeredAt !== undefined && { answeredAt }) };
	}

	const known = typeof code === 'number' && Number.isInteger(code) && code !== 0 ? code : undefined;
	const words = typeof envelope?.msg === 'string' && isSafeToShow(envelope.msg) ? envelope.msg : '';
	const waitSeconds = waitIn(headers);
	const row = rowOf(known, api, words);
	const cause = classify(known, api, { status, words, error, isSafeToShow, userTexts, app });
	const { mayHideSuccess } = reasons[cause.reason];
	const mayHaveHappened =
		mayHideSuccess === 'always' || (mayHideSuccess === 'under2xx' && status < 300);
	return {
		ok: false,
		failure: {
			...cause,
			effect: mayHaveHappened ? 'unknown' : 'none',
			httpStatus: status,
			...(logId && { logId }),
		},
		...(waitSeconds !== undefined && { waitSeconds }),
		// A bare 429 comes from the gateway, which counts the app's requests.
		...((row ? row.limitsApp : status === 429) && { limitsApp: true as const }),
		...(row?.blames && { blames: row.blames }),
	};
}
