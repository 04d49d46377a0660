import { imageSize } from 'image-size';

import { isRefusal, ok } from '../answer';
import type { Answer, Refusal } from '../answer';
import { text } from '../call';
import type { Call, Caller, GuardedRoute } from '../call';
import { notAnOption, required } from '../fieldRules';
import { fileOf, mostKeptBytes } from '../multipart';
import type { ReceivedFile } from '../multipart';
import type { Settings } from '../settings';

const scopes = ['im:resource', 'im:resource:upload'];
const mega = 1024 * 1024;
const imageTypes = ['message', 'avatar'];
const fileTypes = ['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream'];
const imageFormats = ['jpg', 'png', 'webp', 'gif', 'bmp', 'ico', 'tiff', 'heif', 'heic'];

/** The uploaded file, if it is whole and not too large. */
function receivedFile(
	field: 'image' | 'file',
	mostBytes: number,
	{ contentLength, body, settings }: Call,
	caller: Caller,
): ReceivedFile | Refusal {
	if (!caller.app.botEnabled) return { code: 234007 };
	if (caller.user && !settings.usersMayUpload) {
		return { code: 99991668, msg: 'user access token not support' };
	}
	if (contentLength === undefined) return { code: settings.chunkedUploadCode };
	const file = fileOf(body);
	if (file?.field !== field || !isTyped(file)) return required(field);
	if (file.name === undefined && isNameNeeded(field, settings)) return { code: 234001 };
	if (file.size === 0) return { code: 234010 };
	return file.size > mostBytes ? { code: 234006 } : file;
}

/** A part without a type is not taken for a file. The parser calls it text/plain, which no image is. */
const isTyped = ({ field, mimeType }: ReceivedFile): boolean =>
	field === 'file' || mimeType !== 'text/plain';

const isNameNeeded = (field: string, { namelessParts }: Settings): boolean =>
	namelessParts === 'refused' || (field === 'image' && namelessParts === 'refused for images');

function keep(
	kind: 'image' | 'file',
	type: string,
	name: string,
	file: ReceivedFile,
	call: Call,
	caller: Caller,
) {
	const { mimeType, size, sha256, head } = file;
	const bytes = size <= mostKeptBytes ? head : undefined;
	const { app } = caller;
	return call.world.addUpload({ kind, type, name, mimeType, size, sha256, bytes, app }).key;
}

function uploadImage(call: Call, caller: Caller): Answer | Refusal {
	const file = receivedFile('image', 10 * mega, call, caller);
	if (isRefusal(file)) return file;
	const type = text(call.body.image_type);
	if (!imageTypes.includes(type)) return notAnOption('image_type', type, imageTypes);
	const refusal = imageRefusal(file.head);
	return (
		refusal ?? ok({ image_key: keep('image', type, file.name ?? 'image', file, call, caller) })
	);
}

function imageRefusal(head: Buffer): Refusal | undefined {
	try {
		const { type = '', width, height } = imageSize(head);
		if (!imageFormats.includes(type)) return { code: 234011 };
		const most = type === 'gif' ? 2000 : 12_000;
		return width > most || height > most ? { code: 234039 } : undefined;
	} catch {
		return { code: 234011 };
	}
}

function uploadFile(call: Call, caller: Caller): Answer | Refusal {
	const file = receivedFile('file', 30 * mega, call, caller);
	if (isRefusal(file)) return file;
	const [type, name, duration] = ['file_type', 'file_name', 'duration'].map((field) =>
		text(call.body[field]),
	);
	if (!type || !fileTypes.includes(type)) return notAnOption('file_type', type ?? '', fileTypes);
	if (!name) return required('file_name');
	if (duration && !/^\d+$/.test(duration)) return { code: 234001 };
	return ok({ file_key: keep('file', type, name, file, call, caller) });
}

export const uploadRoutes: GuardedRoute[] = [
	{
		route: 'uploadImage',
		method: 'POST',
		path: '/open-apis/im/v1/images',
		identity: 'either',
		scopes,
		act: uploadImage,
	},
	{
		route: 'uploadFile',
		method: 'POST',
		path: '/open-apis/im/v1/files',
		identity: 'either',
		scopes,
		act: uploadFile,
	},
];
