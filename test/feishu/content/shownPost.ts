import { text } from '../call';
import { isFields } from './Draft';
import type { Fields } from './Draft';
import { paragraphsOf } from './markdown';
import type { Mentions } from './Mentions';
import { postsIn } from './post';

/** Without the language around it, and without Markdown, which becomes other tags. */
export function shownPost(sent: Fields, mentions: Mentions): Fields | undefined {
	const posts = postsIn(sent);
	const post = (isFields(sent.zh_cn) ? sent.zh_cn : undefined) ?? posts[0] ?? sent;
	if (!Array.isArray(post.content)) return undefined;
	const content = (post.content as unknown[]).flatMap((paragraph) =>
		Array.isArray(paragraph) ? shownParagraph(paragraph, mentions) : [],
	);
	return { title: text(post.title), content };
}

function shownParagraph(paragraph: unknown[], mentions: Mentions): Fields[][] {
	const nodes = paragraph.filter(isFields);
	const [first] = nodes;
	const paragraphs = first?.tag === 'md' ? paragraphsOf(text(first.text)) : [nodes];
	return paragraphs.map((each) => each.map((node) => shownNode(node, mentions)));
}

function shownNode(node: Fields, mentions: Mentions): Fields {
	if (node.tag !== 'at') return node;
	const key = mentions.keyOf(text(node.user_id));
	return key ? { ...node, user_id: key, user_name: '', style: node.style ?? [] } : node;
}
