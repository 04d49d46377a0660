import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { sentenceOf, type Failure, type Reason } from './failures';

/** The only door to n8n's error classes: the one that Feishu had a say in, and the one before that. */
export function toNodeError(
	node: INode,
	failure: Failure,
	subject: string,
	itemIndex: number,
	counts: Counts,
): NodeApiError | NodeOperationError {
	const message = sentenceOf(failure, subject);
	const description = `${failure.hint} ${countSummary(counts)}`;
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

/** How the other messages of a run that ended at a failure fared. */
export interface Counts {
	done: number;
	/** Feishu has accepted to do it later. */
	accepted: number;
	/** The answer was lost, and nobody knows. */
	uncertain: number;
}

function countSummary({ done, accepted, uncertain }: Counts): string {
	const recalled = `${done === 0 ? 'No message' : messages(done)} of this run ${verb(done)} recalled`;
	return [
		uncertain === 0
			? `${recalled}.`
			: `${recalled} for certain; ${uncertain === 1 ? 'one' : uncertain} may have been.`,
		...(accepted === 0 ? [] : [`Feishu accepted to recall ${messages(accepted)} later.`]),
	].join(' ');
}

function messages(count: number): string {
	return `${count} ${count === 1 ? 'message' : 'messages'}`;
}

function verb(count: number): string {
	return count > 1 ? 'were' : 'was';
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
