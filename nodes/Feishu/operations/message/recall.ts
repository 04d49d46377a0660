import type { IDataObject } from 'n8n-workflow';

import { path } from '../../client/path';
import { recallOptions, readOptions } from '../options';
import type { Operation } from '../Operation';
import { messageId, messagesOf } from './messageId';

/**
 * Takes a message back for everyone in its chat.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/delete
 */
export const recall: Operation = {
	option: {
		name: 'Recall',
		value: 'recall',
		action: 'Recall message',
		description:
			'Take a message back for everyone. A bot may recall its own messages for as long as an administrator allows (24 hours unless changed).',
	},
	fields: [messageId, recallOptions],
	idKey: 'message_id',
	appOnly: false,
	targets: messagesOf,
	whenNothingIsNamed: { deleted: false, matched: 0 },

	async run(feishu, { id }, { parameters }) {
		const options = readOptions(parameters.options);
		if (!options.ok) return options;
		const { requestsPerSecond, timeoutMs, succeedWhenAlreadyRecalled } = options.value;
		const answer = await feishu.request({
			method: 'DELETE',
			path: path`/open-apis/im/v1/messages/${id}`,
			api: 'im.message.delete',
			doneBefore: 'already_recalled',
			requestsPerSecond,
			timeoutMs,
		});
		const recalledBefore = !answer.ok && answer.failure.reason === 'already_recalled';
		if (!answer.ok && !(recalledBefore && succeedWhenAlreadyRecalled)) return answer;
		const logId = answer.ok ? answer.logId : answer.failure.logId;
		return {
			ok: true,
			json: {
				message_id: id,
				deleted: true,
				already_recalled: recalledBefore,
				...(logId && { log_id: logId }),
			},
		};
	},

	remark(successes: IDataObject[]) {
		const before = successes.filter((success) => success.already_recalled === true).length;
		if (before === 0) return undefined;
		return before === 1
			? 'One message had been recalled or deleted before.'
			: `${before} messages had been recalled or deleted before.`;
	},
};
