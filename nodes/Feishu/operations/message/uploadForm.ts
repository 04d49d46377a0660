import { contentInvalid, type Content } from '../../content/compose/Content';
import { durationOf } from '../../content/compose/duration';
import { mostBytes, sizeRefusal, type Upload } from '../../content/compose/file';
import { fileTypeOf, kindRefusal } from '../../content/compose/fileFormat';
import { succeeded, type Result } from '../../errors/Failure';
import { exactly } from '../../errors/sentence';
import type { Draft } from '../fields/content';

export type FileDraft = Exclude<Draft, { content: Content }>;

/** Finds what keeps Feishu from taking the file, as far as its size and its first bytes tell, without reading it. */
export async function checkedFile(draft: Draft): Promise<Result<unknown>> {
	if ('content' in draft) return succeeded(draft);
	const size = await knownSize(draft);
	if (!size.ok || draft.kind === 'file') return size;
	const { kind, file } = draft;
	return await readable(draft, async () => {
		const bytes = await file.start?.();
		return (bytes && kindRefusal({ ...file, kind, bytes })) ?? succeeded(bytes);
	});
}

/** The size of the file before it is read; where n8n does not know it, the largest that Feishu takes. */
export async function knownSize(draft: FileDraft): Promise<Result<number>> {
	const { kind, file } = draft;
	return await readable(draft, async () => {
		const size = (await file.size()) ?? mostBytes(kind);
		return sizeRefusal(kind, file.name, size) ?? succeeded(size);
	});
}

/** The file as a form. The bytes that were read end with this function, so that they are not in memory twice. */
export async function uploadForm(draft: FileDraft): Promise<Result<FormData>> {
	const { kind, file } = draft;
	return await readable(draft, async () => {
		const bytes = await file.read();
		const upload = { ...file, kind, bytes };
		const refused = sizeRefusal(kind, file.name, bytes.length) ?? kindRefusal(upload);
		return refused ?? succeeded(formWith(upload));
	});
}

async function readable<T>(
	{ file }: FileDraft,
	read: () => Promise<Result<T>>,
): Promise<Result<T>> {
	try {
		return await read();
	} catch {
		return contentInvalid(
			`the file ${exactly(file.name)} can no longer be read`,
			'Run the workflow again from the node that made the file.',
			"n8n deletes the files of old executions. Run the node that made the file again, and look at its tab 'Binary'.",
		);
	}
}

const megabyte = 1_024 * 1_024;

/** The bytes in parts for a Blob. Of a file in one part, Node.js would hold a copy in every layer down to the wire. */
function piecesOf(bytes: Buffer): Uint8Array[] {
	return Array.from({ length: Math.ceil(bytes.length / megabyte) }, (_, at) =>
		bytes.subarray(at * megabyte, (at + 1) * megabyte),
	);
}

/** Feishu wants a name and a type with the bytes. Neither is set by us outside of the form: it has the boundary. */
function formWith(upload: Upload): FormData {
	const { kind, name, mimeType, bytes } = upload;
	const form = new FormData();
	const file = new Blob(piecesOf(bytes), { type: mimeType });
	if (kind === 'image') {
		form.append('image_type', 'message');
		form.append('image', file, name);
	} else {
		form.append('file_type', fileTypeOf(upload));
		form.append('file_name', name);
		const duration = durationOf(kind, bytes);
		if (duration !== undefined) form.append('duration', `${duration}`);
		form.append('file', file, name);
	}
	return form;
}
