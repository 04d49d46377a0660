import { exactly } from '../../errors/sentence';
import { contentInvalid } from './Content';
import type { Upload } from './file';

/**
 * The refusal of a file that Feishu cannot send as that kind. The bytes decide, since a name may have any ending.
 * Source: https://open.feishu.cn/document/server-docs/im-v1/file/create (file_type), code 230055.
 */
export function kindRefusal({ kind, name, bytes }: Upload) {
	if (kind === 'file') return undefined;
	const { isWanted, takes, instead } = {
		image: {
			isWanted: isImage,
			takes: 'images (JPEG, PNG, WEBP, GIF, BMP, ICO, TIFF, HEIC)',
			instead: 'an image',
		},
		audio: { isWanted: isOpus, takes: 'audio in the Opus format', instead: 'an .opus file' },
		video: { isWanted: isMp4, takes: 'videos in the MP4 format', instead: 'an .mp4 file' },
	}[kind];
	if (isWanted(bytes)) return undefined;
	return contentInvalid(
		`the file ${exactly(name)} is none that Feishu takes here: it takes ${takes}`,
		`Send ${instead}, or set 'Message Type' to 'File'.`,
		`Convert the file before it is sent, or set 'Message Type' to 'File', which takes every format.`,
	);
}

function startsWith(bytes: Buffer, text: string, at = 0): boolean {
	return bytes.subarray(at, at + text.length).toString('latin1') === text;
}

function isImage(bytes: Buffer): boolean {
	const starts = ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'BM', '\0\0\x01\0', 'II*\0', 'MM\0*'];
	const isHeic = /^(?:hei|hev|mif1|msf1)/.test(brand(bytes));
	const isWebp = startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8);
	return isHeic || isWebp || starts.some((start) => startsWith(bytes, start));
}

/** The brand in a file of the MP4 family, such as "qt" or "heic"; empty for any other file. */
function brand(bytes: Buffer): string {
	return startsWith(bytes, 'ftyp', 4) ? bytes.subarray(8, 12).toString('latin1') : '';
}

function isOpus(bytes: Buffer): boolean {
	return startsWith(bytes, 'OggS') && bytes.subarray(0, 200).includes('OpusHead');
}

function isMp4(bytes: Buffer): boolean {
	// Images, audio, and QuickTime have the same container. There are too many brands of MP4 to list them.
	return /^(?!hei|hev|mif1|msf1|avi[fs]|M4[AB]|qt)./s.test(brand(bytes));
}

/**
 * The `file_type` of an upload. As a file, audio and video go as any other bytes do: Feishu refuses to send what was
 * uploaded as opus or mp4 as a file.
 */
export function fileTypeOf({ kind, name }: Upload): string {
	if (kind === 'audio') return 'opus';
	if (kind === 'video') return 'mp4';
	const [, office, pdf] = /\.(?:(doc|xls|ppt)x?|(pdf))$/i.exec(name) ?? [];
	return (office ?? pdf ?? 'stream').toLowerCase();
}
