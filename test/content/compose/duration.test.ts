import { assert, constantFrom, property, uint8Array } from 'fast-check';

import { durationOf } from '../../../nodes/Feishu/content/compose/duration';

/** A page of an Ogg stream, of which the duration needs the position only. */
function page(position: bigint, body = ''): Buffer {
	const head = Buffer.alloc(28);
	head.write('OggS');
	head.writeBigInt64LE(position, 6);
	return Buffer.concat([head, Buffer.from(body, 'latin1')]);
}

/** The first page of Opus: how many of its 48,000 samples a second are not heard. */
function opus(preSkip: number, ...positions: bigint[]): Buffer {
	const head = Buffer.alloc(19);
	head.write('OpusHead\x01\x01', 'latin1');
	head.writeUInt16LE(preSkip, 10);
	return Buffer.concat([page(0n), head, ...positions.map((position) => page(position, 'sound'))]);
}

function box(type: string, body: Buffer, size = body.length + 8): Buffer {
	const head = Buffer.alloc(8);
	head.writeUInt32BE(size);
	head.write(type, 4, 'latin1');
	return Buffer.concat([head, body]);
}

function mvhd(timescale: number, duration: number): Buffer {
	const body = Buffer.alloc(100);
	body.writeUInt32BE(timescale, 12);
	body.writeUInt32BE(duration, 16);
	return box('mvhd', body);
}

/** With times of 64 bits. */
function longMvhd(timescale: number, duration: bigint): Buffer {
	const body = Buffer.alloc(112);
	body[0] = 1;
	body.writeUInt32BE(timescale, 20);
	body.writeBigUInt64BE(duration, 24);
	return box('mvhd', body);
}

/** A box with its size in 64 bits. */
function longBox(type: string, body: Buffer): Buffer {
	const size = Buffer.alloc(8);
	size.writeBigUInt64BE(BigInt(body.length + 16));
	return box(type, Buffer.concat([size, body]), 1);
}

const start = box('ftyp', Buffer.from('isom\0\0\0\0'));
const film = box('mdat', Buffer.alloc(1_000, 'mvhd'));

test.each<[string, 'audio' | 'video', Buffer, number | undefined]>([
	['Opus, by its last page', 'audio', opus(312, 48_000n, 96_312n), 2_000],
	['Opus of less than a millisecond', 'audio', opus(0, 47n), 1],
	['Opus that has only begun', 'audio', opus(312), undefined],
	['Opus whose last page does not tell', 'audio', opus(312, 96_312n, -1n), undefined],
	[
		'Opus that ends in the middle of a page',
		'audio',
		Buffer.concat([opus(312, 48_312n), Buffer.from('OggS')]),
		undefined,
	],
	['Opus that ends behind its position', 'audio', opus(0, 48_000n).subarray(0, -19), 1_000],
	['Opus without its beginning', 'audio', page(96_000n), undefined],
	['Opus of one page', 'audio', Buffer.concat([page(96_000n), opus(0).subarray(28)]), undefined],
	['MP4', 'video', Buffer.concat([start, box('moov', mvhd(600, 1_500)), film]), 2_500],
	[
		'MP4 that begins with its pictures',
		'video',
		Buffer.concat([
			start,
			film,
			box('moov', Buffer.concat([box('free', Buffer.alloc(3)), mvhd(1_000, 7)])),
		]),
		7,
	],
	[
		'MP4 with long times',
		'video',
		Buffer.concat([start, box('moov', longMvhd(90_000, 900_000n))]),
		10_000,
	],
	[
		'MP4 with a head of the least size',
		'video',
		box('moov', box('mvhd', longMvhd(1, 2n).subarray(8, 40))),
		2_000,
	],
	[
		'MP4 with a head that is too short',
		'video',
		box('moov', box('mvhd', longMvhd(1, 2n).subarray(8, 39))),
		undefined,
	],
	[
		'MP4 with an empty box',
		'video',
		Buffer.concat([box('free', Buffer.alloc(0)), box('moov', mvhd(1, 2))]),
		2_000,
	],
	[
		'MP4 with a box that ends before it begins',
		'video',
		Buffer.concat([box('free', Buffer.alloc(16), 1), box('moov', mvhd(1, 2))]),
		undefined,
	],
	[
		'MP4 with long boxes',
		'video',
		Buffer.concat([start, longBox('mdat', Buffer.alloc(9)), longBox('moov', mvhd(1, 2))]),
		2_000,
	],
	[
		'MP4 whose last box goes to the end',
		'video',
		Buffer.concat([start, box('moov', mvhd(1, 2), 0)]),
		2_000,
	],
	['MP4 without a clock', 'video', Buffer.concat([start, box('moov', mvhd(0, 9))]), undefined],
	[
		'MP4 of a length that nobody knows',
		'video',
		Buffer.concat([start, box('moov', mvhd(1, 0xffffffff))]),
		undefined,
	],
	['MP4 in pieces', 'video', Buffer.concat([start, box('moov', mvhd(1, 0))]), undefined],
	['MP4 without its head', 'video', Buffer.concat([start, film]), undefined],
	[
		'MP4 that is cut off',
		'video',
		Buffer.concat([start, box('moov', mvhd(1, 2)).subarray(0, 20)]),
		undefined,
	],
])('%s', (_, kind, bytes, milliseconds) => {
	expect(durationOf(kind, bytes)).toBe(milliseconds);
});

test('other files have none', () => {
	expect(durationOf('file', opus(312, 96_312n))).toBeUndefined();
	expect(durationOf('image', box('moov', mvhd(1, 2)))).toBeUndefined();
});

test('whatever the bytes are, there is a duration in milliseconds or none', () => {
	const starts = [opus(312, 96_312n), Buffer.concat([start, box('moov', mvhd(600, 1_500))])];
	assert(
		property(
			constantFrom('audio' as const, 'video' as const),
			constantFrom(...starts, Buffer.alloc(0)),
			uint8Array({ maxLength: 300 }),
			uint8Array({ maxLength: 40 }),
			(kind, bytes, more, over) => {
				const spoilt = Buffer.concat([bytes, more]);
				spoilt.set(over.subarray(0, spoilt.length));
				const duration = durationOf(kind, spoilt);
				expect(duration === undefined || (Number.isInteger(duration) && duration > 0)).toBe(true);
			},
		),
		{ numRuns: 2_000 },
	);
});
