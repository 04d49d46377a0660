export interface Tenant {
	key: string;
	name: string;
	/** How long senders may recall their own messages; null: the administrator switched recalling off. */
	recallWindowHours: number | null;
}

export interface App {
	id: string;
	secret: string;
	name: string;
	kind: 'custom' | 'store';
	/** Where it is installed; a custom app lives in one tenant only. */
	tenantKeys: string[];
	/** Tenants that have stopped or uninstalled it. */
	unusableIn: string[];
	enabled: boolean;
	botEnabled: boolean;
	botOpenId: string;
	/** Scopes of the app identity. */
	scopes: string[];
	/** Scopes that users may be asked for. */
	userScopes: string[];
	/** null: calls are welcome from everywhere. Never applied to token endpoints. */
	ipAllowlist: string[] | null;
	/** May act in groups that include people of other organisations. */
	externalSharing: boolean;
	redirectUris: string[];
	/** The console's switch for refreshing user tokens. */
	refreshEnabled: boolean;
	/** Store apps: the ticket of the hour, and where it is delivered as an event. */
	ticket: string;
	ticketsDelivered: number;
	eventUrl?: string;
}

export interface User {
	openId: string;
	unionId: string;
	userId: string;
	email: string;
	name: string;
	tenantKey: string;
	/** Inside the availability range of bots. */
	available: boolean;
	resigned: boolean;
}

export interface Chat {
	id: string;
	tenantKey: string;
	name: string;
	type: 'group' | 'p2p';
	/** Open ids of people and ids of apps. */
	members: Set<string>;
	ownerId: string;
	adminIds: string[];
	creatorId: string;
	dissolved: boolean;
	external: boolean;
	/** In the order of sending. */
	messages: Message[];
}

export interface Message {
	id: string;
	tenantKey: string;
	chat: Chat;
	senderId: string;
	senderType: 'app' | 'user';
	type: string;
	content: string;
	createdAt: number;
	updatedAt: number;
	updated: boolean;
	deleted: boolean;
	/** The gateway still resolves its id, and the API finds nothing there. That this ends in 230001 is a guess. */
	erased: boolean;
	recalledAt?: number;
	recalledBy?: { type: 'app' | 'user'; id: string };
	parentId?: string;
	rootId?: string;
	threadId?: string;
	/** Members who joined later, or were not meant to see it. */
	hiddenFrom: string[];
}

export interface Batch {
	id: string;
	appId: string;
	tenantKey: string;
	createdAt: number;
	/** Who it was meant for, and those of them whom the bot may write to. */
	validCount: number;
	successCount: number;
	/** Set once a recall was accepted; the deed follows. */
	recallStartedAt?: number;
	/** Progress questions since then. */
	timesAsked: number;
}
