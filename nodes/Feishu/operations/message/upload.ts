import type { Api, Call } from '../../client/Api';
import type { Feishu } from '../../client/FeishuClient';
import { tier4 } from '../../client/limits/tiers';
import { asSent, type Content } from '../../content/compose/Content';
import { fileContent } from '../../content/compose/file';
import { failed, failure, succeeded, type Result } from '../../errors/Failure';
import { asRecord, textOf } from '../../client/http/record';
import type { Draft } from '../fields/content';
import type { RequestSettings } from '../fields/options';
import { knownSize, uploadForm, type FileDraft } from './uploadForm';

const docs = 'https://open.feishu.cn/document/server-docs/im-v1';

const scopes = ['im:resource', 'im:resource:upload'];

function uploadCodes(source: string): NonNullable<Api['codes']> {
	return {
		234001: { reason: 'file_refused', source },
		234002: { reason: 'permission_missing', source },
		234006: { reason: 'file_refused', source, cause: 'the file is larger than Feishu takes' },
		234007: { reason: 'bot_not_enabled', source },
		234010: { reason: 'file_refused', source, cause: 'the file is empty' },
		234011: { reason: 'file_refused', source, cause: 'the file is no image that Feishu knows' },
		234019: { reason: 'feishu_unavailable', source },
		234039: {
			reason: 'file_refused',
			source,
			cause: 'the image has too many pixels',
			nextStep: "Send a smaller image, or set 'Message Type' to 'File'.",
			hint: 'Feishu takes GIFs of up to 2,000 by 2,000 pixels and other images of up to 12,000 by 12,000.',
		},
		234041: {
			reason: 'file_refused',
			source,
			cause: "the organization's encryption key has been deleted",
			nextStep: 'Ask an administrator of the organization.',
			hint: "Without its own key, an organization's files can be neither stored nor read.",
		},
		234042: {
			reason: 'file_refused',
			source,
			cause: "the organization's storage is full or does not answer",
			nextStep: 'Ask an administrator of the organization.',
			hint: 'An administrator sees and extends the storage in the Admin Console.',
		},
		232096: { reason: 'feishu_unavailable', source },
	};
}

/** A key that nobody uses does no harm, so that an upload may be repeated. */
const common = { method: 'POST', limits: tier4, repeat: 'safe', scopes } as const;

export const uploadImage: Api = {
	...common,
	id: 'im.image.create',
	codes: uploadCodes(`${docs}/image/create`),
};

export const uploadFile: Api = {
	...common,
	id: 'im.file.create',
	codes: uploadCodes(`${docs}/file/create`),
};

/** A draft as the body of a request; its file is uploaded only if the request is really sent. */
export function bodyWith(
	feishu: Feishu,
	draft: Draft,
	settings: RequestSettings,
	more: Readonly<Record<string, unknown>>,
): Pick<Call, 'body' | 'makeBody'> {
	const body = (content: Content) => ({ ...asSent(content), ...more });
	if ('content' in draft) return { body: body(draft.content) };
	return {
		makeBody: async () => {
			const content = await prepared(feishu, draft, settings);
			return content.ok ? succeeded(body(content.value)) : content;
		},
	};
}

/** The content of a draft; its file, if it has one, is uploaded first. */
export async function prepared(
	feishu: Feishu,
	draft: Draft,
	settings: RequestSettings,
): Promise<Result<Content>> {
	if ('content' in draft) return succeeded(draft.content);
	const size = await knownSize(draft);
	if (!size.ok) return size;
	return await feishu.withFile(size.value, async () => await uploaded(feishu, draft, settings));
}

async function uploaded(
	feishu: Feishu,
	draft: FileDraft,
	settings: RequestSettings,
): Promise<Result<Content>> {
	const { kind, cover } = draft;
	const form = await uploadForm(draft);
	if (!form.ok) return form;
	const isImage = kind === 'image';
	const answer = await feishu.request(isImage ? uploadImage : uploadFile, {
		path: isImage ? '/open-apis/im/v1/images' : '/open-apis/im/v1/files',
		body: form.value,
		...settings,
		timeoutMs: settings.timeoutMs + transferMs(form.value.get(isImage ? 'image' : 'file')),
	});
	if (!answer.ok) return answer;
	const data = asRecord(answer.body.data);
	const key = textOf(isImage ? data?.image_key : data?.file_key);
	return key === ''
		? failed(failure('unreadable_answer', { attempts: answer.attempts }))
		: succeeded(fileContent(kind, key, cover));
}

const megabyte = 1_024 * 1_024;

/** The extra time for a file, a second for each megabyte: the time-out is meant for requests without one. */
function transferMs(file: unknown): number {
	return file instanceof Blob ? Math.ceil(file.size / megabyte) * 1_000 : 0;
}
