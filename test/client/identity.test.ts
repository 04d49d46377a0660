import { explainedBy, type Identity } from '../../nodes/Feishu/client/identity';
import { failure, succeeded } from '../../nodes/Feishu/errors/failures';

const app: Identity = {
	key: 'key',
	origin: 'https://open.feishu.cn',
	name: 'the app cli_1',
	quota: 'quota',
	secrets: [],
	token: async () => succeeded('t-1'),
	renew: async () => succeeded('t-2'),
};

test.each(['not_allowed_to_recall', 'bot_not_in_chat', 'permission_missing'] as const)(
	'%s says whose rights were not enough',
	(reason) => {
		const cause = failure(reason, { code: 230026 });
		expect(explainedBy(app, cause)).toEqual({
			...cause,
			hint: `${cause.hint} Asked as the app cli_1.`,
		});
	},
);

test.each(['recall_window_passed', 'already_recalled', 'rate_limited', 'unreachable'] as const)(
	'%s is the same whoever asks',
	(reason) => {
		expect(explainedBy(app, failure(reason))).toEqual(failure(reason));
	},
);

test('an identity that knows better is listened to, and the facts stay', () => {
	const better = { todo: 'Connect the account again.', hint: 'In the credential.' };
	const person = { ...app, name: 'the person', advice: { token_rejected: better } };
	const cause = failure('token_rejected', { code: 99991668, httpStatus: 400 });
	expect(explainedBy(person, cause)).toEqual({
		...cause,
		todo: better.todo,
		hint: `${better.hint} Asked as the person.`,
	});
});
