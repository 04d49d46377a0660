import type { Mention, Message } from '../model';
import { readBody } from '../requestBody';
import type { Settings } from '../settings';
import type { World } from '../world';
import type { Fields } from './Draft';
import { Mentions } from './Mentions';
import { shownCard, wholeCard } from './shownCard';
import { shownPost } from './shownPost';
import { atTags } from './text';

export interface Shown {
	content: string;
	mentions: Mention[];
}

export interface View {
	world: World;
	settings: Settings;
	/** `card_msg_content_type=user_card_content`: cards as they were sent. */
	wholeCards?: boolean;
}

/** A message as it is handed out, which is not as it was sent. */
export function shown(message: Message, { world, settings, wholeCards }: View): Shown {
	const { content: given, shownMentions } = message;
	if (shownMentions) return { content: given, mentions: shownMentions };
	const mentions = new Mentions(message, world);
	const fields = readBody(message.content);
	const content = fields && contentOf(fields);
	return {
		content: content === undefined ? message.content : JSON.stringify(content),
		mentions: mentions.list,
	};

	function contentOf(sent: Fields): Fields | undefined {
		if (message.type === 'text') return shownText(sent, mentions, settings);
		if (message.type === 'post') return shownPost(sent, mentions);
		if (message.type === 'interactive') {
			return wholeCards ? wholeCard(sent, world) : shownCard(sent, world);
		}
		return shownFile(sent, world);
	}
}

function shownText(sent: Fields, mentions: Mentions, settings: Settings): Fields | undefined {
	if (typeof sent.text !== 'string') return undefined;
	const named = sent.text.replace(atTags, (tag, id: string) => mentions.keyOf(id) ?? tag);
	return { ...sent, text: settings.textStyles === 'read' ? withoutStyles(named) : named };
}

/** Tags that are not closed in the order they were opened stay as they were typed. */
function withoutStyles(text: string): string {
	const open: string[] = [];
	for (const [tag, name = ''] of text.matchAll(/<\/?([bius])>/g)) {
		if (!tag.startsWith('</')) open.push(name);
		else if (open.pop() !== name) return text;
	}
	return open.length === 0 ? text.replace(/<\/?[bius]>/g, '') : text;
}

/** A file shows its name. */
function shownFile(sent: Fields, world: World): Fields | undefined {
	const upload = typeof sent.file_key === 'string' && world.uploads.get(sent.file_key);
	if (!upload || upload.type === 'opus') return undefined;
	return { ...sent, file_name: upload.name };
}
