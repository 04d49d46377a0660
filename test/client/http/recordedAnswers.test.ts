import { readAnswer } from '../../../nodes/Feishu/client/http/Answer';
import type { AnsweringApi } from '../../../nodes/Feishu/client/http/classify';
import type { Reason } from '../../../nodes/Feishu/errors/reasons';
import { listMessages } from '../../../nodes/Feishu/operations/message/history';
import { api as recall } from '../../../nodes/Feishu/operations/message/recall';
import { api as reply } from '../../../nodes/Feishu/operations/message/reply';
import { api as send } from '../../../nodes/Feishu/operations/message/send';
import { api as updateCard } from '../../../nodes/Feishu/operations/message/updateCard';
import recorded from '../../feishu/recordedAnswers.json';

/** An API without rows of its own, for the records of APIs that the node does not call. */
const anyApi: AnsweringApi = { scopes: ['im:message'] };

/** Those that it calls, by method and path. */
const apis: Record<string, AnsweringApi> = {
	'DELETE /open-apis/im/v1/messages/:message_id': recall,
	'PATCH /open-apis/im/v1/messages/:message_id': updateCard,
	'POST /open-apis/im/v1/messages': send,
	'POST /open-apis/im/v1/messages/:message_id/reply': reply,
	'GET /open-apis/im/v1/messages': listMessages,
};

interface Meaning {
	reason: Reason;
	scopes?: string[];
	waitSeconds?: number;
}

/** The meaning of each answer of the real Feishu, in the order of the records, and other facts to read from it. */
const meanings: Meaning[] = [
	{ reason: 'unreadable_answer' },
	// Withdrawn at another API than recall is no recall that was done before.
	{ reason: 'message_recalled' },
	{ reason: 'unreadable_answer' },
	{ reason: 'message_recalled' },
	{ reason: 'message_not_found' },
	{ reason: 'invalid_request' },
	{ reason: 'invalid_request' },
	{ reason: 'invalid_request' },
	{ reason: 'invalid_request' },
	{ reason: 'invalid_request' },
	{ reason: 'content_refused' },
	{ reason: 'invalid_request' },
	{ reason: 'permission_missing', scopes: ['im:message.group_msg:get_as_user'] },
	{ reason: 'permission_missing', scopes: ['im:message.send_as_user'] },
	{
		reason: 'permission_missing',
		scopes: [
			'contact:contact.base:readonly',
			'contact:contact:access_as_app',
			'contact:contact:readonly',
			'contact:contact:readonly_as_app',
		],
	},
	{ reason: 'permission_missing', scopes: ['contact:user.id:readonly'] },
	{ reason: 'permission_missing', scopes: ['task:task:read', 'task:task:write'] },
	{ reason: 'permission_missing', scopes: ['docs:document.content:read'] },
	{ reason: 'token_rejected' },
	{ reason: 'token_rejected' },
	{ reason: 'token_rejected' },
	{ reason: 'credentials_rejected' },
	{ reason: 'credentials_rejected' },
	{ reason: 'unreadable_answer' },
	{ reason: 'unreadable_answer' },
	{ reason: 'rate_limited', waitSeconds: 52 },
	{ reason: 'rate_limited' },
	{ reason: 'feishu_unavailable' },
	{ reason: 'unreadable_answer' },
	{ reason: 'unknown' },
];

const cases = recorded.map(({ method, path, ...answer }, index) => ({
	...answer,
	api: apis[`${method} ${path?.split('?')[0]}`] ?? anyApi,
	meaning: meanings[index],
}));

test('every recorded answer has a meaning', () => {
	expect(meanings).toHaveLength(recorded.length);
});

test.each(cases)('$situation', ({ status, headers, body, api, meaning }) => {
	// Where the status was not recorded, it is the one that Feishu usually says no with.
	const answer = readAnswer({ kind: 'response', status: status ?? 400, headers, body }, api);
	if (answer.ok) throw new Error('A refusal was taken for a success');
	const { failure, waitSeconds } = answer;
	expect({ reason: failure.reason, scopes: failure.missingScopes, waitSeconds }).toEqual({
		scopes: undefined,
		waitSeconds: undefined,
		...meaning,
	});
	if (typeof body !== 'object' || body === null || !('code' in body)) return;
	expect(failure.code).toBe(body.code);
	const logId = JSON.stringify(body).match(/"log_?id": ?"(\w+)"/)?.[1];
	if (logId !== undefined) expect(JSON.stringify(body)).toContain(failure.logId);
	for (const scope of (meaning?.scopes ?? []) as string[]) {
		expect(failure.hint).toContain(scope);
	}
});

test('the link of the record leads to the console, and is named in the hint', () => {
	const granting = cases.flatMap(({ body, headers, api }) => {
		const answer = readAnswer({ kind: 'response', status: 400, headers, body }, api);
		return !answer.ok && answer.failure.grantUrl !== undefined ? [answer.failure] : [];
	});
	expect(granting.map(({ grantUrl }) => grantUrl)).toEqual([
		'https://open.feishu.cn/app/cli_a90bee6e8d781bd1/auth?q=contact:contact.base:readonly,contact:contact:access_as_app,contact:contact:readonly,contact:contact:readonly_as_app&op_from=openapi&token_type=tenant',
		'https://open.feishu.cn/app/cli_a41bc75349bcxxxx/auth?q=contact:user.id:readonly&op_from=openapi',
	]);
	for (const { hint, grantUrl } of granting) expect(hint).toContain(grantUrl);
});
