import type { Result } from '../errors/Failure';
import type { CodeTable } from '../errors/codes';
import type { NarrowerTexts, Reason, ReasonRow } from '../errors/reasons';
import type { Window } from './limits/Window';

/**
 * One of Feishu's APIs: the facts that hold for all calls of it, as a constant in the file of its operation. Body,
 * key, and narrower limits belong to a `Call`.
 */
export interface Api {
	/** As Feishu's SDK names it: "im.message.delete". */
	id: string;
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Feishu's rate limits for one app at this API. */
	limits: readonly Window[];
	/**
	 * Whether it may be sent again when an answer was lost: always, only with an idempotency key, or never, since
	 * it would be done twice.
	 */
	repeat: 'safe' | 'withKey' | 'onlyIfUnsent';
	/** The scopes that Feishu accepts, any one of them. */
	scopes: readonly string[];
	/** The scopes that are named when a person lacks a permission, where they differ. */
	userScopes?: readonly string[];
	/** The refusal that says that it had been done before; after a lost answer it means: done. */
	alreadyDone?: Reason;
	/** Meanings of codes that come before the common table. */
	codes?: CodeTable;
	/** Texts for a reason that replace the common ones; `userTexts` come before `texts` when a person asked. */
	texts?: ReasonTexts;
	userTexts?: ReasonTexts;
}

export type ReasonTexts = Readonly<
	Partial<Record<Reason, NarrowerTexts & Partial<Pick<ReasonRow, 'speaksOf'>>>>
>;

/** One call of an API. */
export interface Call {
	/** Made by `path`, which encodes IDs. */
	path: string;
	query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
	/** JSON, or a form with files. */
	body?: Readonly<Record<string, unknown>> | FormData;
	/** The body or the query holds the key for Feishu; here it says that Feishu recognizes a repeat. */
	idempotencyKey?: string;
	/** The scope within which Feishu counts the key, where it is narrower than the app: the receiver of a forward. */
	keyScope?: string;
	/**
	 * Identifies the request within the execution, in place of its query, body, and idempotency key. Two requests
	 * that have it in common count as one.
	 */
	requestKey?: string;
	/**
	 * The content that a person's key stands for; other content with that key is refused. Left out, the whole request
	 * counts as the content.
	 */
	said?: string;
	/** Makes the body where that takes requests of its own: only for what is really sent. */
	makeBody?: () => Promise<Result<Readonly<Record<string, unknown>>>>;
	/** The object that the answer says was made, and when. A key that a person chose may have been used before. */
	made?: (body: Readonly<Record<string, unknown>>) => Made | undefined;
	/** Narrower limits that the call counts in as well, such as that of a chat. */
	limits?: ReadonlyArray<{ key: string; windows: readonly Window[] }>;
	/** For one try, in milliseconds. */
	timeoutMs: number;
	/** The share of the API's limit that this node may use. */
	requestsPerSecond: number;
}

export interface Made {
	id: string;
	/** In milliseconds, by Feishu's clock. */
	at?: number;
}

/** Whether it does no harm to send it again when an answer was lost. */
export function mayRepeat({ repeat }: Api, { idempotencyKey }: Call): boolean {
	return repeat === 'safe' || (repeat === 'withKey' && idempotencyKey !== undefined);
}
