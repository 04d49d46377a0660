import type { Failure, Reason, Result } from '../errors/failures';

/** Who asks Feishu: an app or a person. The client knows no more of a credential than this. */
export interface Identity {
	/** Two identities with the same key are the same. Holds no secret. */
	key: string;
	/** Scheme, host, and port that the tokens belong to; they are sent nowhere else. */
	origin: string;
	/** The hosts to which n8n restricts the credential, if it does. */
	allowedDomains?: string;
	/** How a sentence names it: "the app cli_…". */
	name: string;
	/** Whoever shares it shares Feishu's allowance: an app in a tenant. Holds no secret. */
	quota: string;
	/** What must never show up in a text that leaves the node, tokens aside. */
	secrets: readonly string[];
	/** `execution_stopped` as soon as the signal fires. Until then it may take as long as Feishu lets one wait. */
	token(signal?: AbortSignal): Promise<Result<string>>;
	/** A token in place of one that Feishu rejected; the time-out is for a renewal that is not ours to repeat. */
	renew(rejected: string, timeoutMs: number, signal?: AbortSignal): Promise<Result<string>>;
	/** What this identity knows better than the general texts. */
	advice?: Partial<Record<Reason, Pick<Failure, 'todo' | 'hint'>>>;
}

/** Feishu counts an app once, whoever uses it; a store app in each tenant by itself. */
export function quotaOf(origin: string, appId: string, tenantKey = ''): string {
	return `${origin} ${appId} ${tenantKey}`;
}

/** Failures that another identity might not have met; they say whose rights were not enough. */
const personal: ReadonlySet<Reason> = new Set([
	'bot_not_in_chat',
	'message_not_found',
	'message_not_visible',
	'not_allowed_to_recall',
	'permission_missing',
	'token_rejected',
]);

export function explainedBy({ name, advice }: Identity, failure: Failure): Failure {
	const better = { ...failure, ...advice?.[failure.reason] };
	return personal.has(failure.reason)
		? { ...better, hint: `${better.hint} Asked as ${name}.` }
		: better;
}
