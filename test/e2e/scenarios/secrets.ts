import type { FeishuStandIn } from '../../feishu';

/** Every value of a run that nobody may read anywhere, by what it is. */
export class Secrets {
	private readonly known = new Map<string, string>();

	know(kind: string, value: string): void {
		if (value !== '') this.known.set(value, kind);
	}

	/** Adds every secret that the stand-in has given out or received. */
	learnFrom({ world, log }: FeishuStandIn): void {
		for (const { secret, ticket } of world.apps.values()) {
			this.know('app secret', secret);
			this.know('app ticket', ticket);
		}
		for (const value of world.grants.refreshTokens.keys()) this.know('refresh token', value);
		for (const value of world.grants.codes.keys()) this.know('authorization code', value);
		for (const { authorization } of log.entries) {
			this.know('access token', authorization?.replace(/^Bearer /, '') ?? '');
		}
	}

	/** How many of a kind are known. */
	count(kind: string): number {
		return [...this.known.values()].filter((each) => each === kind).length;
	}

	/** The kinds of secret that stand in a text. */
	in(text: string): string[] {
		return [...this.known].filter(([value]) => text.includes(value)).map(([, kind]) => kind);
	}
}
