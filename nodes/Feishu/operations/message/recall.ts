import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../client/Api';
import type { Feishu } from '../../client/FeishuClient';
import { path } from '../../client/http/path';
import { tier4 } from '../../client/limits/tiers';
import { failed, succeeded, type Result } from '../../errors/Failure';
import { messageId, readMessageIds } from '../fields/messageId';
import {
	optionsOf,
	optionsWith,
	readOptions,
	setOr,
	wrongOption,
	type GivenOptions,
	type RequestSettings,
} from '../fields/options';
import { withInput } from '../fields/withInput';
import { operation, type Field, type Outcome } from '../Operation';
import { verify, whyNotVerified } from './verify';

const page = 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/delete';

const generic = 'https://open.feishu.cn/document/ukTMukTMukTM/ugjM14COyUjL4ITN';

/** Takes a message back for everyone in its chat. */
export const api: Api = {
	id: 'im.message.delete',
	method: 'DELETE',
	limits: tier4,
	repeat: 'safe',
	alreadyDone: 'already_recalled',
	scopes: ['im:message:recall', 'im:message', 'im:message:send_as_bot'],
	userScopes: ['im:message:recall', 'im:message'],
	codes: {
		230009: { reason: 'recall_window_passed', source: page },
		230026: { reason: 'not_allowed_to_recall', source: page },
		230054: { reason: 'message_type_not_recallable', source: page },
		230110: { reason: 'already_recalled', source: page },
		// Replying and editing have this code for a recalled message.
		230011: {
			reason: 'already_recalled',
			source: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/reply',
		},
		11238: { reason: 'recall_window_passed', source: generic },
	},
	userTexts: {
		not_allowed_to_recall: {
			nextStep:
				"If the app's bot sent it, choose the credential 'Feishu API' in the node; a person recalls messages in groups that they own or manage.",
			hint: "Feishu lets a person recall messages in groups that the person owns or manages, but not what the app's bot has sent elsewhere. For the bot's own messages, choose the credential 'Feishu API' of its app in the node.",
		},
	},
};

export const whenAlreadyRecalled: Field = {
	displayName: 'When Already Recalled',
	name: 'whenAlreadyRecalled',
	type: 'options',
	options: [
		{
			name: 'Fail',
			value: 'fail',
			description: 'The message leaves by the error output with the reason already_recalled',
		},
		{
			name: 'Succeed',
			value: 'succeed',
			description: 'The message leaves by the success output, marked as already recalled',
		},
	],
	default: 'fail',
	description: 'What to do with a message that had been recalled or deleted before',
};

export interface RecallOptions {
	succeedWhenAlreadyRecalled: boolean;
	verifies: boolean;
}

export function readRecallOptions(given: GivenOptions): Result<RecallOptions> {
	const value = setOr(given, 'whenAlreadyRecalled', 'fail');
	const verifies = setOr(given, 'verify', false);
	if (value !== 'fail' && value !== 'succeed') {
		return wrongOption('When Already Recalled', '"fail" or "succeed"');
	}
	return typeof verifies === 'boolean'
		? succeeded({ succeedWhenAlreadyRecalled: value === 'succeed', verifies })
		: wrongOption('Verify', 'true or false');
}

interface Input extends RecallOptions, RequestSettings {
	id: string;
}

/** Takes one message back, and looks whether it is gone where that is wanted. */
export async function recallOne(
	feishu: Feishu,
	{ id, succeedWhenAlreadyRecalled, verifies, requestsPerSecond, timeoutMs }: Input,
): Promise<Outcome> {
	const settings = { requestsPerSecond, timeoutMs };
	const answer = await feishu.request(api, {
		path: path`/open-apis/im/v1/messages/${id}`,
		...settings,
	});
	const recalledBefore = !answer.ok && answer.failure.reason === 'already_recalled';
	if (!answer.ok && !(recalledBefore && succeedWhenAlreadyRecalled)) return answer;
	const doubt = verifies ? await whyNotVerified(feishu, id, settings) : undefined;
	if (doubt) return failed(doubt);
	const logId = answer.ok ? answer.logId : answer.failure.logId;
	return {
		ok: true,
		...(recalledBefore && { effect: 'none' as const }),
		json: {
			message_id: id,
			deleted: true,
			already_recalled: recalledBefore,
			...(verifies && { verified: true }),
			...(logId && { log_id: logId }),
		},
	};
}

export const recall = operation({
	option: {
		name: 'Recall',
		value: 'recall',
		action: 'Recall message',
		description:
			'Take a message back for everyone and for good. A bot may recall its own messages for as long as an administrator allows (24 hours unless changed).',
	},
	fields: [messageId, optionsWith(verify, whenAlreadyRecalled)],
	identities: ['app', 'user'],
	noun: 'message',
	done: 'recalled',
	idKey: 'message_id',
	emptyOutput: { deleted: false, matched: 0 },

	read: (item) =>
		withInput(readMessageIds(item), readOptions(optionsOf(item.parameters), readRecallOptions)),

	run: async (feishu, input) => [await recallOne(feishu, input)],

	summary(successes: IDataObject[]) {
		const gone = successes.filter((success) => success.already_recalled === true);
		const before = new Set(gone.map((success) => success.message_id)).size;
		if (before === 0) return undefined;
		return before === 1
			? 'One message had been recalled or deleted before.'
			: `${before} messages had been recalled or deleted before.`;
	},
});
