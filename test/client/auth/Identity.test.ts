import { namingWhoAsked, type Identity } from '../../../nodes/Feishu/client/auth/Identity';
import { failure, succeeded } from '../../../nodes/Feishu/errors/Failure';

const app: Identity = {
	key: 'key',
	origin: 'https://open.feishu.cn',
	appId: 'cli_1',
	name: 'the app cli_1',
	rateLimitKey: 'rate limit key',
	secrets: [],
	token: async () => succeeded('t-1'),
	renew: async () => succeeded('t-2'),
};

test.each(['not_allowed_to_recall', 'bot_not_in_chat', 'permission_missing'] as const)(
	'%s says whose rights were not enough',
	(reason) => {
		const cause = failure(reason, { code: 230026 });
		expect(namingWhoAsked(app, cause)).toEqual({
			...cause,
			hint: `${cause.hint} Asked as the app cli_1.`,
		});
	},
);

test.each(['recall_window_passed', 'already_recalled', 'rate_limited', 'unreachable'] as const)(
	'%s is the same whoever asks',
	(reason) => {
		expect(namingWhoAsked(app, failure(reason))).toEqual(failure(reason));
	},
);
