import type { Api } from '../../../nodes/Feishu/client/Api';
import { userTexts } from '../../../nodes/Feishu/client/auth/userTexts';
import { classify } from '../../../nodes/Feishu/client/http/classify';
import type { CodeRow } from '../../../nodes/Feishu/errors/codes';
import { reasons } from '../../../nodes/Feishu/errors/reasons';
import { api as get } from '../../../nodes/Feishu/operations/message/get';
import { listMessages } from '../../../nodes/Feishu/operations/message/history';
import { api as recall } from '../../../nodes/Feishu/operations/message/recall';
import { api as reply } from '../../../nodes/Feishu/operations/message/reply';
import { api as send } from '../../../nodes/Feishu/operations/message/send';
import { api as updateCard } from '../../../nodes/Feishu/operations/message/updateCard';
import { queryApi } from '../runs';

describe('the texts of a failure', () => {
	const app = {};
	const person = {
		userTexts: { permission_missing: { nextStep: 'the identity', hint: 'the identity' } },
	};
	const textsOf = (identity: typeof app | typeof person, api: Partial<Api>, code = 99991672) => {
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

describe('a person who lacks a permission', () => {
	test.each([
		['send', send, 'im:message.send_as_user'],
		['reply', reply, 'im:message.send_as_user'],
		['get', get, 'im:message.group_msg:get_as_user'],
		['list', listMessages, 'im:message.group_msg:get_as_user'],
		['recall', recall, 'im:message:recall'],
		['update a card', updateCard, 'im:message'],
	])('%s: grants a scope for people, and connects again', (_, api, scope) => {
		for (const code of [230027, 99991672, 99991679]) {
			const { nextStep, hint } = classify(code, api, { userTexts });
			expect(nextStep).toContain(`Add the scope ${scope} to the`);
			expect(nextStep).toContain('connect the account again');
			expect(hint).toContain(scope);
			expect(hint).toContain('connect the account again');
			expect(hint).not.toMatch(/send_as_bot|group_msg(?!:get_as_user)/);
		}
	});

	test('an app is told of scopes for apps', () => {
		expect(classify(230027, get).nextStep).toContain('im:message.group_msg to the app');
		expect(classify(230027, send).hint).toContain('send_as_bot');
	});
});

describe('what Feishu says besides the code', () => {
	const source = 'a test';
	const at = (row: CodeRow, words: string) =>
		classify(424242, { ...queryApi, codes: { 424242: row } }, { status: 400, words });

	test('may tell more than the code does: the first pattern that fits counts', () => {
		const card: CodeRow = {
			reason: 'content_refused',
			source,
			details: [
				[/title/, { cause: 'its title is too long' }],
				[/too long/, { reason: 'invalid_request' }],
			],
		};
		expect(at(card, 'title too long')).toMatchObject({
			reason: 'content_refused',
			cause: 'its title is too long',
		});
		expect(at(card, 'text too long').reason).toBe('invalid_request');
		expect(at(card, 'no more than that').reason).toBe('content_refused');
	});

	test('follows the cause of a code that quotes it, from what stands behind ext= where that is', () => {
		const row: CodeRow = {
			reason: 'not_allowed_to_recall',
			source,
			cause: 'is refused',
			quotesFeishu: true,
		};
		expect(at(row, 'Failed, ext=the card is broken').cause).toBe(
			'is refused: "the card is broken"',
		);
		expect(at(row, 'Failed,ext=too long').cause).toBe('is refused: "too long"');
		expect(at(row, 'Failed').cause).toBe('is refused: "Failed"');
		expect(at(row, '').cause).toBe('is refused');
		const { quotesFeishu, ...silent } = row;
		expect(quotesFeishu).toBe(true);
		expect(at(silent, 'Failed').cause).toBe('is refused');
	});

	test('follows the cause of a reason that quotes it, unless the code knows a cause of its own', () => {
		const row: CodeRow = { reason: 'invalid_request', source };
		expect(at(row, 'Failed').cause).toBe(`${reasons.invalid_request.cause}: "Failed"`);
		expect(at({ ...row, cause: 'the code knows' }, 'Failed').cause).toBe('the code knows');
	});

	test('is no list of missing scopes where none are named', () => {
		expect(classify(99991672, queryApi, { words: 'Access denied.' })).not.toHaveProperty(
			'missingScopes',
		);
	});

	test('is no page to open where there is no code: another host may have said it', () => {
		const error = { troubleshooter: 'https://elsewhere.example/' };
		expect(classify(undefined, queryApi, { status: 404, error })).not.toHaveProperty(
			'troubleshooter',
		);
		expect(classify(424242, queryApi, { status: 400, error })).toHaveProperty('troubleshooter');
	});
});

describe('the page that adds a missing scope', () => {
	const app = { origin: 'https://open.feishu.cn', appId: 'cli_1' };
	const page = 'https://open.feishu.cn/app/cli_1/auth?q=';

	test('is made of the scopes that Feishu names without a link', () => {
		const { grantUrl, hint } = classify(230027, queryApi, {
			app,
			words: 'ext=need scope: im:chat',
		});
		expect(grantUrl).toBe(`${page}im:chat`);
		expect(hint).toContain(`Open ${page}im:chat to add it in one step. `);
	});

	test('is made of those of the code or the API where Feishu names none', () => {
		expect(classify(230027, queryApi, { app }).grantUrl).toBe(`${page}im:message`);
		const row = { reason: 'permission_missing', source: 'a test', scopes: ['im:chat'] } as const;
		const api = { ...queryApi, codes: { 230027: row } };
		expect(classify(230027, api, { app }).grantUrl).toBe(`${page}im:chat`);
	});

	test('is the one that Feishu names, if it names one', () => {
		const words = `Access denied. ${page}im:chat&op_from=openapi`;
		expect(classify(99991672, queryApi, { app, words }).grantUrl).toBe(
			`${page}im:chat&op_from=openapi`,
		);
	});

	test.each([
		['another reason', 230026, { app }],
		['a person, who has to grant it as well', 230027, { app, userTexts: {} }],
		['a private deployment', 230027, { app: { ...app, origin: 'https://feishu.example.com' } }],
		['an App ID that is a secret', 230027, { app, isSafeToShow: () => false }],
	])('is not made for %s', (_, code, circumstances) => {
		expect(classify(code, queryApi, circumstances)).not.toHaveProperty('grantUrl');
	});
});
