import type { Result } from '../errors/Failure';
import type { CodeTable } from '../errors/codes';
import type { NarrowerTexts, Reason, ReasonRow } from '../errors/reasons';
import type { Window } from './limits/Window';

/**
 * What never varies between the calls of one of Feishu's APIs; a constant in its operation's file. Bodies, keys, and
 * narrower limits are there for operations that send, edit, and list.
 */
export interface Api {
	/** As Feishu's SDK names it: "im.message.delete". */
	id: string;
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** What Feishu allows an app at this API. */
	limits: readonly Window[];
	/**
	 * Whether it may be sent again when an answer was lost: always, only with an idempotency key, or never, since
	 * it would be done twice.
	 */
	repeat: 'safe' | 'withKey' | 'onlyIfUnsent';
	/** The scopes that Feishu accepts, any one of them. */
	scopes: readonly string[];
	/** Those that a person who lacks a permission is told to grant, where they differ. */
	userScopes?: readonly string[];
	/** The refusal that says that it had been done before; after a lost answer it means: done. */
	alreadyDone?: Reason;
	/** What a code means here, before the common table. */
	codes?: CodeTable;
	/** What a reason's texts are here, before the common ones; and when a person asked. */
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
	/** Stands in the body or the query as Feishu wants it; here it says that a repeat is recognized. */
	idempotencyKey?: string;
	/** What Feishu counts the key within, where it is less than the app: the receiver of a forward. */
	keyScope?: string;
	/**
	 * What tells it from other requests of the execution, in place of its query and its body: two with the same are
	 * one, which is sent once.
	 */
	requestKey?: string;
	/** Tells what is sent with a person's key from what else may be; the request itself does, where it is left out. */
	said?: string;
	/** Makes the body where that takes requests of its own: only for what is really sent. */
	makeBody?: () => Promise<Result<Readonly<Record<string, unknown>>>>;
	/** For a person's key, which others may have used before: what the answer says was made, and when. */
	made?: (body: Readonly<Record<string, unknown>>) => Made | undefined;
	/** Narrower limits that it counts in besides, such as that of a chat. */
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
