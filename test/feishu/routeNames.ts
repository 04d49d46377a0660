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
	'list',
	'get',
	'recall',
	'batchSend',
	'batchRecall',
	'batchProgress',
	'notFound',
] as const;

export type RouteName = (typeof routeNames)[number];
