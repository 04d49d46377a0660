import type { Refusal } from '../answer';
import { readBody } from '../requestBody';
import { checkCard } from './card';
import { invalid, invalidContent } from './Draft';
import type { Check, Draft } from './Draft';
import { checkFile, checkImage } from './media';
import { checkPost } from './post';
import { checkSharedChat, checkSharedUser } from './share';
import { checkSystem } from './system';
import { checkText } from './text';

const checks: Record<string, Check> = {
	text: checkText,
	post: checkPost,
	image: checkImage,
	file: checkFile('file'),
	audio: checkFile('audio'),
	media: checkFile('media'),
	sticker: checkFile('sticker'),
	share_chat: checkSharedChat,
	share_user: checkSharedUser,
	system: checkSystem,
};

const limits: Record<string, number> = {
	text: 150 * 1024,
	post: 30 * 1024,
	interactive: 30 * 1024,
};

/** The refusal that Feishu gives for the content alone; undefined where it would be sent. */
export function contentRefusal(draft: Draft): Refusal | undefined {
	const { type, content, call } = draft;
	const check = type === 'interactive' ? undefined : checks[type];
	if (!check && type !== 'interactive') return invalid('msg_type');
	// Documented for the body of the request, and not for the content alone.
	const size = Buffer.byteLength(JSON.stringify(call.body));
	if (size > (limits[type] ?? Infinity)) return { code: 230025 };
	if (!check) return checkCard(draft);
	const fields = readBody(content);
	return fields ? check(fields, draft) : invalidContent();
}
