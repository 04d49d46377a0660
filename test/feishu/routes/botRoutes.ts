import { flat } from '../answer';
import type { GuardedRoute } from '../call';

export const botRoutes: GuardedRoute[] = [
	{
		route: 'bot',
		method: 'GET',
		path: '/open-apis/bot/v3/info',
		identity: 'tenant',
		act({ settings }, { app }) {
			if (!app.botEnabled) return { code: settings.botOffInfoCode };
			return flat({
				bot: {
					activate_status: 2,
					app_name: app.name,
					avatar_url: 'https://s1-imfile.feishucdn.com/static-resource/v1/stand-in',
					ip_white_list: app.ipAllowlist ?? [],
					open_id: app.botOpenId,
				},
			});
		},
	},
];
