import { templateFrom, uploadFrom } from './assets';
import type { Template, TemplateSeed, Upload, UploadSeed } from './assets';
import { Clock, type Time } from './clock';
import { Events } from './events/Events';
import { Grants } from './grants';
import { newId } from './ids';
import type { App, Batch, Chat, Message, Tenant, User } from './model';
import { batchFrom, messageFrom } from './messageSeeds';
import type { BatchSeed, MessageSeed } from './messageSeeds';
import { appFrom, chatFrom, idOf, tenantFrom, userFrom } from './seeds';
import type { Actor, AppSeed, ChatSeed, TenantSeed, UserSeed } from './seeds';
import { SentKeys } from './sentKeys';
import type { Settings } from './settings';
import { Tokens } from './tokens';

/** Everything that Feishu would know. It begins with one tenant, one app, two people and a chat of them all. */
export class World {
	readonly clock: Clock;
	readonly tokens: Tokens;
	readonly grants: Grants;
	/** The events that report changes of the world to apps. */
	readonly events: Events;
	readonly tenants = new Map<string, Tenant>();
	readonly apps = new Map<string, App>();
	readonly users = new Map<string, User>();
	readonly chats = new Map<string, Chat>();
	readonly messages = new Map<string, Message>();
	readonly batches = new Map<string, Batch>();
	readonly templates = new Map<string, Template>();
	/** By their keys. */
	readonly uploads = new Map<string, Upload>();
	readonly sentKeys: SentKeys;
	/** Messages sent through the API, replies and forwarded ones included, in the order of sending. */
	readonly sends: Array<{
		id: string;
		chatId: string;
		at: number;
		content: string;
		uuid?: string;
	}> = [];
	/** When each recall was done, in their order. */
	readonly recalls: Array<{ id: string; at: number }> = [];
	/** The tenant, app, people and chat meant when nobody says which. */
	tenant!: Tenant;
	app!: App;
	user!: User;
	/** Owns the default chat; neither its bot nor `user` has a say over other people's messages there. */
	owner!: User;
	chat!: Chat;

	/** IDs and secrets that survive every reset, so that credentials and running browsers stay good. */
	private readonly fixed = {
		app: {
			id: newId.app(),
			secret: newId.secret(),
			verificationToken: newId.verificationToken(),
		},
		tenantKey: newId.tenantKey(),
		userId: newId.openId(),
		ownerId: newId.openId(),
		chatId: newId.chat(),
	};

	constructor(settings: Settings, apps: AppSeed[] = [], time?: Time) {
		this.clock = new Clock(time);
		this.sentKeys = new SentKeys(this.clock);
		this.tokens = new Tokens(this.clock, settings);
		this.grants = new Grants(this.clock, settings);
		this.events = new Events(this, settings);
		this.reset(apps);
	}

	/** Begins anew, in place: whoever holds this world sees the new one. */
	reset(apps: AppSeed[] = []) {
		const { tenants, users, chats, messages, batches, templates, uploads, tokens, grants } = this;
		const all = [tenants, this.apps, users, chats, messages, batches, templates, uploads];
		for (const each of all) each.clear();
		this.sentKeys.clear();
		this.sends.length = 0;
		tokens.reset();
		grants.reset();
		this.events.deliveries.clear();
		this.clock.reset();
		this.recalls.length = 0;
		const { fixed } = this;
		const [first = {}, ...others] = apps;
		this.tenant = this.addTenant({ key: first.tenantKeys?.[0] ?? fixed.tenantKey });
		this.app = this.addApp({ ...fixed.app, ...first });
		for (const seed of others) this.addApp(seed);
		this.user = this.addUser({ openId: fixed.userId, name: 'A member' });
		this.owner = this.addUser({ openId: fixed.ownerId, name: 'The owner' });
		this.chat = this.addChat({ id: fixed.chatId, members: [this.user] });
	}

	addTenant(seed: TenantSeed = {}): Tenant {
		const tenant = tenantFrom(seed);
		this.tenants.set(tenant.key, tenant);
		return tenant;
	}

	addApp(seed: AppSeed = {}): App {
		const app = appFrom(seed, this.tenant);
		this.apps.set(app.id, app);
		for (const key of app.tenantKeys) {
			if (!this.tenants.has(key)) this.addTenant({ key });
		}
		return app;
	}

	addUser({ tenant = this.tenant, ...seed }: UserSeed & { tenant?: Tenant } = {}): User {
		const user = userFrom(seed, tenant);
		this.users.set(user.openId, user);
		return user;
	}

	addChat(seed: ChatSeed = {}): Chat {
		const botIn = seed.botIn ?? true;
		const bots = botIn === true ? [this.app] : botIn === false ? [] : [botIn].flat();
		const chat = chatFrom(seed, seed.tenant ?? this.tenant, bots, seed.owner ?? this.owner);
		this.chats.set(chat.id, chat);
		return chat;
	}

	/** The chat of one person with a bot, or with another person; made when they first meet. */
	p2pChat(user: User, other: Actor = this.app): Chat {
		const chats = [...this.chats.values()];
		const isTheirs = ({ type, members }: Chat) =>
			type === 'p2p' && members.has(user.openId) && members.has(idOf(other));
		const isPerson = 'openId' in other;
		const seed: ChatSeed = {
			type: 'p2p',
			tenant: this.tenants.get(user.tenantKey),
			botIn: isPerson ? false : other,
			members: isPerson ? [user, other] : [user],
			owner: user,
		};
		return chats.find(isTheirs) ?? this.addChat(seed);
	}

	/** A card of the card builder: published, and open to all apps unless said otherwise. */
	addTemplate(seed: TemplateSeed = {}): Template {
		const template = templateFrom(seed);
		this.templates.set(template.id, template);
		return template;
	}

	/** As if the default app had uploaded it. */
	addUpload(seed: UploadSeed = {}): Upload {
		const upload = uploadFrom(seed, this.app);
		this.uploads.set(upload.key, upload);
		return upload;
	}

	/** Puts a message there without asking whether the sender may, and without a word to anybody; gives its id. */
	sendMessage(seed: MessageSeed = {}): string {
		return this.add(seed).id;
	}

	sendMessages(count: number, seed: MessageSeed = {}): string[] {
		return Array.from({ length: count }, () => this.sendMessage(seed));
	}

	add(seed: MessageSeed = {}): Message {
		const message = messageFrom(seed, seed.chat ?? this.chat, seed.sender ?? this.app, this.clock);
		message.chat.messages.push(message);
		this.messages.set(message.id, message);
		return message;
	}

	/** A batch sent by the default app, just now unless `ageHours` says otherwise. */
	addBatch(seed: BatchSeed = {}): Batch {
		const batch = batchFrom(seed, this.app, this.clock);
		this.batches.set(batch.id, batch);
		return batch;
	}

	/** Somebody writes it there now, which bots in the chat are told. */
	say(seed: Omit<MessageSeed, 'ageHours'> = {}): Message {
		const message = this.add({ sender: this.user, ...seed });
		this.events.said(message);
		return message;
	}

	/** Carries it out; whether it is allowed was judged before. Bots in the chat are told. */
	recall(message: Message, by: { type: 'app' | 'user'; id: string }) {
		message.deleted = true;
		message.recalledAt = this.clock.now();
		message.recalledBy = by;
		message.updatedAt = Math.floor(message.recalledAt);
		this.recalls.push({ id: message.id, at: message.recalledAt });
		this.events.recalled(message);
	}

	message(id: string): Message | undefined {
		return this.messages.get(id);
	}

	isRecalled(id: string): boolean {
		return this.messages.get(id)?.deleted ?? false;
	}

	/** The hour is over: the old ticket of a store app is stale. Gives the new one. */
	rotateTicket(app: App = this.app): string {
		return (app.ticket = newId.ticket());
	}

	/** Sends the ticket to the app's address, as Feishu does every hour and on request. */
	deliverTicket(app: App = this.app) {
		app.ticketsDelivered++;
		this.events.ticket(app);
	}

	/** A user's access and refresh token, as if the person had just been to the authorize page. */
	authorize(options: { user?: User; app?: App; scopes?: string[]; ttlSeconds?: number } = {}) {
		const { user = this.user, app = this.app } = options;
		const scopes = options.scopes ?? app.userScopes;
		const grant = this.grants.give(app, user, scopes);
		return {
			accessToken: this.tokens.issueUser(app, user, scopes, options.ttlSeconds).value,
			refreshToken: this.grants.newRefreshToken(grant, scopes, 'v2').value,
		};
	}

	/** The person, or an administrator, takes the consent back: every token of theirs is worthless. */
	revoke(user: User = this.user, app: App = this.app) {
		this.grants.revoke(app, user);
		this.tokens.invalidate({ appId: app.id, openId: user.openId });
	}
}
