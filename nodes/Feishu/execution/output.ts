import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Failure } from '../errors/Failure';
import { reasons } from '../errors/reasons';
import { sentenceOf } from '../errors/sentence';
import type { Counts } from '../errors/toNodeError';
import type { Operation, Subject } from '../operations/Operation';
import type { FailedReport, Report } from './jobs';

/** The output item of a report, with the files of its input item and those that the operation added. */
export function outputOf(
	{ item, outcome, subject }: Report,
	operation: Pick<Operation, 'done' | 'idKey'>,
	input?: INodeExecutionData,
): INodeExecutionData {
	const binary =
		outcome.ok && outcome.binary ? { ...input?.binary, ...outcome.binary } : input?.binary;
	return {
		json: outcome.ok ? outcome.json : { error: errorOf(outcome.failure, subject, operation) },
		...(binary && { binary }),
		pairedItem: { item },
	};
}

/**
 * `error` is the item's only key: n8n then knows the item for a failure in every version, and merges it
 * over the fields of the input item. A fact that is not known is left out.
 */
function errorOf(
	failure: Failure,
	subject: Subject,
	{ done, idKey }: Pick<Operation, 'done' | 'idKey'>,
): IDataObject {
	const facts: IDataObject = {
		message: sentenceOf(failure, subject.name, done),
		reason: failure.reason,
		hint: failure.hint,
		code: failure.code,
		http_status: failure.httpStatus,
		[subject.idKey ?? idKey]: subject.id || undefined,
		retryable: failure.retryable ?? reasons[failure.reason].retry !== undefined,
		attempts: failure.attempts,
		log_id: failure.logId,
		troubleshooter: failure.troubleshooter,
		missing_scopes: failure.missingScopes,
		grant_url: failure.grantUrl,
	};
	return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined));
}

/**
 * The counts of the run's other messages or files, each once, for the description of a failure that ended it.
 * One that may have been made has no ID yet, and is told apart by the answer that was lost.
 */
export function countsOf(others: Report[], idKey: string, makesNew = false): Counts {
	const keyOf = ({ outcome, subject }: Report) => {
		if (!outcome.ok) return makesNew ? outcome.failure : subject.id;
		const { message_id: message, file_key: file, [idKey]: id } = outcome.json;
		return file === undefined ? (message ?? id ?? subject.id) : JSON.stringify([message, file]);
	};
	const count = (isCounted: (outcome: Report['outcome']) => unknown) =>
		new Set(others.filter(({ outcome }) => isCounted(outcome)).map(keyOf)).size;
	return {
		done: count((outcome) => outcome.ok && outcome.effect === undefined),
		pending: count((outcome) => effectOf(outcome) === 'pending'),
		unknown: count((outcome) => effectOf(outcome) === 'unknown'),
		// Messages that the items name themselves need no naming.
		left: others.flatMap(({ outcome, subject }) =>
			isLeft(outcome) && outcome.subject ? [subject.id] : [],
		),
	};
}

function isLeft(outcome: Report['outcome']): outcome is FailedReport['outcome'] {
	return !outcome.ok && outcome.failure.reason === 'execution_stopped';
}

function effectOf(outcome: Report['outcome']) {
	return outcome.ok ? outcome.effect : outcome.failure.effect;
}
