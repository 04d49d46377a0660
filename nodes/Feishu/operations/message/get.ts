import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../client/Api';
import type { Feishu } from '../../client/FeishuClient';
import type { Answer } from '../../client/http/Answer';
import { path } from '../../client/http/path';
import { asRecord } from '../../client/http/record';
import { tier4 } from '../../client/limits/tiers';
import { mergedForward } from '../../content/read/mergedForward';
import { failed, failure, succeeded, type Result } from '../../errors/Failure';
import { messageId, readMessageIds } from '../fields/messageId';
import { optionsOf, optionsWith, readOptions, type RequestSettings } from '../fields/options';
import { readSimplify, simplify } from '../fields/simplify';
import { withInput } from '../fields/withInput';
import { operation, type Item, type Outcome } from '../Operation';
import { readScopesOfPeople, wholeCards } from './history';

const source = 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/get';

export const api: Api = {
	id: 'im.message.get',
	method: 'GET',
	limits: tier4,
	repeat: 'safe',
	scopes: ['im:message:readonly', 'im:message'],
	userScopes: readScopesOfPeople,
	codes: {
		230027: {
			reason: 'permission_missing',
			source,
			nextStep: 'Add the scope {scope} to the app and publish a version.',
			scopes: ['im:message.group_msg'],
			isForApp: true,
			hint: 'An app reads a message of a group with im:message.group_msg, which an administrator approves; add {scopes} under Permissions & Scopes and publish a version.',
		},
		230110: { reason: 'message_recalled', source },
	},
};

export async function getMessage(
	feishu: Feishu,
	id: string,
	settings: RequestSettings,
): Promise<Answer> {
	return await feishu.request(api, {
		path: path`/open-apis/im/v1/messages/${id}`,
		query: wholeCards,
		...settings,
	});
}

/** The message, and behind it those that a merged forward holds. */
export function messagesIn(answer: Answer): unknown[] {
	const items = answer.ok ? asRecord(answer.body.data)?.items : undefined;
	return Array.isArray(items) ? (items as unknown[]) : [];
}

interface Input {
	simplified: boolean;
	settings: RequestSettings;
}

export const get = operation({
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get message',
		description:
			'Read a message. In groups, an app needs the scope im:message.group_msg for it, which an administrator approves.',
	},
	fields: [messageId, simplify, optionsWith()],
	identities: ['app', 'user'],
	noun: 'message',
	done: 'read',
	idKey: 'message_id',
	emptyOutput: { matched: 0 },
	read: (item) => withInput(readMessageIds(item), readGet(item)),

	async run(feishu, { id, simplified, settings }) {
		const answer = await getMessage(feishu, id, settings);
		if (!answer.ok) {
			const { reason, logId } = answer.failure;
			return [reason === 'message_recalled' ? gone(id, logId) : answer];
		}
		const messages = messagesIn(answer);
		if (messages.length === 0) {
			const { attempts, logId } = answer;
			return [failed(failure('message_not_found', { attempts, ...(logId && { logId }) }))];
		}
		if (simplified) return [{ ok: true, json: mergedForward(messages, answer.logId) }];
		return messages.map((each) => ({ ok: true, json: { ...asRecord(each) } as IDataObject }));
	},
});

/** The output for a recalled message, of which Feishu returns nothing more. */
function gone(id: string, logId?: string): Outcome {
	const json = { message_id: id, text: '', deleted: true, ...(logId && { log_id: logId }) };
	return { ok: true, json };
}

function readGet({ parameters }: Item): Result<Input> {
	const settings = readOptions(optionsOf(parameters));
	if (!settings.ok) return settings;
	const simplified = readSimplify(parameters.simplify);
	return simplified.ok
		? succeeded({ simplified: simplified.value, settings: settings.value })
		: simplified;
}
