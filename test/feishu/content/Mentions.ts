import type { App, Mention, Message, User } from '../model';
import type { World } from '../world';

/** The people and bots that a message mentions, numbered in the order in which they first occur. */
export class Mentions {
	readonly list: Mention[] = [];

	constructor(
		private readonly message: Message,
		private readonly world: World,
	) {}

	/** The key that stands in the content for a person or bot; undefined for an id that nobody has. */
	keyOf(id: string): string | undefined {
		// Everyone is in the content only.
		if (id === 'all') return '@_all';
		const found = this.find(id);
		if (!found) return undefined;
		const known = this.list.find((mention) => mention.id === found.id);
		if (known) return known.key;
		const key = `@_user_${this.list.length + 1}`;
		this.list.push({ key, ...found, id_type: 'open_id', tenant_key: this.message.tenantKey });
		return key;
	}

	private find(id: string): { id: string; name: string } | undefined {
		const isMeant = ({ openId, unionId, userId }: User) => [openId, unionId, userId].includes(id);
		const user = [...this.world.users.values()].find(isMeant);
		if (user) return { id: user.openId, name: user.name };
		const app = [...this.world.apps.values()].find(({ botOpenId }: App) => botOpenId === id);
		return app && { id: app.botOpenId, name: app.name };
	}
}
