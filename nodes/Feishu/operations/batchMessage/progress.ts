import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../client/Api';
import type { Feishu } from '../../client/FeishuClient';
import { path } from '../../client/http/path';
import { asRecord } from '../../client/http/record';
import { tier4 } from '../../client/limits/tiers';
import { failed, failure, type Failure } from '../../errors/Failure';
import type { RequestSettings } from '../fields/options';
import type { Outcome } from '../Operation';

const page =
	'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/batch_message/get_progress';

/** Tells how far the recall of a batch message is, for 30 days. */
export const api: Api = {
	id: 'im.batch_message.get_progress',
	method: 'GET',
	limits: tier4,
	repeat: 'safe',
	scopes: ['im:message:send_multi_users', 'im:message:send_multi_depts'],
	codes: {
		230012: {
			reason: 'message_not_visible',
			speaksOf: 'request',
			source: page,
			cause: 'Feishu tells it only to the app that sent the message',
			nextStep: 'Use the credential of the app that sent it.',
			hint: 'Only the app that sent a batch message may ask for its progress. Choose its credential in the node.',
		},
		// The common row speaks of groups.
		230027: { reason: 'permission_missing', source: page },
		230030: { reason: 'message_not_found', source: page },
	},
	texts: {
		invalid_request: {
			nextStep: "Check 'Batch Message ID' and the node's options.",
			hint: "Check 'Batch Message ID' and the node's options, then run the workflow again.",
		},
		message_not_found: {
			cause: 'has no record at Feishu',
			nextStep: 'Check in Feishu whether the message is gone.',
			hint: "Feishu tells the progress of batch messages that were sent within the last 30 days. Without 'Wait for Completion', the node does not ask for it.",
		},
	},
};

interface Wait extends RequestSettings {
	id: string;
	/** The item's output while Feishu is not done; the counts are added to it later. */
	json: IDataObject;
	waitWithinMs: number;
}

/** Asks once a second until the message is gone from everyone who got it, or the time is over. */
export async function waitForCompletion(
	feishu: Feishu,
	{ id, json, waitWithinMs, ...settings }: Wait,
): Promise<Outcome> {
	let counts: Counts | undefined;
	const isWanted = (body: Readonly<Record<string, unknown>>) => {
		counts = countsOf(body);
		return isComplete(body);
	};
	const call = { path: path`/open-apis/im/v1/batch_messages/${id}/get_progress`, ...settings };
	const answer = await feishu.poll(api, call, isWanted, waitWithinMs);
	if (answer === undefined) return failed(notCompleteYet(waitWithinMs / 1_000, counts));
	if (answer.ok) return { ok: true, json: { ...json, deleted: true, ...counts } };
	const { failure: cause } = answer;
	if (cause.reason === 'execution_stopped') return { ok: true, json, effect: 'pending' };
	return failed(withProgressUnknown(cause));
}

/**
 * Whether the message is recalled from everyone to whom it was sent. `recall` alone only says that a recall has begun,
 * and counts of 0 stand for a batch that Feishu has not begun to send as well as for one that nobody could get.
 */
function isComplete(body: Readonly<Record<string, unknown>>): boolean {
	const begun = asRecord(asRecord(body.data)?.batch_message_recall_progress)?.recall === true;
	const { recall_count: recalled = 0, success_user_ids_count: sent = 0 } = countsOf(body);
	return begun && sent > 0 && recalled >= sent;
}

type Counts = Partial<Record<string, number>>;

function countsOf(body: Readonly<Record<string, unknown>>): Counts {
	const data = asRecord(body.data);
	const counts = {
		...asRecord(data?.batch_message_send_progress),
		...asRecord(data?.batch_message_recall_progress),
	};
	return Object.fromEntries(
		['valid_user_ids_count', 'success_user_ids_count', 'read_user_ids_count', 'recall_count']
			.map((name) => [name, counts[name]])
			.filter(([, count]) => typeof count === 'number'),
	) as Counts;
}

/** The failure to learn the progress. It is pending, since Feishu has accepted the recall. */
function withProgressUnknown({ cause, speaksOf, ...facts }: Failure): Failure {
	const because = speaksOf === 'target' ? `it ${cause}` : cause;
	return {
		...facts,
		speaksOf: 'request',
		effect: 'pending',
		cause: `its progress is unknown, because ${because}`,
	};
}

function notCompleteYet(seconds: number, counts: Counts | undefined): Failure {
	const { recall_count: recalled, success_user_ids_count: sent } = counts ?? {};
	const within = `within ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
	const goesOn = 'Feishu has accepted the recall and goes on with it.';
	const options = "Raise the option 'Wait at Most', or leave out 'Wait for Completion'.";
	const timedOut = (cause: string, hint: string) =>
		failure('timed_out', {
			effect: 'pending',
			cause,
			nextStep: "Run it again later to see whether it is complete, or raise 'Wait at Most'.",
			hint: `${hint} ${options}`,
		});
	if (counts === undefined) {
		return timedOut(
			`no answer came ${within} that says how far it is`,
			`${goesOn} Feishu may be slow, or other requests of the app may have taken the room in its rate limit.`,
		);
	}
	if (recalled === undefined || sent === undefined) {
		return timedOut(`Feishu did not say ${within} how far it is`, goesOn);
	}
	if (sent === 0) {
		return timedOut(
			`Feishu had not sent it to anyone ${within}`,
			'Feishu may not have begun to send it, or nobody could get it: the counts are 0 in both cases.',
		);
	}
	return timedOut(`was not recalled from everyone ${within} (${recalled} of ${sent})`, goesOn);
}
