import { codes, type CodeRow } from '../../errors/codes';
import { failure, type Failure } from '../../errors/Failure';
import { reasons, type Reason, type Texts } from '../../errors/reasons';
import { quoted } from '../../errors/sentence';
import type { Api, ReasonTexts } from '../Api';
import { grantUrlIn, grantUrlOf, scopesIn, type AskingApp } from './permissions';
import { troubleshooterIn } from './troubleshooter';

/** The parts of an API that are needed to understand its answers. */
export type AnsweringApi = Pick<Api, 'codes' | 'texts' | 'userTexts' | 'scopes' | 'userScopes'>;

/** The answer that a code came with, and the side that asked. */
interface Circumstances {
	status?: number;
	/** Feishu's `msg`. */
	words?: string;
	error?: Readonly<Record<string, unknown>>;
	isSafeToShow?: (text: string) => boolean;
	userTexts?: ReasonTexts;
	app?: AskingApp;
}

/**
 * The failure that a code means at an API. This is the one place that decides which text wins: the row of the code
 * (unless it is for an app and a person asked), then the API's texts for the reason, then the texts for a person,
 * then the reason's own texts.
 */
export function classify(
	code: number | undefined,
	api: AnsweringApi,
	{ status = 0, words = '', error, isSafeToShow = () => true, userTexts, app }: Circumstances = {},
): Failure {
	const row = rowOf(code, api, words);
	const reason = row?.reason ?? reasonOf(status, code);
	const missingScopes = scopesIn(words, error).filter(isSafeToShow);
	const told = userTexts && row?.isForApp ? undefined : row;
	const usual = told?.scopes ?? (userTexts && api.userScopes) ?? api.scopes;
	const scopes = missingScopes.length > 0 ? missingScopes : usual;
	// A page of the console is not enough when a person asked: the person has to grant the scope as well.
	const isGrantedThere = reason === 'permission_missing' && app !== undefined && !userTexts;
	const grantUrl =
		grantUrlIn(words, error, isSafeToShow) ??
		(isGrantedThere ? grantUrlOf(app, scopes, isSafeToShow) : undefined);
	const known = {
		...reasons[reason],
		...userTexts?.[reason],
		...api.texts?.[reason],
		...(userTexts && api.userTexts?.[reason]),
		...told,
	};
	const { cause, nextStep, hint } = withScopes(known, scopes);
	const quote = wordsToQuote(words, row, reason);
	return failure(reason, {
		...(code !== undefined && { code }),
		speaksOf: known.speaksOf,
		cause: quote === undefined ? cause : `${cause}: ${quote}`,
		nextStep,
		hint: grantUrl === undefined ? hint : `Open ${grantUrl} to add it in one step. ${hint}`,
		...(code !== undefined && troubleshooterIn(error, isSafeToShow)),
		...(missingScopes.length > 0 && { missingScopes }),
		...(grantUrl !== undefined && { grantUrl }),
	});
}

/** The row of a code at an API, with the details that Feishu's words add to it. */
export function rowOf(
	code: number | undefined,
	api: AnsweringApi,
	words: string,
): CodeRow | undefined {
	const row = code === undefined ? undefined : (api.codes?.[code] ?? codes[code]);
	const detail = row?.details?.find(([pattern]) => pattern.test(words))?.[1];
	return row && { ...row, ...detail };
}

/** The reason that the HTTP status tells, for an answer whose code is in no table. */
function reasonOf(status: number, code: number | undefined): Reason {
	if (status === 429) return 'rate_limited';
	if (status >= 500) return 'feishu_unavailable';
	return code === undefined ? 'unreadable_answer' : 'unknown';
}

/**
 * The part of Feishu's words that follows the cause, if any. A row that quotes them takes the text behind `ext=`, or
 * all of them where that is missing.
 */
function wordsToQuote(words: string, row: CodeRow | undefined, reason: Reason): string | undefined {
	if (words.trim() === '') return undefined;
	if (row?.quotesFeishu) return quoted(/,\s*ext=(.+)/s.exec(words)?.[1] ?? words, 300);
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
