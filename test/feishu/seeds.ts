import { newId } from './ids';
import type { App, Chat, Tenant, User } from './model';

export interface TenantSeed {
	key?: string;
	name?: string;
	recallWindowHours?: number | null;
}

/** Any field of an app; what is left out gets a sensible value. */
export type AppSeed = Partial<App>;

export type UserSeed = Partial<Omit<User, 'tenantKey'>>;

export type Actor = App | User;

export interface ChatSeed {
	id?: string;
	name?: string;
	tenant?: Tenant;
	type?: 'group' | 'p2p';
	/** true: the default app's bot; or the apps whose bots are members. */
	botIn?: boolean | App | App[];
	members?: User[];
	owner?: Actor;
	admins?: Actor[];
	creator?: Actor;
	dissolved?: boolean;
	external?: boolean;
}

export const idOf = (actor: Actor) => ('openId' in actor ? actor.openId : actor.id);

export const tenantFrom = (seed: TenantSeed): Tenant => ({
	key: seed.key ?? newId.tenantKey(),
	name: seed.name ?? 'A tenant',
	recallWindowHours: seed.recallWindowHours === undefined ? 24 : seed.recallWindowHours,
});

export const appFrom = (seed: AppSeed, tenant: Tenant): App => ({
	id: newId.app(),
	secret: newId.secret(),
	name: 'Stand-in app',
	kind: 'custom',
	tenantKeys: [tenant.key],
	unusableIn: [],
	enabled: true,
	botEnabled: true,
	botOpenId: newId.openId(),
	scopes: [
		'im:message',
		'im:message.group_msg',
		'im:chat:readonly',
		'im:message:send_multi_users',
		'im:message:send_multi_depts',
	],
	userScopes: [
		'im:message',
		'im:message:readonly',
		'im:message:recall',
		'im:message.send_as_user',
		'im:message.group_msg:get_as_user',
		'im:message.p2p_msg:get_as_user',
		'im:chat:readonly',
		'offline_access',
	],
	ipAllowlist: null,
	externalSharing: false,
	redirectUris: [],
	refreshEnabled: true,
	ticket: newId.ticket(),
	ticketsDelivered: 0,
	...seed,
});

export const userFrom = (seed: UserSeed, tenant: Tenant): User => {
	const userId = seed.userId ?? newId.userId();
	return {
		openId: newId.openId(),
		unionId: newId.unionId(),
		userId,
		email: `${userId}@example.com`,
		name: 'A person',
		tenantKey: tenant.key,
		available: true,
		resigned: false,
		...seed,
	};
};

export const chatFrom = (seed: ChatSeed, tenant: Tenant, bots: App[], owner: Actor): Chat => ({
	id: seed.id ?? newId.chat(),
	tenantKey: tenant.key,
	name: seed.name ?? 'A chat',
	type: seed.type ?? 'group',
	members: new Set([
		...bots.map((app) => app.id),
		...(seed.members ?? []).map((user) => user.openId),
		...('openId' in owner ? [owner.openId] : []),
	]),
	ownerId: idOf(owner),
	adminIds: (seed.admins ?? []).map(idOf),
	creatorId: idOf(seed.creator ?? owner),
	dissolved: seed.dissolved ?? false,
	external: seed.external ?? false,
	messages: [],
});
