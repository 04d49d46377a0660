import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { reasons, sentenceOf } from './errors/failures';
import type { Report } from './run';

/** The item that a target leaves as, with the files that came in with it. */
export function outputOf(
	report: Report,
	idKey: string,
	input?: INodeExecutionData,
): INodeExecutionData {
	const { item, outcome } = report;
	return {
		json: outcome.ok ? outcome.json : { error: errorOf(report, idKey) },
		...(input?.binary && { binary: input.binary }),
		pairedItem: { item },
	};
}

/**
 * `error` is the item's only key: n8n then knows the item for a failure in every version, and merges it
 * over the fields of the input item. A fact that is not known is left out.
 */
function errorOf({ target, outcome }: Report, idKey: string): IDataObject {
	if (outcome.ok) return {};
	const { failure } = outcome;
	const facts: IDataObject = {
		message: sentenceOf(failure, target.subject),
		reason: failure.reason,
		hint: failure.hint,
		code: failure.code,
		http_status: failure.httpStatus,
		[idKey]: target.id || undefined,
		retryable: reasons[failure.reason].retryable,
		attempts: failure.attempts,
		log_id: failure.logId,
		troubleshooter: failure.troubleshooter,
		missing_scopes: failure.missingScopes,
	};
	return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined));
}
