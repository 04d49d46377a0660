import { asRecord, textOf } from '../../client/http/record';

/** A file of a message, as Feishu hands it out. */
export interface FileInMessage {
	key: string;
	/** As which Feishu is asked for it: audio and video are files, too. */
	kind: 'image' | 'file';
	/** As the message has it; images have none. */
	name?: string;
}

/** A key says by its beginning what it is one of. */
export function fileOfKey(key: string): FileInMessage {
	return { key, kind: key.startsWith('img_') ? 'image' : 'file' };
}

/**
 * The files of a message, by its type and content; the covers of its videos are none of them.
 * Source: https://open.feishu.cn/document/server-docs/im-v1/message/get-2
 */
export function filesIn(type: string, given: unknown): FileInMessage[] {
	const content = asRecord(given);
	switch (content && type) {
		case 'image':
			return imageIn(content);
		case 'file':
		case 'audio':
		case 'media':
			return fileIn(content);
		case 'post':
			return elementsOf(content).flatMap((element) =>
				element.tag === 'img' ? imageIn(element) : element.tag === 'media' ? fileIn(element) : [],
			);
		default:
			return [];
	}
}

type Fields = Readonly<Record<string, unknown>>;

function imageIn(fields: Fields = {}): FileInMessage[] {
	const key = textOf(fields.image_key);
	return key === '' ? [] : [{ key, kind: 'image' }];
}

function fileIn(fields: Fields = {}): FileInMessage[] {
	const key = textOf(fields.file_key);
	const name = textOf(fields.file_name);
	return key === '' ? [] : [{ key, kind: 'file', ...(name !== '' && { name }) }];
}

/** All elements of a rich text, whether or not a language stands around it. */
function elementsOf(post: Fields = {}): Fields[] {
	const contents = [post, ...Object.values(post)].map((each) => asRecord(each)?.content);
	const elements: unknown[] = contents.flatMap((content) =>
		Array.isArray(content) ? content.flat() : [],
	);
	return elements.map(asRecord).filter((element) => element !== undefined);
}
