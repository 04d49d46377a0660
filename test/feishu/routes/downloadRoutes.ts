import { isRefusal } from '../answer';
import type { Answer, Refusal } from '../answer';
import type { Upload } from '../assets';
import type { Call, Caller, GuardedRoute } from '../call';
import { partsOf } from '../content/cardReferences';
import type { Message } from '../model';
import { findMessage } from '../recallRules';
import { readBody } from '../requestBody';

const mostBytes = 100 * 1024 * 1024;

/** Cards, stickers, merged forwards, and the messages in these. */
const withoutFiles = ['interactive', 'sticker', 'merge_forward'];

function download(call: Call, caller: Caller): Answer | Refusal {
	const { id, key, query, world, settings } = call;
	const { type } = query;
	if (type !== 'image' && type !== 'file') return { code: 234001 };
	const message = findMessage(id, caller, world, settings);
	if (isRefusal(message)) return message;
	const refusal = accessRefusal(message, caller);
	if (refusal) return refusal;
	if (!holds(message, type, key)) return { code: 234003 };
	const upload = world.uploads.get(key);
	if (!upload) return { code: 234002 };
	return upload.size > mostBytes ? { code: 234037 } : contentOf(upload, call.range);
}

function accessRefusal(message: Message, { app, user }: Caller): Refusal | undefined {
	const { chat, type, upperId, hiddenFrom } = message;
	const operator = user?.openId ?? app.id;
	if (message.deleted) return { code: 230110 };
	if (!app.botEnabled) return { code: 230006 };
	if (!chat.members.has(operator)) return { code: 234004 };
	if (chat.external && !app.externalSharing) return { code: 234009 };
	if (hiddenFrom.includes(operator)) return { code: 234040 };
	if (chat.restricted) return { code: 234038 };
	return upperId || withoutFiles.includes(type) ? { code: 234043 } : undefined;
}

/** Whether it is in this very message, as what it is asked for. */
function holds({ content }: Message, type: 'image' | 'file', key: string): boolean {
	const isIn = ({ tag, text, ...part }: Record<string, unknown>) =>
		part[`${type}_key`] === key || (tag === 'md' && `${text}`.includes(`](${key})`));
	return [...partsOf(readBody(content))].some(isIn);
}

function contentOf(upload: Upload, range: string | undefined): Answer {
	const { bytes = Buffer.alloc(upload.size), name, mimeType, size } = upload;
	const headers = {
		'content-type': mimeType,
		'content-disposition': `attachment; filename="${encodeURIComponent(name)}"; filename*=UTF-8''${encodeURIComponent(name)}`,
	};
	const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
	if (from === undefined) return { status: 200, body: bytes, headers };
	const end = to ? Math.min(Number(to), size - 1) : size - 1;
	return {
		status: 206,
		body: bytes.subarray(Number(from), end + 1),
		headers: { ...headers, 'content-range': `bytes ${from}-${end}/${size}` },
	};
}

export const downloadRoutes: GuardedRoute[] = [
	{
		route: 'download',
		method: 'GET',
		path: '/open-apis/im/v1/messages/:id/resources/:key',
		identity: 'either',
		scopes: ['im:message', 'im:message:readonly', 'im:message.history:readonly'],
		act: download,
	},
];
