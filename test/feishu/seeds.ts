import { newId } from './ids';
import type { App, Chat, Tenant, User } from './model';

export interface TenantSeed {
	key?: string;
	name?: string;
	recallWindowHours?: number | null;
	editWindowHours?: number | null;
}

/** Any field of an app; what is left out gets a sensible value. */
export type AppSeed = Partial<App>;

export type UserSeed = Partial<Omit<User, 'tenantKey'>>;

export type Actor = App | User;

/** The fields that a chat takes from its seed as they are. */
const chatTraits = [
	'id',
	'name',
	'type',
	'mode',
	'description',
	'isPublic',
	'dissolved',
	'external',
	'speakingRefusal',
	'everyoneMayBeMentioned',
	'threadsAllowed',
	'restricted',
] as const;

export interface ChatSeed extends Partial<Pick<Chat, (typeof chatTraits)[number]>> {
	tenant?: Tenant;
	/** true: the default app's bot; or the apps whose bots are members. */
	botIn?: boolean | App | App[];
	members?: User[];
	owner?: Actor;
	admins?: Actor[];
	creator?: Actor;
}

export const idOf = (actor: Actor) => ('openId' in actor ? actor.openId : actor.id);

export const tenantFrom = (seed: TenantSeed): Tenant => ({
	key: seed.key ?? newId.tenantKey(),
	name: seed.name ?? 'A tenant',
	recallWindowHours: seed.recallWindowHours === undefined ? 24 : seed.recallWindowHours,
	editWindowHours: seed.editWindowHours === undefined ? 24 : seed.editWindowHours,
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
		'im:message.p2p_msg',
		'im:chat:readonly',
		'im:resource',
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
		'im:resource',
		'offline_access',
	],
	ipAllowlist: null,
	externalSharing: false,
	redirectUris: [],
	refreshEnabled: true,
	ticket: newId.ticket(),
	ticketsDelivered: 0,
	verificationToken: newId.verificationToken(),
	encryptKey: '',
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
		hasStoppedBots: false,
		...seed,
	};
};

export function chatFrom(seed: ChatSeed, ownTenant: Tenant, bots: App[], chatOwner: Actor): Chat {
	const { members = [], admins = [], creator } = seed;
	const given = chatTraits.filter((trait) => seed[trait] !== undefined);
	return {
		id: newId.chat(),
		tenantKey: ownTenant.key,
		name: 'A chat',
		type: 'group',
		mode: 'group',
		description: '',
		isPublic: false,
		members: new Set([
			...bots.map((app) => app.id),
			...members.map((user) => user.openId),
			...('openId' in chatOwner ? [chatOwner.openId] : []),
		]),
		ownerId: idOf(chatOwner),
		adminIds: admins.map(idOf),
		creatorId: idOf(creator ?? chatOwner),
		dissolved: false,
		external: false,
		speakingRefusal: null,
		everyoneMayBeMentioned: true,
		threadsAllowed: true,
		restricted: false,
		messages: [],
		...Object.fromEntries(given.map((trait) => [trait, seed[trait]])),
	};
}
