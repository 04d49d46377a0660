import { namingWhoAsked } from '../../../nodes/Feishu/client/auth/Identity';
import { failure } from '../../../nodes/Feishu/errors/Failure';
import { anApp } from '../anApp';

test.each(['not_allowed_to_recall', 'bot_not_in_chat', 'permission_missing'] as const)(
	'%s says whose rights were not enough',
	(reason) => {
		const cause = failure(reason, { code: 230026 });
		expect(namingWhoAsked(anApp, cause)).toEqual({
			...cause,
			hint: `${cause.hint} Asked as the app cli_1.`,
		});
	},
);

test.each(['recall_window_passed', 'already_recalled', 'rate_limited', 'unreachable'] as const)(
	'%s is the same whoever asks',
	(reason) => {
		expect(namingWhoAsked(anApp, failure(reason))).toEqual(failure(reason));
	},
);
