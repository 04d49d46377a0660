import type { Result } from '../errors/failures';

/** Who asks Feishu: an app or a person. The client knows no more of a credential than this. */
export interface Identity {
	/** Scheme, host, and port that the tokens belong to; they are sent nowhere else. */
	origin: string;
	/** Tells apps and tenants apart, holds no secret. Whoever shares it shares Feishu's allowance. */
	app: string;
	/** What must never show up in a text that leaves the node, tokens aside. */
	secrets: readonly string[];
	token(): Promise<Result<string>>;
	/** A token in place of one that Feishu rejected. */
	renew(rejected: string): Promise<Result<string>>;
}
