import { ok } from '../answer';
import type { GuardedRoute } from '../call';
import { findMessage, isMessage, recallRefusal } from '../recallRules';

export const recallScopes = ['im:message', 'im:message:recall', 'im:message:send_as_bot'];

export const recallRoutes: GuardedRoute[] = [
	{
		route: 'recall',
		method: 'DELETE',
		path: '/open-apis/im/v1/messages/:id',
		identity: 'either',
		scopes: recallScopes,
		act({ id, world, settings }, caller) {
			const message = findMessage(id, caller, world, settings);
			if (!isMessage(message)) return message;
			const refusal = recallRefusal(message, caller, world, settings);
			if (refusal) return refusal.code === 0 ? ok() : refusal;
			const by = caller.user
				? { type: 'user' as const, id: caller.user.openId }
				: { type: 'app' as const, id: caller.app.id };
			world.recall(message, by);
			return ok();
		},
	},
];
