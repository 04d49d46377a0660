import type { Identity } from '../../nodes/Feishu/client/auth/Identity';
import { succeeded } from '../../nodes/Feishu/errors/Failure';

/** An app with a token that it already has. */
export const anApp: Identity = {
	key: 'key',
	origin: 'https://open.feishu.cn',
	appId: 'cli_1',
	name: 'the app cli_1',
	rateLimitKey: 'cli_1',
	secrets: [],
	token: async () => succeeded('t-1'),
	renew: async () => succeeded('t-2'),
};
