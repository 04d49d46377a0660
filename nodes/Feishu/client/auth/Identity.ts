import type { Failure, Result } from '../../errors/Failure';
import { reasons } from '../../errors/reasons';
import type { ReasonTexts } from '../Api';

/** Who asks Feishu: an app or a person. The client knows no more of a credential than this. */
export interface Identity {
	/** Two identities with the same key are the same. Holds no secret. */
	key: string;
	/** Tells apart those with one key of whom one may get a token and another not, such as with a stale ticket. */
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
	/** Whoever shares it shares Feishu's rate limits: an app in a tenant. Holds no secret. */
	rateLimitKey: string;
	/** What must never show up in a text that leaves the node, tokens aside. */
	secrets: readonly string[];
	/** `execution_stopped` as soon as the signal fires. Until then it may take as long as Feishu lets one wait. */
	token(signal?: AbortSignal): Promise<Result<string>>;
	/** A token in place of one that Feishu rejected; the time-out is for a renewal that is not ours to repeat. */
	renew(rejected: string, timeoutMs: number, signal?: AbortSignal): Promise<Result<string>>;
	/** What a reason's texts are when a person asked; nothing for an app, which the common ones speak of. */
	userTexts?: ReasonTexts;
}

/** Feishu counts an app once, whoever uses it; a store app in each tenant by itself. */
export function rateLimitKeyOf(origin: string, appId: string, tenantKey = ''): string {
	return `${origin} ${appId} ${tenantKey}`;
}

/** Says whose rights were not enough, where another identity might have fared better. */
export function namingWhoAsked({ name }: Identity, failure: Failure): Failure {
	return reasons[failure.reason].dependsOnIdentity
		? { ...failure, hint: `${failure.hint} Asked as ${name}.` }
		: failure;
}
