import type { Api } from '../../../nodes/Feishu/client/Api';
import { namingWhoAsked, type Identity } from '../../../nodes/Feishu/client/auth/Identity';
import { classify } from '../../../nodes/Feishu/client/http/classify';
import { failure, succeeded } from '../../../nodes/Feishu/errors/Failure';
import { reasons } from '../../../nodes/Feishu/errors/reasons';
import { queryApi } from '../runs';

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

describe('the texts of a failure', () => {
	const user = (nextStep: string, hint: string) => ({
		...app,
		name: 'the person',
		userTexts: { permission_missing: { nextStep, hint } },
	});
	const person = user('the identity', 'the identity');
	const textsOf = (identity: Identity, api: Partial<Api>, code = 99991672) => {
		const { cause, nextStep, hint } = classify(code, { ...queryApi, ...api }, identity);
		return { cause, nextStep, hint };
	};
	const { cause } = reasons.permission_missing;
	const ofApi = { permission_missing: { nextStep: 'the API', hint: 'the API' } };
	const forUsers = 'the API for users';
	const ofApiForUsers = { permission_missing: { nextStep: forUsers, hint: forUsers } };

	test("are those of the reason, where nobody knows better, with the API's scopes", () => {
		expect(textsOf(app, {})).toEqual({
			cause,
			nextStep: reasons.permission_missing.nextStep.replace('{scope}', 'im:message'),
			hint: reasons.permission_missing.hint.replace('{scopes}', 'im:message'),
		});
	});

	test('are those of the identity before those of the reason, and the facts stay', () => {
		expect(textsOf(person, {})).toEqual({ cause, nextStep: 'the identity', hint: 'the identity' });
		expect(classify(99991672, queryApi, person)).toMatchObject({
			reason: 'permission_missing',
			code: 99991672,
		});
	});

	test('are those of the API before those of the identity', () => {
		const api = { texts: ofApi };
		expect(textsOf(person, api)).toEqual({ cause, nextStep: 'the API', hint: 'the API' });
	});

	test('are those of the API for users before all of these, for users only', () => {
		const api = { texts: ofApi, userTexts: ofApiForUsers };
		expect(textsOf(person, api).nextStep).toBe('the API for users');
		expect(textsOf(app, api).nextStep).toBe('the API');
	});

	test('tell a better cause without telling a better thing to do', () => {
		const api = { texts: { permission_missing: { cause: 'the API' } } };
		expect(textsOf(person, api)).toEqual({
			cause: 'the API',
			nextStep: 'the identity',
			hint: 'the identity',
		});
	});

	test('are those of the code before all others', () => {
		const source = 'a test';
		const texts = { nextStep: 'the code', hint: 'the code' };
		const row = { reason: 'permission_missing', source, ...texts } as const;
		const api = { texts: ofApi, userTexts: ofApiForUsers, codes: { 99991672: row } };
		expect(textsOf(person, api)).toEqual({ cause, ...texts });
		expect(textsOf(person, {}, 99991679).hint).toMatch(/^The person has not granted im:message/);
	});
});
