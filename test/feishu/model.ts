export interface Tenant {
	key: string;
	name: string;
	/** How long senders may recall their own messages; null: the administrator switched recalling off. */
	recallWindowHours: number | null;
	/** How long senders may edit their own messages; null: the administrator switched editing off. */
	editWindowHours: number | null;
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
	/** By which the app knows that events are Feishu's, and '' where it has no Encrypt Key. */
	verificationToken: string;
	encryptKey: string;
	/** Where events and callbacks of cards go, once a challenge was answered there. */
	eventUrl?: string;
	callbackUrl?: string;
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
	/** Wants no more messages of bots. */
	hasStoppedBots: boolean;
}

export interface Chat {
	id: string;
	tenantKey: string;
	name: string;
	type: 'group' | 'p2p';
	/** In a topic group, every message begins a thread. */
	mode: 'group' | 'topic';
	description: string;
	/** Found in searches by those who are not in it. */
	isPublic: boolean;
	/** Open ids of people and ids of apps. */
	members: Set<string>;
	ownerId: string;
	adminIds: string[];
	creatorId: string;
	dissolved: boolean;
	external: boolean;
	/** The code that refuses every message here: 230018, 230035, 230036, 230038, 230054, or 230075. */
	speakingRefusal: number | null;
	everyoneMayBeMentioned: boolean;
	threadsAllowed: boolean;
	/** Messages of this chat may be neither copied, forwarded, nor downloaded. */
	restricted: boolean;
	/** In the order of sending. */
	messages: Message[];
}

/** Whom a message mentions, as answers have it. */
export interface Mention {
	key: string;
	id: string;
	id_type: 'open_id';
	name: string;
	tenant_key: string;
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
	timesEdited: number;
	deleted: boolean;
	/** The gateway still resolves its id, and the API finds nothing there. That this ends in 230001 is a guess. */
	erased: boolean;
	recalledAt?: number;
	recalledBy?: { type: 'app' | 'user'; id: string };
	parentId?: string;
	rootId?: string;
	threadId?: string;
	/** The merged forward that it is part of. */
	upperId?: string;
	/** Of a message whose content is given as Feishu hands it out, whom it mentions. */
	shownMentions?: Mention[];
	/** Members who joined later, or were not meant to see it. */
	hiddenFrom: string[];
}

export interface Batch {
	id: string;
	appId: string;
	tenantKey: string;
	createdAt: number;
	/** The number of receivers, and of those among them whom the bot may write to. */
	validCount: number;
	successCount: number;
	/** Set once a recall was accepted; it is carried out later. */
	recallStartedAt?: number;
	/** Progress questions since then. */
	timesAsked: number;
}
