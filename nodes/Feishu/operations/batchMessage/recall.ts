import type { INodeProperties } from 'n8n-workflow';

import type { Api } from '../../client/Api';
import { path } from '../../client/http/path';
import { tier4 } from '../../client/limits/tiers';
import { succeeded, type Result } from '../../errors/Failure';
import {
	numberIn,
	optionsOf,
	optionsWith,
	readOptions,
	setOr,
	wrongOption,
	type GivenOptions,
} from '../fields/options';
import { withInput } from '../fields/withInput';
import { operation } from '../Operation';
import { batchMessageId, readBatchMessageIds } from './batchMessageId';
import { waitForCompletion } from './progress';

const page =
	'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/batch_message/delete';

/** Takes a batch message back from everyone who got it. Feishu accepts the request and carries it out later. */
export const api: Api = {
	id: 'im.batch_message.delete',
	method: 'DELETE',
	limits: tier4,
	repeat: 'safe',
	alreadyDone: 'already_recalled',
	scopes: ['im:message:send_multi_users', 'im:message:send_multi_depts'],
	codes: {
		230009: { reason: 'recall_window_passed', source: page },
		230026: { reason: 'not_allowed_to_recall', source: page },
		// The common row speaks of groups.
		230027: { reason: 'permission_missing', source: page },
		230030: { reason: 'message_not_found', source: page },
		// The codes of a recalled message. The page lists neither, and a batch could mean nothing else by them.
		230110: { reason: 'already_recalled', source: page },
		230011: { reason: 'already_recalled', source: page },
	},
	texts: {
		invalid_request: {
			nextStep: "Check 'Batch Message ID' and the node's options.",
			hint: "Check 'Batch Message ID' and the node's options, then run the workflow again.",
		},
		message_not_found: {
			nextStep: "Set 'Batch Message ID' to the bm- ID that sending the batch message returned.",
			hint: "Sending a batch message returns its ID as data.message_id. Check that the ID is complete, and that the credential's Region and app are those that sent the message.",
		},
		recall_window_passed: {
			nextStep: 'Ask an administrator to lengthen the recall window.',
			hint: 'An administrator sets in the Admin Console how long after sending a message can be recalled (24 hours unless changed). That goes for batch messages, too.',
		},
		not_allowed_to_recall: {
			cause: 'was not sent by the app that asked to recall it',
			nextStep: 'Use the credential of the app that sent it.',
			hint: 'Only the app that sent a batch message may recall it.',
		},
		already_recalled: {
			nextStep: 'Nothing is left to do.',
			hint: 'Feishu says that the message is gone, so it needs no recall.',
		},
	},
};

const waitOption: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: false,
	description:
		'Whether to ask Feishu once a second until the message is gone from everyone who got it, and to hand on the counts',
};

const waitAtMost: INodeProperties = {
	displayName: 'Wait at Most',
	name: 'waitAtMost',
	type: 'number',
	typeOptions: { minValue: 1 },
	displayOptions: { show: { waitForCompletion: [true] } },
	default: 60,
	description: "How many seconds 'Wait for Completion' may take",
};

/** `waitWithinMs` is left out where nobody wants to wait. */
function readOwnOptions(given: GivenOptions): Result<{ waitWithinMs?: number }> {
	const waits = setOr(given, 'waitForCompletion', false);
	if (typeof waits !== 'boolean') {
		return wrongOption('Wait for Completion', 'true or false');
	}
	if (!waits) return succeeded({});
	const seconds = numberIn(setOr(given, 'waitAtMost', 60));
	return seconds >= 1 && seconds <= 86_400
		? succeeded({ waitWithinMs: seconds * 1_000 })
		: wrongOption('Wait at Most', 'seconds, from 1 to 86,400');
}

export const recall = operation({
	option: {
		name: 'Recall',
		value: 'recall',
		action: 'Recall batch message',
		description:
			'Take back for good a message that was sent to many people at once. Feishu accepts the request and carries it out in the background.',
	},
	fields: [batchMessageId, optionsWith(waitAtMost, waitOption)],
	identities: ['app'],
	noun: 'batch message',
	done: 'recalled',
	idKey: 'batch_message_id',
	emptyOutput: { deleted: false, matched: 0 },

	read: (item) =>
		withInput(readBatchMessageIds(item), readOptions(optionsOf(item.parameters), readOwnOptions)),

	async run(feishu, { id, waitWithinMs, ...settings }) {
		const accepted = await feishu.request(api, {
			path: path`/open-apis/im/v1/batch_messages/${id}`,
			...settings,
		});
		if (!accepted.ok) return [accepted];
		const json = {
			batch_message_id: id,
			deleted: false,
			accepted: true,
			...(accepted.logId && { log_id: accepted.logId }),
		};
		if (waitWithinMs === undefined) return [{ ok: true, json, effect: 'pending' }];
		return [await waitForCompletion(feishu, { id, json, waitWithinMs, ...settings })];
	},
});
