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
	operation: OperationWords;
	/** How the run's other subjects fared. */
	counts: Counts;
}

/** How sentences speak of what the node does. */
export interface OperationWords {
	/** The noun for one subject: "message". */
	noun: string;
	/** The participle of the operation: "recalled". */
	done: string;
}

export interface Counts {
	done: number;
	/** Feishu has accepted to do it later. */
	pending: number;
	/** An answer was lost, and nobody knows. */
	unknown: number;
	/** The IDs of subjects that the node found by itself and did not reach before it was stopped. */
	left?: string[];
}

/** A description is read by a person; so many IDs may stand in it. */
const mostNamed = 200;

/** The n8n error that ends a run: a NodeApiError when something was sent to Feishu, else a NodeOperationError. */
export function toNodeError(
	node: INode,
	{ failure, subject, itemIndex, operation, counts }: FinalFailure,
): NodeApiError | NodeOperationError {
	const message = sentenceOf(failure, subject, operation.done);
	const description = `${failure.hint} ${countSummary(counts, operation)}`;
	const level = 'warning';
	if (!failure.sent) {
		const error = new NodeOperationError(node, message, { description, itemIndex, level });
		return withExactMessage(error, message);
	}
	const { code, httpStatus, logId, reason } = failure;
	const { n8nCause } = reasons[reason];
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
			...(n8nCause && { failure: { cause: n8nCause } }),
		},
	);
	return withExactMessage(error, message);
}

/**
 * The n8n error for a list that the editor cannot show, or a trigger that does not start. Its message holds the short
 * advice, since there is little room for it.
 */
export function toEditorError(node: INode, failure: Failure): NodeOperationError {
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

function countSummary(counts: Counts, { noun, done }: OperationWords): string {
	const { done: count, pending, unknown, left = [] } = counts;
	const subjects = (many: number) => `${many} ${many === 1 ? noun : `${noun}s`}`;
	const known = `${count === 0 ? `No ${noun}` : subjects(count)} of this run ${count > 1 ? 'were' : 'was'} ${done}`;
	return [
		...(left.length === 0 ? [] : [`Left as they are: ${named(left)}.`]),
		unknown === 0
			? `${known}.`
			: `${known} for certain; ${unknown === 1 ? 'one' : unknown} may have been.`,
		...(pending === 0
			? []
			: [`${subjects(pending)} ${pending === 1 ? 'is' : 'are'} still being ${done} by Feishu.`]),
	].join(' ');
}

function named(ids: string[]): string {
	const more = ids.length - mostNamed;
	return `${ids.slice(0, mostNamed).join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}
