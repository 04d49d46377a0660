import type { Fields } from './Draft';

const inline =
	/<at user_id="(?<at>[^"]*)"[^>]*>[^<]*<\/at>|\[(?<link>[^\]]+)\]\((?<href>[^)\s]+)\)|\*\*\*(?<both>[^*]+)\*\*\*|\*\*(?<bold>[^*]+)\*\*|\*(?<italic>[^*]+)\*|~~(?<through>[^~]+)~~|~(?<under>[^~]+)~/g;

/** The tags that an md tag is read back as. Lists and quotes become plain text. */
export function paragraphsOf(markdown: string): Fields[][] {
	const paragraphs: Fields[][] = [];
	let code: { language: string; lines: string[] } | undefined;
	for (const line of markdown.split('\n')) {
		const fence = /^```(\w*)\s*$/.exec(line);
		if (code && fence) {
			const { language, lines } = code;
			paragraphs.push([{ tag: 'code_block', language, text: lines.join('\n') }]);
			code = undefined;
		} else if (code) code.lines.push(line);
		else if (fence) code = { language: (fence[1] ?? '').toUpperCase(), lines: [] };
		else paragraphs.push(paragraphOf(line));
	}
	return paragraphs;
}

function paragraphOf(line: string): Fields[] {
	if (/^\s*---\s*$/.test(line)) return [{ tag: 'hr' }];
	const image = /^!\[[^\]]*\]\((img_\w[\w-]*)\)$/.exec(line.trim());
	if (image) return [{ tag: 'img', image_key: image[1] }];
	const nodes: Fields[] = [];
	let end = 0;
	for (const match of line.matchAll(inline)) {
		if (match.index > end) nodes.push(textOf(line.slice(end, match.index)));
		nodes.push(nodeOf(match.groups ?? {}, match[0]));
		end = match.index + match[0].length;
	}
	if (end < line.length || nodes.length === 0) nodes.push(textOf(line.slice(end)));
	return nodes;
}

const textOf = (text: string, style: string[] = []): Fields => ({ tag: 'text', text, style });

function nodeOf(found: Record<string, string | undefined>, whole: string): Fields {
	const { at, link, href = '', both, bold, italic, through, under } = found;
	if (at !== undefined) return { tag: 'at', user_id: at };
	// Of a link that is none, only the words are sent.
	if (link !== undefined) return URL.canParse(href) ? { tag: 'a', href, text: link } : textOf(link);
	if (both !== undefined) return textOf(both, ['bold', 'italic']);
	if (bold !== undefined) return textOf(bold, ['bold']);
	if (italic !== undefined) return textOf(italic, ['italic']);
	if (through !== undefined) return textOf(through, ['lineThrough']);
	return textOf(under ?? whole, ['underline']);
}
