/** The names by which scripts and the log speak of Feishu's APIs. */
export const routeNames = [
	'token',
	'appToken',
	'storeAppToken',
	'storeTenantToken',
	'ticketResend',
	'authorize',
	'oauthToken',
	'userInfo',
	'bot',
	'send',
	'reply',
	'forward',
	'edit',
	'patch',
	'list',
	'get',
	'chatList',
	'chatSearch',
	'chat',
	'uploadImage',
	'uploadFile',
	'download',
	'recall',
	'batchSend',
	'batchRecall',
	'batchProgress',
	'outboundIp',
	'notFound',
] as const;

export type RouteName = (typeof routeNames)[number];

export const tokenEndpoints: ReadonlySet<RouteName> = new Set([
	'token',
	'appToken',
	'storeAppToken',
	'storeTenantToken',
	'ticketResend',
]);

/** Feishu's own numbers of its APIs, where they are known. */
const methodIds: Partial<Record<RouteName, string>> = {
	send: '6936075528891154460',
	list: '6936075528891187228',
};

export const methodIdOf = (route: RouteName) => methodIds[route] ?? '6936075528890000000';
