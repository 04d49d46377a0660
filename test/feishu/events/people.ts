import type { App, User } from '../model';

/** A user ID is for apps that may know it; others get nothing in its place, which differs from field to field. */
export const idsOf = <T>({ openId, unionId, userId }: User, app: App, hidden: T) => ({
	open_id: openId,
	union_id: unionId,
	user_id: app.scopes.includes('contact:user.employee_id:readonly') ? userId : hidden,
});

/** A bot has no ID in its tenant. */
export const botIds = ({ botOpenId }: App) => ({
	open_id: botOpenId,
	union_id: '',
	user_id: '',
});
