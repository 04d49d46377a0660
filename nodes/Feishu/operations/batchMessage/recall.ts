import type { IDataObject } from 'n8n-workflow';

import { asRecord } from '../../client/answer';
import type { FeishuRequest } from '../../client/FeishuClient';
import { path } from '../../client/path';
import { failed, failure, type Failure } from '../../errors/failures';
import { batchRecallOptions, readOptions } from '../options';
import type { Operation, Outcome } from '../Operation';
import { batchMessageId, batchMessagesOf } from './batchMessageId';

/**
 * Takes a batch message back from everyone who got it. Feishu accepts the request and carries it out later.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/batch_message/delete
 */
export const recall: Operation = {
	option: {
		name: 'Recall',
		value: 'recall',
		action: 'Recall batch message',
		description:
			'Take back a message that was sent to many people at once. Feishu accepts the request and carries it out in the background.',
	},
	fields: [batchMessageId, batchRecallOptions],
	idKey: 'batch_message_id',
	appOnly: true,
	targets: batchMessagesOf,

	async run(feishu, { id }, { parameters }) {
		const options = readOptions(parameters.options);
		if (!options.ok) return options;
		const { requestsPerSecond, timeoutMs, waitWithinMs } = options.value;
		const accepted = await feishu.request({
			method: 'DELETE',
			path: path`/open-apis/im/v1/batch_messages/${id}`,
			api: 'im.batch_message.delete',
			doneBefore: 'already_recalled',
			requestsPerSecond,
			timeoutMs,
		});
		if (!accepted.ok) return accepted;
		const json = {
			batch_message_id: id,
			deleted: false,
			accepted: true,
			...(accepted.logId && { log_id: accepted.logId }),
		};
		if (waitWithinMs === undefined) return { ok: true, json };

		const progress: FeishuRequest = {
			method: 'GET',
			path: path`/open-apis/im/v1/batch_messages/${id}/get_progress`,
			api: 'im.batch_message.get_progress',
			requestsPerSecond,
			timeoutMs,
		};
		const answer = await feishu.until(progress, isComplete, waitWithinMs);
		if (answer === undefined) return failed(notCompleteYet(waitWithinMs));
		if (!answer.ok) return withoutProgress(json, answer.failure);
		return { ok: true, json: { ...json, deleted: true, ...countsOf(answer.body) } };
	},

	remark: () => undefined,
};

/**
 * Recalled from everyone to whom it was sent. `recall` alone only says that a recall has begun, and counts of
 * 0 stand for a batch that Feishu has not begun to send as well as for one that nobody could get.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/batch_message/get_progress
 */
function isComplete(body: Readonly<Record<string, unknown>>): boolean {
	const begun = asRecord(asRecord(body.data)?.batch_message_recall_progress)?.recall === true;
	const { recall_count: recalled, success_user_ids_count: sent } = countsOf(body);
	const counted = typeof recalled === 'number' && typeof sent === 'number';
	return begun && counted && sent > 0 && recalled >= sent;
}

function countsOf(body: Readonly<Record<string, unknown>>): IDataObject {
	const data = asRecord(body.data);
	const counts = {
		...asRecord(data?.batch_message_send_progress),
		...asRecord(data?.batch_message_recall_progress),
	};
	return Object.fromEntries(
		['valid_user_ids_count', 'success_user_ids_count', 'read_user_ids_count', 'recall_count']
			.map((name) => [name, counts[name]])
			.filter(([, count]) => typeof count === 'number'),
	) as IDataObject;
}

/** Feishu has accepted the recall, whatever becomes of asking how far it is. */
function withoutProgress(json: IDataObject, cause: Failure): Outcome {
	if (cause.reason === 'execution_stopped') return { ok: true, json };
	return failed({
		...cause,
		says: cause.says.replace(
			/^(was not|may not have been) recalled/,
			'is being recalled, but its progress is unknown',
		),
	});
}

function notCompleteYet(waitedMs: number) {
	return failure('timed_out', {
		says: `is being recalled, but was not recalled from everyone within ${waitedMs / 1_000} seconds`,
		todo: "Run it again later to see whether it is complete, or raise 'Wait at Most'.",
		hint: "Feishu has accepted the recall and goes on with it. Raise the option 'Wait at Most', or leave out 'Wait for Completion'.",
	});
}
