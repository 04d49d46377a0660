import type { Api } from '../../client/Api';
import type { Feishu } from '../../client/FeishuClient';
import type { SuccessAnswer } from '../../client/http/Answer';
import { path } from '../../client/http/path';
import { tier4 } from '../../client/limits/tiers';
import { fileNameOf, mimeTypeIn } from '../../content/read/downloadedFile';
import type { FileInMessage } from '../../content/read/filesIn';
import { failed, failure, succeeded } from '../../errors/Failure';
import type { RequestSettings } from '../fields/options';
import type { Item, Outcome } from '../Operation';

const source = 'https://open.feishu.cn/document/server-docs/im-v1/message/get-2';

const mostMegabytes = 100;

export const api: Api = {
	id: 'im.message_resource.get',
	method: 'GET',
	limits: tier4,
	repeat: 'safe',
	scopes: ['im:message:readonly', 'im:message', 'im:message.history:readonly'],
	codes: {
		234001: { reason: 'invalid_request', source },
		234002: {
			reason: 'not_downloadable',
			source,
			cause: 'has a file that is gone, or that the identity may not see',
		},
		234003: {
			reason: 'not_downloadable',
			source,
			cause: 'does not hold a file with that key',
			nextStep: "Leave the option 'File Key' empty, or set it to a key of this very message.",
			hint: 'Feishu hands out a file only through a message that holds it. Without a key, the node takes all files of the message.',
		},
		234004: { reason: 'bot_not_in_chat', source },
		234005: { reason: 'message_recalled', source },
		234007: { reason: 'bot_not_enabled', source },
		234009: {
			reason: 'not_downloadable',
			source,
			cause: 'is in a group with members of other organizations',
		},
		234019: { reason: 'feishu_unavailable', source },
		234037: {
			reason: 'not_downloadable',
			source,
			cause: `has a file of more than ${mostMegabytes} MB`,
		},
		234038: {
			reason: 'not_downloadable',
			source,
			cause: 'is in a chat whose restricted mode keeps its files there',
		},
		234040: { reason: 'message_not_visible', source },
		234041: {
			reason: 'not_downloadable',
			source,
			cause: 'belongs to an organization whose encryption key has been deleted',
		},
		234042: {
			reason: 'not_downloadable',
			source,
			cause: 'has a file in a storage that is full or does not answer',
		},
		234043: { reason: 'not_downloadable', source },
		230110: { reason: 'message_recalled', source },
	},
};

/** One file of a message, put where n8n keeps binary data, and into that field of the output. */
export async function downloadFile(
	feishu: Feishu,
	id: string,
	file: FileInMessage,
	item: Item,
	field: string,
	settings: RequestSettings,
): Promise<Outcome> {
	const call = {
		path: path`/open-apis/im/v1/messages/${id}/resources/${file.key}`,
		query: { type: file.kind },
		...settings,
		timeoutMs: settings.timeoutMs + mostMegabytes * 1_000,
	};
	const answer = await feishu.download(api, call, mostMegabytes * 1_024 * 1_024);
	if (!answer.ok) return answer;
	const stored = await store(answer, file, item);
	if (!stored.ok) return stored;
	const { fileName, mimeType, size } = stored.value.facts;
	return {
		ok: true,
		json: { message_id: id, file_key: file.key, file_name: fileName, mime_type: mimeType, size },
		binary: { [field]: stored.value.binary },
	};
}

async function store({ file, attempts }: SuccessAnswer, { key, name }: FileInMessage, item: Item) {
	if (file === undefined) return failed(failure('unreadable_answer', { attempts }));
	const { bytes, headers } = file;
	const fileName = fileNameOf(headers, name, key);
	const mimeType = mimeTypeIn(headers);
	try {
		const binary = await item.store(bytes, fileName, mimeType);
		const facts = { fileName, mimeType: binary.mimeType, size: bytes.length };
		return succeeded({ binary, facts });
	} catch {
		return failed(
			failure('not_downloadable', {
				attempts,
				cause: 'has a file that n8n could not store',
				nextStep: 'Ask whoever runs n8n about its storage for binary data.',
				hint: 'The disk or the store where n8n keeps binary data may be full or out of reach.',
			}),
		);
	}
}
