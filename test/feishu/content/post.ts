import type { Refusal } from '../answer';
import { findMentioned, invalidContent, isFields } from './Draft';
import type { Check, Draft, Fields } from './Draft';
import { fileRefusal, imageRefusal } from './media';
import { atTags } from './text';

type Tag = 'text' | 'a' | 'at' | 'img' | 'media' | 'emotion' | 'code_block' | 'hr' | 'md';

/** The fields that each tag requires. */
const needed: Record<Tag, string[]> = {
	text: ['text'],
	a: ['href', 'text'],
	at: ['user_id'],
	img: ['image_key'],
	media: ['file_key'],
	emotion: ['emoji_type'],
	code_block: [],
	hr: [],
	md: ['text'],
};

const isTag = (tag: unknown): tag is Tag => typeof tag === 'string' && tag in needed;

/** These have a paragraph of their own. */
const alone = new Set(['img', 'media', 'md']);

/** The languages that a post is written in; when sent, it has one at least. */
export function postsIn(fields: Fields): Fields[] {
	const isLocale = ([name, value]: [string, unknown]) =>
		/^[a-z]{2}_[a-z]{2}$/.test(name) && isFields(value);
	return Object.entries(fields)
		.filter(isLocale)
		.map(([, value]) => value as Fields);
}

export const checkPost: Check = (fields, draft) => {
	const posts = postsIn(fields);
	if (posts.length === 0) return invalidContent();
	for (const { content } of posts) {
		if (!Array.isArray(content) || content.length === 0) return invalidContent();
		for (const paragraph of content as unknown[]) {
			const refusal = paragraphRefusal(paragraph, draft);
			if (refusal) return refusal;
		}
	}
	return undefined;
};

function paragraphRefusal(paragraph: unknown, draft: Draft): Refusal | undefined {
	if (!Array.isArray(paragraph)) return invalidContent();
	for (const node of paragraph as unknown[]) {
		if (!isFields(node)) return invalidContent();
		const { tag } = node;
		if (!isTag(tag)) return invalidContent('message_content has wrong tag');
		const lacking = needed[tag].find((field) => typeof node[field] !== 'string');
		if (lacking) {
			return invalidContent(`message_content_${tag}_tag's ${lacking} field can't be nil`);
		}
		if (alone.has(tag) && paragraph.length > 1) return invalidContent('validate content fail');
		const refusal = rules[tag]?.(node, draft);
		if (refusal) return refusal;
	}
	return undefined;
}

const rules: Partial<Record<Tag, Check>> = {
	a: ({ href }) => (URL.canParse(String(href)) ? undefined : { code: 230001, ext: 'invalid href' }),
	at: ({ user_id: id }, { call }) =>
		id === 'all' || findMentioned(String(id), call) || call.settings.unknownMention === 'kept'
			? undefined
			: invalidContent(),
	img: ({ image_key: key }, draft) => imageRefusal(key, draft),
	media: ({ file_key: file, image_key: cover }, draft) =>
		fileRefusal(file, 'media', draft) ?? (cover ? imageRefusal(cover, draft) : undefined),
	md: ({ text }, { call }) => {
		const ids = [...String(text).matchAll(atTags)].map(([, id = '']) => id);
		return ids.every((id) => id === 'all' || findMentioned(id, call))
			? undefined
			: invalidContent("message_content_md_tag's text field contains invalid user id");
	},
};
