import { asRecord, textOf } from '../../client/http/record';

type Fields = Readonly<Record<string, unknown>>;

/** A rich text in one of its languages, as Feishu hands it out. */
export interface Post {
	title: string;
	/** Paragraphs of elements, as apps have always got them. */
	content: Fields[][];
	/** The paragraphs once more, with the Markdown that they were written in; newer clients send it besides. */
	markdown: Fields[][];
	/** The files that were sent together with the text. */
	files: Fields[];
}

/** A rich text in the languages that it has; it mostly comes without one around it. */
export function postsIn(given: Fields): Post[] {
	const inside = recordsIn(given);
	const found = [given, ...inside, ...inside.flatMap(recordsIn)].filter(isPost);
	return found.map(({ title, content, content_v2: markdown, files }) => ({
		title: textOf(title),
		content: paragraphsOf(content),
		markdown: paragraphsOf(markdown),
		files: fieldsOf(files),
	}));
}

function recordsIn(fields: Fields): Fields[] {
	return fieldsOf(Object.values(fields));
}

function isPost(fields: Fields): boolean {
	const lists = [fields.content, fields.content_v2, fields.files];
	return lists.some(Array.isArray) || typeof fields.title === 'string';
}

/** Now and then Feishu gives the elements of the only paragraph without it. */
function paragraphsOf(given: unknown): Fields[][] {
	if (!Array.isArray(given)) return [];
	const paragraphs: unknown[] = given.some(Array.isArray) ? given : [given];
	return paragraphs.map((each) => fieldsOf(Array.isArray(each) ? each : [each]));
}

function fieldsOf(list: unknown): Fields[] {
	const all: unknown[] = Array.isArray(list) ? list : [];
	return all.map(asRecord).filter((each) => each !== undefined);
}

/** The files that stand beside the text, each once, though a language may repeat them. */
export function filesOf(posts: readonly Post[]): Fields[] {
	const keys = new Set<string>();
	return posts.flatMap(({ files }) =>
		files.filter(({ file_key: given, file_name: name }) => {
			const key = textOf(given);
			if (key === '') return textOf(name) !== '';
			return !keys.has(key) && keys.add(key);
		}),
	);
}
