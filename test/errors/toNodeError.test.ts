import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { codes } from '../../nodes/Feishu/errors/codes';
import { failure, refusal, type Failure } from '../../nodes/Feishu/errors/Failure';
import { reasons, type Reason } from '../../nodes/Feishu/errors/reasons';
import { causeOf, sentenceOf } from '../../nodes/Feishu/errors/sentence';
import { toEditorError, toNodeError } from '../../nodes/Feishu/errors/toNodeError';

const node: INode = {
	id: '1',
	name: 'Feishu',
	type: 'n8n-nodes-feishu-message.feishu',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const none = { done: 0, pending: 0, unknown: 0 };

const subject = 'Message om_1';

const operation = { noun: 'message', done: 'recalled' };

const errorOf = (cause: Failure, itemIndex = 0, counts = none) =>
	toNodeError(node, { failure: cause, subject, itemIndex, operation, counts });

const messageOf = (cause: Failure) => sentenceOf(cause, subject, operation.done);

const names = Object.keys(reasons) as Reason[];

/** Statuses that n8n has sentences of its own for, and codes that it takes for such statuses. */
const misleading = [
	...[undefined, 200, 400, 401, 403, 404, 409, 418, 429, 500, 502, 503, 504].map((httpStatus) => ({
		httpStatus,
	})),
	...[4000, 40_001, 400, 429, 500, 5000, 55_001].map((code) => ({ code, httpStatus: 400 })),
];

test.each(misleading)('every reason arrives as given with %j', (facts) => {
	const causes = names.map((reason) => failure(reason, facts));
	expect(causes.map((cause) => errorOf(cause).message)).toEqual(causes.map(messageOf));
	expect(causes.map((cause) => errorOf(cause).description)).toEqual(
		causes.map((cause) => expect.stringContaining(cause.hint)),
	);
});

test('every reason arrives as given when Feishu was never asked', () => {
	const causes = names.map((reason) => refusal(reason));
	expect(causes.map((cause) => errorOf(cause).message)).toEqual(causes.map(messageOf));
	expect(causes.map((cause) => errorOf(cause).description)).toEqual(
		causes.map((cause) => expect.stringContaining(cause.hint)),
	);
});

test.each(Object.entries(codes))('Feishu’s code %s arrives with its own text', (code, row) => {
	const cause = failure(row.reason, { code: Number(code), httpStatus: 400 });
	expect(errorOf(cause).message).toBe(messageOf(cause));
});

/** n8n replaces a whole sentence in which the system's name of a fault occurs. */
const systemWords = [
	'connect ECONNREFUSED 10.0.0.5:5432',
	'getaddrinfo ENOTFOUND vault.internal',
	'read ECONNRESET',
	'EACCES: permission denied',
	'ENOENT: no such file',
	'connect ETIMEDOUT',
];

describe.each(systemWords)('quoted words like "%s"', (words) => {
	test('do not replace the sentence of what Feishu answered', () => {
		const cause = failure('unknown', { cause: `Feishu said "${words}"`, code: 7 });
		expect(errorOf(cause).message).toBe(messageOf(cause));
	});

	test('do not replace the sentence of what never got to Feishu', () => {
		const cause = refusal('credentials_rejected', { cause: `it could not be read: "${words}"` });
		expect(errorOf(cause).message).toBe(messageOf(cause));
	});
});

test('an ID that happens to hold such a word does not replace the sentence either', () => {
	const cause = failure('chat_dissolved', { code: 232009 });
	const named = 'Message om_x100b5ENOENTe1b880a8c4944ab0';
	const final = { failure: cause, subject: named, itemIndex: 0, operation, counts: none };
	expect(toNodeError(node, final).message).toBe(sentenceOf(cause, named, operation.done));
});

test('what Feishu answered is an API error', () => {
	expect(errorOf(failure('bot_not_in_chat'))).toBeInstanceOf(NodeApiError);
});

test('what Feishu was never asked is an operation error', () => {
	const error = errorOf(refusal('invalid_message_id'));
	expect(error).toBeInstanceOf(NodeOperationError);
	expect(error).not.toBeInstanceOf(NodeApiError);
});

test.each([failure('message_not_found'), refusal('invalid_message_id')])(
	'the item is named, the first one too',
	(cause) => {
		expect(errorOf(cause, 0).context.itemIndex).toBe(0);
		expect(errorOf(cause, 7).context.itemIndex).toBe(7);
	},
);

test('the HTTP status is given as n8n gives it', () => {
	const error = errorOf(failure('bot_not_in_chat', { httpStatus: 400, code: 230002 }));
	expect(error).toMatchObject({ httpCode: '400' });
});

test('there is no HTTP status where nobody answered', () => {
	expect(errorOf(failure('unreachable'))).toMatchObject({ httpCode: null });
	expect(errorOf(failure('unknown', { code: 40_001 }))).toMatchObject({ httpCode: null });
});

test.each([
	[{ done: 0 }, 'No message of this run was recalled.'],
	[{ done: 1 }, '1 message of this run was recalled.'],
	[{ done: 12 }, '12 messages of this run were recalled.'],
	[{ unknown: 1 }, 'No message of this run was recalled for certain; one may have been.'],
	[{ done: 2, unknown: 3 }, '2 messages of this run were recalled for certain; 3 may have been.'],
	[
		{ pending: 1 },
		'No message of this run was recalled. 1 message is still being recalled by Feishu.',
	],
	[
		{ done: 1, pending: 2 },
		'1 message of this run was recalled. 2 messages are still being recalled by Feishu.',
	],
])('with %o, the description says so', (counts, summary) => {
	const cause = failure('user_not_available');
	expect(errorOf(cause, 0, { ...none, ...counts }).description).toBe(`${cause.hint} ${summary}`);
});

test('the description speaks of what the operation is about', () => {
	const cause = failure('user_not_available');
	const final = {
		failure: cause,
		subject,
		itemIndex: 0,
		counts: { done: 2, pending: 1, unknown: 0 },
	};
	const ofChats = { noun: 'chat', done: 'listed' };
	expect(toNodeError(node, { ...final, operation: ofChats }).description).toBe(
		`${cause.hint} 2 chats of this run were listed. 1 chat is still being listed by Feishu.`,
	);
});

test('Feishu’s code and log ID go along', () => {
	const error = errorOf(failure('unknown', { code: 7, logId: '2026', httpStatus: 400 }));
	expect(error.errorResponse).toStrictEqual({ feishu_code: 7, log_id: '2026' });
	const withoutThem = errorOf(failure('unreachable'));
	expect(withoutThem).toBeInstanceOf(NodeApiError);
	expect((withoutThem as NodeApiError).errorResponse).toStrictEqual({});
});

test('the editor is told in the place of a list why there is none, and what to do', () => {
	const cause = failure('bot_not_enabled', { cause: 'ENOENT', hint: 'A hint.' });
	const error = toEditorError(node, cause);
	expect(error).toMatchObject({ description: 'A hint.', level: 'warning' });
	expect(error.message).toBe(causeOf({ ...cause, hint: cause.nextStep }));
});

test.each([failure('rate_limited'), refusal('invalid_message_id')])(
	'it is a warning, not a report to n8n’s makers',
	(cause) => {
		expect(errorOf(cause).level).toBe('warning');
	},
);

test.each([
	['rate_limited', 'rate-limited'],
	['quota_exhausted', 'quota-exhausted'],
	['feishu_unavailable', 'temporarily-unavailable'],
	['credentials_rejected', 'credential-invalid'],
	['bot_not_enabled', 'configuration-invalid'],
	['permission_missing', 'configuration-invalid'],
] as const)('%s is declared to newer versions of n8n as %s', (reason, cause) => {
	expect(errorOf(failure(reason))).toMatchObject({ failure: { cause } });
});

test('nothing is declared that the answer does not prove', () => {
	expect(errorOf(failure('unknown')).failure).toBeUndefined();
	expect(errorOf(failure('recall_window_passed')).failure).toBeUndefined();
});
