import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { sentenceOf, type Failure, type Reason } from './failures';

/** The only door to n8n's error classes: the one that Feishu had a say in, and the one before that. */
export function toNodeError(
	node: INode,
	failure: Failure,
	subject: string,
	itemIndex: number,
	recalledBefore: number,
): NodeApiError | NodeOperationError {
	const message = sentenceOf(failure, subject);
	const description = `${failure.hint} ${account(recalledBefore)}`;
	const level = 'warning';
	if (!failure.asked) {
		return said(new NodeOperationError(node, message, { description, itemIndex, level }), message);
	}
	const { code, httpStatus, logId } = failure;
	const cause =
		failure.reason in causes ? causes[failure.reason as keyof typeof causes] : undefined;
	const error = new NodeApiError(
		node,
		{
			...(code !== undefined && { feishu_code: code }),
			...(logId !== undefined && { log_id: logId }),
		},
		{
			message,
			description,
			itemIndex,
			level,
			httpCode: httpStatus === undefined ? undefined : String(httpStatus),
			// Read by n8n 2.37 and later; earlier ones pass it over.
			...(cause && { failure: { cause } }),
		},
	);
	return said(error, message);
}

/** n8n replaces a whole sentence that holds the system's name of a fault, be it in an ID or in quoted words. */
function said<E extends Error>(error: E, message: string): E {
	error.message = message;
	return error;
}

function account(recalled: number): string {
	if (recalled === 0) return 'No message of this run was recalled before it.';
	return `${recalled} ${recalled === 1 ? 'message' : 'messages'} of this run ${recalled === 1 ? 'was' : 'were'} recalled before it.`;
}

/** What the answer proves about the cause, in n8n's terms. */
const causes = {
	rate_limited: 'rate-limited',
	quota_exhausted: 'quota-exhausted',
	feishu_unavailable: 'temporarily-unavailable',
	credentials_rejected: 'credential-invalid',
	token_rejected: 'credential-invalid',
	bot_not_enabled: 'configuration-invalid',
	permission_missing: 'configuration-invalid',
} as const satisfies Partial<Record<Reason, string>>;
