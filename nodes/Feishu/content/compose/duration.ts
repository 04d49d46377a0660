import type { FileKind } from './file';

/**
 * How long audio and video last, in milliseconds, as far as their bytes tell. Without it, Feishu shows no length.
 * Sources: RFC 7845 for Opus, ISO/IEC 14496-12 for MP4.
 */
export function durationOf(kind: FileKind, bytes: Buffer): number | undefined {
	const seconds =
		kind === 'audio' ? opusSeconds(bytes) : kind === 'video' ? mp4Seconds(bytes) : NaN;
	return seconds > 0 && Number.isFinite(seconds) ? Math.ceil(seconds * 1_000) : undefined;
}

/** The last page tells how many samples there are, and the first how many of them are not heard. */
function opusSeconds(bytes: Buffer): number {
	const head = bytes.indexOf('OpusHead');
	const page = bytes.lastIndexOf('OggS');
	if (head < 0 || page < head || page + 14 > bytes.length) return NaN;
	const samples = Number(bytes.readBigInt64LE(page + 6)) - bytes.readUInt16LE(head + 10);
	return samples / 48_000;
}

/** The movie's header tells its length in a unit of its own. */
function mp4Seconds(bytes: Buffer): number {
	const movie = contentsOf('moov', bytes);
	const header = movie && contentsOf('mvhd', movie);
	if (header === undefined || header.length < 32) return NaN;
	const isLong = header[0] === 1;
	const unit = header.readUInt32BE(isLong ? 20 : 12);
	const duration = isLong ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16);
	const isUnknown = duration === (isLong ? 2 ** 64 : 0xff_ff_ff_ff);
	return isUnknown ? NaN : duration / unit;
}

/** The contents of the first box of that type. A size of 1 means that one of 64 bits follows, and 0 all the rest. */
function contentsOf(type: string, bytes: Buffer): Buffer | undefined {
	for (let at = 0; at + 16 <= bytes.length; ) {
		const short = bytes.readUInt32BE(at);
		const head = short === 1 ? 16 : 8;
		const size = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short || Infinity;
		if (size < head) return undefined;
		if (bytes.toString('latin1', at + 4, at + 8) === type)
			return bytes.subarray(at + head, at + size);
		at += size;
	}
	return undefined;
}
