import type { IDataObject } from 'n8n-workflow';

import { asRecord } from '../../client/answer';
import type { FeishuRequest } from '../../client/FeishuClient';
import { path } from '../../client/path';
import { codes } from '../../errors/codes';
import { failed, failure, reasons, type Failure, type Reason } from '../../errors/failures';
import { batchRecallOptions, readBatchOptions } from '../options';
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
	whenNothingIsNamed: { deleted: false, matched: 0 },

	async run(feishu, { id }, { parameters }) {
		const options = readBatchOptions(parameters.options);
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
		if (!accepted.ok) return failed(notAccepted(accepted.failure));
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
		let counts: IDataObject = {};
		const isWanted = (body: Readonly<Record<string, unknown>>) => {
			counts = countsOf(body);
			return isComplete(body);
		};
		const answer = await feishu.until(progress, isWanted, waitWithinMs);
		if (answer === undefined) return failed(notCompleteYet(waitWithinMs / 1_000, counts));
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

type Texts = Partial<Pick<Failure, 'says' | 'todo' | 'hint'>>;

/**
 * What is to be said of a batch message where the general texts speak of a single one.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/batch_message/delete
 */
const texts: Partial<Record<Reason, Texts>> = {
	invalid_request: {
		hint: "Check 'Batch Message ID' and the node's options, then run the workflow again.",
	},
	message_not_found: {
		todo: "Set 'Batch Message ID' to the bm- ID that sending the batch message returned.",
		hint: "Sending a batch message returns its ID as data.message_id. Check that the ID is complete, and that the credential's Region and app are those that sent the message.",
	},
	recall_window_passed: {
		hint: 'An administrator sets in the Admin Console how long after sending a message can be recalled (24 hours unless changed). That goes for batch messages, too.',
	},
	not_allowed_to_recall: {
		says: 'was not sent by the app that asked to recall it',
		todo: 'Use the credential of the app that sent it.',
		hint: 'Only the app that sent a batch message may recall it.',
	},
	permission_missing: {
		todo: 'Add the scope im:message:send_multi_users or im:message:send_multi_depts to the app and publish a version.',
		hint: 'In the Developer Console, add im:message:send_multi_users or im:message:send_multi_depts under Permissions & Scopes, then publish a version and have an administrator approve it.',
	},
	already_recalled: {
		todo: 'Nothing is left to do.',
		hint: 'Feishu says that the message is gone, so it needs no recall.',
	},
};

/** Why the progress of an accepted recall is unknown; completes "its progress is unknown, because". */
interface Unknown extends Omit<Texts, 'says'> {
	because: string;
}

const onlyTheSender: Unknown = {
	because: 'Feishu tells it only to the app that sent the message',
	todo: 'Use the credential of the app that sent it.',
};

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/batch_message/get_progress */
const unknownByCode: Readonly<Record<number, Unknown>> = {
	230012: onlyTheSender,
};

const unknownByReason: Partial<Record<Reason, Unknown>> = {
	invalid_request: { because: 'Feishu did not accept the request for it' },
	message_not_found: {
		because: 'Feishu has no record of it',
		todo: 'Check in Feishu whether the message is gone.',
		hint: "Feishu tells the progress of batch messages that were sent within the last 30 days. Without 'Wait for Completion', the node does not ask for it.",
	},
	bot_not_enabled: { because: "the app's bot is off" },
	not_allowed_to_recall: onlyTheSender,
	permission_missing: { because: 'the app lacks a permission' },
	rate_limited: { because: "Feishu's rate limit left no room for asking" },
	quota_exhausted: { because: "the organization's API quota is used up" },
	token_rejected: {
		because: 'Feishu rejected the access token, a newly issued one included',
	},
	credentials_rejected: { because: "Feishu does not accept the credential's app" },
	app_unavailable: { because: 'the app is not in use in this organization' },
	ip_not_allowed: {
		because: "the app's IP allowlist does not contain this n8n's address",
	},
	feishu_unavailable: { because: 'Feishu could not handle the request for it' },
	unreachable: { because: 'Feishu could not be reached' },
	timed_out: { because: 'Feishu did not answer in time' },
	unreadable_answer: { because: 'the answer did not come from the Feishu API' },
	unknown: { because: 'Feishu answered with an error' },
};

function notAccepted(cause: Failure): Failure {
	// What was found before Feishu was asked has texts of its own.
	return cause.asked ? inTheWordsOf(texts[cause.reason], cause) : cause;
}

/** Feishu has accepted the recall, whatever becomes of asking how far it is. */
function withoutProgress(json: IDataObject, cause: Failure): Outcome {
	if (cause.reason === 'execution_stopped') return { ok: true, json };
	const { reason, code, says } = cause;
	const own = unknownByCode[code ?? 0];
	const why = own ?? unknownByReason[reason] ?? { because: 'Feishu did not tell it' };
	const words = own ? '' : addedTo(reasons[reason].says, says);
	return failed({
		...inTheWordsOf({ ...texts[reason], ...why }, cause),
		says: `was accepted for recall, but its progress is unknown, because ${why.because}${words}`,
	});
}

/** Where the hint is another, what stands behind the general one stays: who asked. */
function inTheWordsOf({ says, todo, hint }: Texts = {}, cause: Failure): Failure {
	const general = codes[cause.code ?? 0]?.advice ?? reasons[cause.reason].advice;
	return {
		...cause,
		...(says !== undefined && { says }),
		...(todo !== undefined && { todo }),
		...(hint !== undefined && { hint: `${hint}${addedTo(general, cause.hint)}` }),
	};
}

/** What a text tells beyond the general one. */
function addedTo(general: string, text: string): string {
	return text.startsWith(general) ? text.slice(general.length) : '';
}

function notCompleteYet(seconds: number, counts: IDataObject): Failure {
	const { recall_count: recalled, success_user_ids_count: sent } = counts;
	const within = `within ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
	const todo = "Run it again later to see whether it is complete, or raise 'Wait at Most'.";
	const goesOn = 'Feishu has accepted the recall and goes on with it.';
	const options = "Raise the option 'Wait at Most', or leave out 'Wait for Completion'.";
	if (typeof recalled !== 'number' || typeof sent !== 'number') {
		return failure('timed_out', {
			says: `is being recalled, but Feishu did not say ${within} how far it is`,
			todo,
			hint: `${goesOn} ${options}`,
		});
	}
	if (sent === 0) {
		return failure('timed_out', {
			says: `is being recalled, but Feishu had not sent it to anyone ${within}`,
			todo,
			hint: `Feishu may not have begun to send it, or nobody could get it: the counts are 0 in both cases. ${options}`,
		});
	}
	return failure('timed_out', {
		says: `is being recalled, but was not recalled from everyone ${within} (${recalled} of ${sent})`,
		todo,
		hint: `${goesOn} ${options}`,
	});
}
