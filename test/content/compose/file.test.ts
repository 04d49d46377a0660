import {
	fileContent,
	readFileKey,
	sizeRefusal,
	type FileKind,
} from '../../../nodes/Feishu/content/compose/file';
import { fileTypeOf, kindRefusal } from '../../../nodes/Feishu/content/compose/fileFormat';

const upload = (kind: FileKind, bytes: Buffer | string, name = 'a file') => ({
	kind,
	name,
	mimeType: '',
	bytes: typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes,
});

const box = (brand: string) => `\0\0\0\x18ftyp${brand}\0\0\0\0`;

const formats: Array<[name: string, bytes: string, kinds: FileKind[]]> = [
	['PNG', '\x89PNG\r\n', ['image']],
	['JPEG', '\xff\xd8\xff\xe0', ['image']],
	['GIF', 'GIF89a', ['image']],
	['BMP', 'BM6', ['image']],
	['ICO', '\0\0\x01\0\x01', ['image']],
	['TIFF of Intel', 'II*\0', ['image']],
	['TIFF of Motorola', 'MM\0*', ['image']],
	['WEBP', 'RIFF\0\0\0\0WEBP', ['image']],
	['HEIC', box('heic'), ['image']],
	['MP4', box('isom'), ['video']],
	['MP4 of a camera', box('mp42'), ['video']],
	['AVIF', box('avif'), []],
	['AVIF in motion', box('avis'), []],
	['M4A', box('M4A '), []],
	['an audio book', box('M4B '), []],
	['MP4 with a brand that ends like one of images', box('xhei'), ['video']],
	['QuickTime', box('qt  '), []],
	['Opus', `OggS${'\0'.repeat(24)}OpusHead`, ['audio']],
	['Vorbis', `OggS${'\0'.repeat(24)}\x01vorbis`, []],
	['WAV', 'RIFF\0\0\0\0WAVE', []],
	['MP3', 'ID3', []],
	['a text', 'hello', []],
];

describe.each(formats)('%s', (_, bytes, kinds) => {
	test.each<FileKind>(['image', 'audio', 'video', 'file'])('as %s', (kind) => {
		const taken = kind === 'file' || kinds.includes(kind);
		expect(kindRefusal(upload(kind, bytes)) === undefined).toBe(taken);
	});
});

test.each<[FileKind, takes: string, instead: string]>([
	['image', 'images (JPEG, PNG, WEBP, GIF, BMP, ICO, TIFF, HEIC)', 'an image'],
	['audio', 'audio in the Opus format', 'an .opus file'],
	['video', 'videos in the MP4 format', 'an .mp4 file'],
])('a refusal as %s says what would be taken, and what to do', (kind, takes, instead) => {
	expect(kindRefusal(upload(kind, 'ID3', 'song "7".mp3'))?.failure).toMatchObject({
		reason: 'content_invalid',
		cause: `the file "song "7".mp3" is none that Feishu takes here: it takes ${takes}`,
		nextStep: `Send ${instead}, or set 'Message Type' to 'File'.`,
	});
});

test.each<[FileKind, string, string]>([
	['audio', 'a.opus', 'opus'],
	['video', 'a.mp4', 'mp4'],
	['file', 'a.mp4', 'stream'],
	['file', 'a.opus', 'stream'],
	['file', 'A.PDF', 'pdf'],
	['file', 'a.doc', 'doc'],
	['file', 'a.DOCX', 'doc'],
	['file', 'a.xls', 'xls'],
	['file', 'a.xlsx', 'xls'],
	['file', 'a.ppt', 'ppt'],
	['file', 'a.pptx', 'ppt'],
	['file', 'a.pdfx', 'stream'],
	['file', 'a.doc.zip', 'stream'],
	['file', 'pdf', 'stream'],
])('as %s, %s is uploaded as %s', (kind, name, type) => {
	expect(fileTypeOf(upload(kind, '', name))).toBe(type);
});

const megabyte = 1_024 * 1_024;

test.each<[FileKind, number]>([
	['image', 10],
	['file', 30],
	['audio', 30],
	['video', 30],
])('%s may have %d MB', (kind, most) => {
	expect(sizeRefusal(kind, 'a', most * megabyte)).toBeUndefined();
	expect(sizeRefusal(kind, 'a', 1)).toBeUndefined();
	expect(sizeRefusal(kind, 'a', most * megabyte + 1)?.failure).toMatchObject({
		cause: `the file "a" has ${most + 1} MB, and Feishu takes ${most} MB at most`,
		nextStep:
			kind === 'image' ? expect.stringContaining('send it as a file') : 'Send a smaller file.',
	});
	expect(sizeRefusal(kind, 'a', 0)?.failure.cause).toBe('the file "a" is empty');
});

test.each<[FileKind, string]>([
	['image', 'img_v3_02ab-1f'],
	['file', 'file_v2_1'],
	['audio', '75235e0c-4f92-430a-a99b-8446610223cg'],
	['video', ' file_1 '],
])('a key of %s: %j', (kind, key) => {
	expect(readFileKey(kind, key)).toEqual({ ok: true, value: key.trim() });
});

test.each<[FileKind, unknown, cause?: string]>([
	['image', 'file_v2_1', "'File Key' does not hold a key that starts with img_"],
	['image', 'an_img_1'],
	['image', 'img_1.png'],
	['image', '', "the field 'File Key' is empty"],
	['image', ['img_1'], "the field 'File Key' holds a list, not a key"],
	['file', { file_key: 'file_1' }, "the field 'File Key' holds an object, not a key"],
	['file', 'img_v3_1', "'File Key' does not hold a key that starts with file_"],
	['file', 'oc_1'],
	['file', 'om_1'],
	['file', 'a/b'],
	['file', 7],
	['file', undefined],
])('no key of %s: %j', (kind, key, cause = expect.any(String) as string) => {
	expect(readFileKey(kind, key)).toMatchObject({
		ok: false,
		failure: { reason: 'content_invalid', cause },
	});
});

test('a message shows what was uploaded under its key, a video with its cover', () => {
	expect(fileContent('image', 'img_1', 'img_2')).toEqual({
		type: 'image',
		body: { image_key: 'img_1' },
	});
	expect(fileContent('file', 'file_1')).toEqual({ type: 'file', body: { file_key: 'file_1' } });
	expect(fileContent('audio', 'file_1')).toEqual({ type: 'audio', body: { file_key: 'file_1' } });
	expect(fileContent('video', 'file_1', 'img_1')).toEqual({
		type: 'media',
		body: { file_key: 'file_1', image_key: 'img_1' },
	});
});
