import { defaultEventSettings } from './events/settings';
import type { EventSettings } from './events/settings';
import { defaultMessageSettings } from './messageSettings';
import type { MessageSettings } from './messageSettings';

export interface RateLimit {
	perSecond: number;
	perMinute: number;
}

/** Random trouble for soak tests; every chance is between 0 and 1, and the same seed rolls the same. */
export interface Chaos {
	seed: number;
	latencyMs?: [number, number];
	serverError?: number;
	dropBefore?: number;
	dropAfter?: number;
	rateLimited?: number;
	staleToken?: number;
	html?: number;
	/** Which routes suffer; all of them when left out. */
	routes?: string[];
}

export interface Settings extends MessageSettings, EventSettings {
	/** One number, or the ends of a range; the request is carried out on arrival, the answer comes later. */
	latencyMs: number | [number, number];
	chaos: Chaos | null;

	/** Per API, app and tenant, sliding with the arrivals; null: no limit. */
	rateLimit: RateLimit | null;
	/** Some older APIs answer 400 with the same code 99991400. */
	rateLimitHttpStatus: 429 | 400;
	/** x-ogw-ratelimit-limit and -reset are documented, but seen missing. */
	rateLimitHeaders: boolean;
	/** false: a bare 429 without a body, as a proxy in front would send it. */
	rateLimitBody: boolean;

	/** Under 1800 every request for a token gives a new one. */
	tokenTtlSeconds: number;
	/** Even a token issued a moment ago is refused. */
	rejectAllTokens: boolean;
	/** 400 was seen live; whether 401 or 200 occur for some token codes is not established. */
	rejectedTokenHttpStatus: 400 | 401 | 200;
	/** The documents leave open when 99991663, 99991664 or 99991665 is answered. */
	rejectedTenantTokenCode: number;
	/** 401 was seen live. */
	expiredUserTokenHttpStatus: 400 | 401 | 200;
	/** 99991677 is reported for expired user tokens, 99991668 is documented for them as well. */
	expiredUserTokenCode: 99991677 | 99991668;

	/** 230110 is documented for recall, 230011 seen elsewhere, 0 not excluded. */
	secondRecallCode: 230110 | 230011 | 0;
	/** Likely 99992354; 230001 is documented for "invalid message_id", 230002 or 230050 possible for other tenants' ids. */
	unknownIdCode: 99992354 | 230001 | 230002 | 230050;
	/** A scope that the app lacks: the gateway's code, or the API's own. */
	missingScopeCode: 99991672 | 230027;
	/** The code of bot info while the bot ability is off; it is documented nowhere. */
	botOffInfoCode: number;
	/** That users may recall their own messages is said only by third parties. */
	userMayRecallOwn: boolean;
	/** Whether a call that was refused for its frequency counts against the window. */
	refusedCallsCount: boolean;
	/** Appended to the msg of business errors as `, ext=…`, which real answers often carry. */
	msgExt: string | null;
	/** Which header carries the log id; the official SDK looks at all three. */
	logIdHeader: 'X-Tt-Logid' | 'X-Request-Id' | 'Request-Id' | null;
	logIdInBody: boolean;

	userTokenTtlSeconds: number;
	refreshTokenTtlSeconds: number;
	authorizationCodeTtlSeconds: number;
	/** true: the authorize page sends back at once; 'deny': as someone who refuses. */
	autoAuthorize: boolean | 'deny';
	/** Open id of the person at the browser; null: the world's first user. */
	signedInUser: string | null;

	/** A batch recall is done after this time… */
	batchRecallMs: number;
	/** …and not before progress was asked this often; the count grows with both. */
	batchRecallSteps: number;
	/** `recall` means "has a recall been carried out"; from when on it is true is left open. */
	batchRecallFlag: 'once accepted' | 'once begun' | 'once done';
}

export function defaultSettings(): Settings {
	return {
		latencyMs: 0,
		chaos: null,
		rateLimit: null,
		rateLimitHttpStatus: 429,
		rateLimitHeaders: true,
		rateLimitBody: true,
		...defaultMessageSettings(),
		...defaultEventSettings(),
		tokenTtlSeconds: 7200,
		rejectAllTokens: false,
		rejectedTokenHttpStatus: 400,
		rejectedTenantTokenCode: 99991663,
		expiredUserTokenHttpStatus: 401,
		expiredUserTokenCode: 99991677,
		secondRecallCode: 230110,
		unknownIdCode: 99992354,
		missingScopeCode: 99991672,
		botOffInfoCode: 11205,
		userMayRecallOwn: true,
		refusedCallsCount: false,
		msgExt: null,
		logIdHeader: 'X-Tt-Logid',
		logIdInBody: true,
		userTokenTtlSeconds: 7200,
		refreshTokenTtlSeconds: 604_800,
		authorizationCodeTtlSeconds: 300,
		autoAuthorize: false,
		signedInUser: null,
		batchRecallMs: 0,
		batchRecallSteps: 1,
		batchRecallFlag: 'once accepted',
	};
}
