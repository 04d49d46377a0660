import type { Refusal } from '../answer';
import { findMentioned, invalidContent } from './Draft';
import type { Check, Draft } from './Draft';

/** `<at user_id="…">name</at>`, in texts and in the md tag of posts. */
export const atTags = /<at user_id="([^"]*)"[^>]*>[^<]*<\/at>/g;

export const checkText: Check = ({ text }, draft) =>
	typeof text === 'string' && text !== '' ? mentionRefusal(text, draft) : invalidContent();

/** Why people cannot be mentioned as this text does. */
export function mentionRefusal(text: string, draft: Draft): Refusal | undefined {
	for (const [, id = ''] of text.matchAll(atTags)) {
		if (id === 'all') continue;
		const isUnknown = !findMentioned(id, draft.call);
		if (isUnknown && draft.call.settings.unknownMention === 'refused') return invalidContent();
	}
	return undefined;
}

/** Whether everyone in the chat is mentioned, which a group may not allow. */
export const mentionsEveryone = ({ type, content }: { type: string; content: string }): boolean =>
	(type === 'text' && content.includes('<at user_id=\\"all\\"')) ||
	(type === 'post' && /<at user_id=\\"all\\"|"user_id":\s*"all"/.test(content));
