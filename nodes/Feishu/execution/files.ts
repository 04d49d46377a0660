import { createHash } from 'node:crypto';

import type { IBinaryData, IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import { asRecord } from '../client/http/record';
import type { ItemFile } from '../operations/Operation';

/**
 * The files of the item at `index`. n8n holds them in the item itself, in a folder, or in a store of its own. An
 * entry that is no object, as a Code node may leave one, is no file.
 */
export function filesOf(
	{ helpers }: Pick<IExecuteFunctions, 'helpers'>,
	index: number,
	binary: IBinaryKeyData | undefined,
): Record<string, ItemFile> {
	const files = Object.entries(asRecord(binary) ?? {}) as Array<[string, IBinaryData]>;
	return Object.fromEntries(
		files
			.filter(([, file]) => asRecord(file))
			.map(([field, file]) => {
				const read = async () => await helpers.getBinaryDataBuffer(index, field);
				const size = async () =>
					file.id
						? (await helpers.getBinaryMetadata(file.id)).fileSize
						: Buffer.byteLength(file.data, 'base64');
				const start = async () =>
					file.id
						? await firstPiece(await helpers.getBinaryStream(file.id, startBytes))
						: Buffer.from(file.data.slice(0, startBytes), 'base64');
				// Two files in memory may have the same name, and nothing but their bytes tells them apart.
				const id = () => file.id || createHash('sha256').update(String(file.data)).digest('hex');
				const { mimeType } = file;
				return [field, { id, name: nameOf(field, file), mimeType, size, start, read }];
			}),
	);
}

const startBytes = 1_024;

/** Leaving the loop closes the stream. */
async function firstPiece(stream: AsyncIterable<unknown>): Promise<Buffer> {
	for await (const piece of stream) return Buffer.from(piece as Uint8Array);
	return Buffer.alloc(0);
}

/** Feishu shows a file by its name, and its kind by the name's ending. */
function nameOf(field: string, { fileName, fileExtension }: IBinaryData): string {
	const name = typeof fileName === 'string' && fileName !== '' ? fileName : field;
	// The end of "Report 1.2" is a number and no ending.
	return fileExtension && !/\.\d*[A-Za-z][A-Za-z0-9]{0,9}$/.test(name)
		? `${name}.${fileExtension}`
		: name;
}
