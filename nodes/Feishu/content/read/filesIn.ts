import { asRecord, textOf } from '../../client/http/record';
import { imagesIn } from './markdown';
import { filesOf, postsIn } from './post';

/** A file of a message, as Feishu hands it out. */
export interface FileInMessage {
	key: string;
	/** The `type` in the request for it; audio and video are files there. */
	kind: 'image' | 'file';
	/** The name in the message; images have none. */
	name?: string;
}

/** A file by its key alone, whose beginning shows whether it is an image. */
export function fileOfKey(key: string): FileInMessage {
	return { key, kind: key.startsWith('img_') ? 'image' : 'file' };
}

/**
 * The files of a message, by its type and content, each once. Covers of videos are left out, and so are folders, which
 * Feishu does not hand out.
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
		case 'video':
			return fileIn(content);
		case 'post':
			return filesInPost(content);
		default:
			return [];
	}
}

type Fields = Readonly<Record<string, unknown>>;

function filesInPost(content: Fields = {}): FileInMessage[] {
	const posts = postsIn(content);
	const elements = posts.flatMap((post) => [post.content, post.markdown].flat(2));
	const found = [...elements.flatMap(filesInElement), ...filesOf(posts).flatMap(fileIn)];
	const keys = new Set<string>();
	return found.filter(({ key }) => !keys.has(key) && keys.add(key));
}

function filesInElement(element: Fields): FileInMessage[] {
	switch (element.tag) {
		case 'img':
			return imageIn(element);
		case 'media':
		case 'file':
			return fileIn(element);
		case 'md':
			return imagesIn(textOf(element.text)).map(fileOfKey);
		default:
			return [];
	}
}

function imageIn(fields: Fields = {}): FileInMessage[] {
	const key = textOf(fields.image_key);
	return key === '' ? [] : [{ key, kind: 'image' }];
}

function fileIn(fields: Fields = {}): FileInMessage[] {
	const key = textOf(fields.file_key);
	const name = textOf(fields.file_name);
	if (key === '' || fields.is_folder === true) return [];
	return [{ ...fileOfKey(key), ...(name !== '' && { name }) }];
}
