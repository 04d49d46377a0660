import { ok } from '../answer';
import type { GuardedRoute } from '../call';

export const userInfoRoute: GuardedRoute = {
	route: 'userInfo',
	method: 'GET',
	path: '/open-apis/authen/v1/user_info',
	identity: 'user',
	act(_call, { user }) {
		if (!user) return { code: 99991668 };
		return ok({
			name: user.name,
			open_id: user.openId,
			union_id: user.unionId,
			user_id: user.userId,
			tenant_key: user.tenantKey,
		});
	},
};
