import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import type { Failure } from './Failure';
import { reasons } from './reasons';
import { causeOf, sentenceOf } from './sentence';

/** A failure that ends a run. */
export interface FinalFailure {
	failure: Failure;
	/** "Message om_…" */
	subject: string;
	itemIndex: number;
	/** What was to be done: "recalled". */
	done: string;
	/** How the run's other messages fared. */
	counts: Counts;
}

export interface Counts {
	done: number;
	/** Feishu has accepted to do it later. */
	pending: number;
	/** An answer was lost, and nobody knows. */
	unknown: number;
}

/** The only door to n8n's error classes: the one that Feishu had a say in, and the one before that. */
export function toNodeError(
	node: INode,
	{ failure, subject, itemIndex, done, counts }: FinalFailure,
): NodeApiError | NodeOperationError {
	const message = sentenceOf(failure, subject, done);
	const description = `${failure.hint} ${countSummary(counts, done)}`;
	const level = 'warning';
	if (!failure.sent) {
		const error = new NodeOperationError(node, message, { description, itemIndex, level });
		return withExactMessage(error, message);
	}
	const { code, httpStatus, logId, reason } = failure;
	const cause = reasons[reason].n8nCause;
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
	return withExactMessage(error, message);
}

/** Why the editor has no list to show. It shows the message in the place of the list, which has room for little. */
export function toListError(node: INode, failure: Failure): NodeOperationError {
	const message = causeOf({ ...failure, hint: failure.nextStep });
	const description = failure.hint;
	const error = new NodeOperationError(node, message, { description, level: 'warning' });
	return withExactMessage(error, message);
}

/** n8n replaces a whole sentence that holds the system's name of a fault, be it in an ID or in quoted words. */
function withExactMessage<E extends Error>(error: E, message: string): E {
	error.message = message;
	return error;
}

function countSummary({ done: count, pending, unknown }: Counts, done: string): string {
	const known = `${count === 0 ? 'No message' : messages(count)} of this run ${count > 1 ? 'were' : 'was'} ${done}`;
	return [
		unknown === 0
			? `${known}.`
			: `${known} for certain; ${unknown === 1 ? 'one' : unknown} may have been.`,
		...(pending === 0
			? []
			: [`${messages(pending)} ${pending === 1 ? 'is' : 'are'} still being ${done} by Feishu.`]),
	].join(' ');
}

function messages(count: number): string {
	return `${count} ${count === 1 ? 'message' : 'messages'}`;
}
