import type { Refusal } from '../answer';
import { text } from '../call';
import { invalid } from './Draft';
import type { Check, Draft } from './Draft';

type FileMessage = 'file' | 'audio' | 'media' | 'sticker';

/** The file_type that only one type of message takes, and is all that it takes. */
const ownType: Partial<Record<string, FileMessage>> = { opus: 'audio', mp4: 'media' };

export const checkImage: Check = ({ image_key: key }, draft) => imageRefusal(key, draft);

export const checkFile =
	(type: FileMessage): Check =>
	({ file_key: key, image_key: cover }, draft) =>
		fileRefusal(key, type, draft) ??
		(type === 'media' && cover ? imageRefusal(cover, draft) : undefined);

export function imageRefusal(key: unknown, { call, caller }: Draft): Refusal | undefined {
	const upload = call.world.uploads.get(text(key));
	if (upload?.kind !== 'image') return invalid('image_key');
	return upload.appId === caller.app.id ? undefined : { code: 230017 };
}

export function fileRefusal(
	key: unknown,
	type: FileMessage,
	{ call, caller }: Draft,
): Refusal | undefined {
	const upload = call.world.uploads.get(text(key));
	if (upload?.kind !== 'file') return invalid('file_key');
	if (upload.appId !== caller.app.id) return { code: 230017 };
	if (type === 'sticker') return undefined;
	return (ownType[upload.type] ?? 'file') === type ? undefined : { code: 230055 };
}
