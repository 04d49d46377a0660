import type { Failure, Result } from '../../errors/Failure';
import { reasons } from '../../errors/reasons';
import type { ReasonTexts } from '../Api';

/** The app or the person that asks Feishu. The client knows no more of a credential than this. */
export interface Identity {
	/** Two identities with the same key are the same. Holds no secret. */
	key: string;
	/**
	 * Tells apart identities with the same key when one may get a token and another not, such as with a stale ticket.
	 */
	tokenRequest?: string;
	/** Scheme, host, and port that the tokens belong to; they are sent nowhere else. */
	origin: string;
	/** The hosts to which n8n restricts the credential, if it does. */
	allowedDomains?: string;
	/** The app that asks, or through which a person does. */
	appId: string;
	/** The tenant that it acts for, where the credential tells. */
	tenantKey?: string;
	/** How a sentence names it: "the app cli_…". */
	name: string;
	/** Identities with the same one share Feishu's rate limits: an app in a tenant. Holds no secret. */
	rateLimitKey: string;
	/** Secrets that no text from the node may hold. Each request adds its token to them. */
	secrets: readonly string[];
	/** A token, or `execution_stopped` as soon as the signal fires. The wait may be as long as Feishu asks for. */
	token(signal?: AbortSignal): Promise<Result<string>>;
	/** A token in place of one that Feishu rejected. The time-out is for a renewal by n8n, which is not repeated. */
	renew(rejected: string, timeoutMs: number, signal?: AbortSignal): Promise<Result<string>>;
	/** Texts for a reason when a person asked. An app has none, since the common texts speak of an app. */
	userTexts?: ReasonTexts;
}

/** Feishu counts an app once, whoever uses it; a store app in each tenant by itself. */
export function rateLimitKeyOf(origin: string, appId: string, tenantKey = ''): string {
	return `${origin} ${appId} ${tenantKey}`;
}

/** Adds the identity's name to the hint, where another identity might have fared better. */
export function namingWhoAsked({ name }: Identity, failure: Failure): Failure {
	return reasons[failure.reason].dependsOnIdentity
		? { ...failure, hint: `${failure.hint} Asked as ${name}.` }
		: failure;
}
