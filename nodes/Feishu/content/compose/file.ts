import { succeeded, type Result } from '../../errors/Failure';
import { whatIsHeld } from '../../errors/held';
import { exactly } from '../../errors/sentence';
import { contentInvalid, type Content } from './Content';

export type FileKind = 'image' | 'file' | 'audio' | 'video';

/** Feishu's `msg_type` of a message with a file of that kind. */
const messageTypeOf: Readonly<Record<FileKind, string>> = {
	image: 'image',
	file: 'file',
	audio: 'audio',
	video: 'media',
};

/** A file that is to be uploaded. */
export interface Upload {
	kind: FileKind;
	name: string;
	mimeType: string;
	bytes: Buffer;
}

const megabyte = 1_024 * 1_024;

/**
 * The largest file that Feishu takes.
 * Source: https://open.feishu.cn/document/server-docs/im-v1/image/create and …/im-v1/file/create
 */
export function mostBytes(kind: FileKind): number {
	return (kind === 'image' ? 10 : 30) * megabyte;
}

/** The refusal of a file that is empty, or larger than Feishu takes. */
export function sizeRefusal(kind: FileKind, fileName: string, size: number) {
	const name = exactly(fileName);
	if (size === 0) {
		return contentInvalid(
			`the file ${name} is empty`,
			'Send a file that holds something.',
			'Look at the output of the node that made the file.',
		);
	}
	const most = mostBytes(kind);
	if (size <= most) return undefined;
	const larger = Math.ceil(size / megabyte);
	return contentInvalid(
		`the file ${name} has ${larger} MB, and Feishu takes ${most / megabyte} MB at most`,
		kind === 'image' ? 'Send a smaller image, or send it as a file.' : 'Send a smaller file.',
		'Feishu takes images of up to 10 MB, and files, audio, and videos of up to 30 MB.',
	);
}

/** A message that shows what was uploaded under a key; a video shows its cover until it is played. */
export function fileContent(kind: FileKind, key: string, coverKey?: string): Content {
	const body = kind === 'image' ? { image_key: key } : { file_key: key };
	const cover = kind === 'video' && coverKey ? { image_key: coverKey } : {};
	return { type: messageTypeOf[kind], body: { ...body, ...cover } };
}

/** A key that an earlier upload has given. */
export function readFileKey(kind: FileKind, given: unknown, label = 'File Key'): Result<string> {
	const key = typeof given === 'string' ? given.trim() : '';
	const fits =
		kind === 'image' ? /^img_[\w-]{1,256}$/ : /^(?!img_|o[cmnu]_|omt_|cli_)[\w-]{1,256}$/;
	if (fits.test(key)) return succeeded(key);
	const start = kind === 'image' ? 'img_' : 'file_';
	return contentInvalid(
		key === ''
			? `the field '${label}' ${whatIsHeld(given, 'a key')}`
			: `'${label}' does not hold a key that starts with ${start}`,
		`Set '${label}' to the key that uploading to Feishu returned; it starts with ${start}.`,
		`Uploading with the same app returns the key. To send a file of the workflow, set 'File Source' to 'Binary Field' instead.`,
	);
}
