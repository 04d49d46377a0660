/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the stand-in is a server, it never ships */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { Busboy } from '@fastify/busboy';
import type { BusboyFileStream } from '@fastify/busboy';

/** A file as it came in. Of a large one only the beginning is kept, so that memory does not grow with it. */
export interface ReceivedFile {
	field: string;
	name?: string;
	mimeType: string;
	size: number;
	sha256: string;
	head: Buffer;
}

export const mostKeptBytes = 256 * 1024;

const files = new WeakMap<object, ReceivedFile>();

/** The file that came with a body; the body itself, which the log keeps, has no bytes. */
export const fileOf = (body: object): ReceivedFile | undefined => files.get(body);

/** The fields of a multipart form, and what is known of its file. */
export async function readMultipart(headers: IncomingHttpHeaders, payload: Readable) {
	const body: Record<string, unknown> = {};
	const pending: Array<Promise<ReceivedFile>> = [];
	const names = new Map<string, Pick<ReceivedFile, 'name' | 'mimeType'>>();
	const busboy = new Busboy({
		headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
		isPartAFile(field = '', mimeType = '', name) {
			names.set(field, { name, mimeType });
			return !['image_type', 'file_type', 'file_name', 'duration'].includes(field);
		},
	});
	busboy.on('field', (name, value) => void (body[name] = value));
	busboy.on('file', (field: string, stream: BusboyFileStream) => {
		pending.push(received(field, stream, names.get(field)));
	});
	await pipeline(payload, busboy);
	for (const file of await Promise.all(pending)) {
		const { field, name, mimeType, size, sha256 } = file;
		body[field] = { name, mimeType, size, sha256 };
		files.set(body, file);
	}
	return body;
}

async function received(
	field: string,
	stream: BusboyFileStream,
	said: Pick<ReceivedFile, 'name' | 'mimeType'> = { mimeType: '' },
): Promise<ReceivedFile> {
	const hash = createHash('sha256');
	const kept: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream as AsyncIterable<Buffer>) {
		hash.update(chunk);
		// A copy: a slice would hold on to the whole chunk.
		if (size < mostKeptBytes) kept.push(Buffer.from(chunk.subarray(0, mostKeptBytes - size)));
		size += chunk.length;
	}
	return { field, ...said, size, sha256: hash.digest('hex'), head: Buffer.concat(kept) };
}
