import type { Clock } from './clock';
import { newId } from './ids';
import type { App, Batch, Chat, Message } from './model';
import { idOf } from './seeds';
import type { Actor } from './seeds';

export interface MessageSeed {
	/** The default chat when left out. */
	chat?: Chat;
	/** The default app when left out. */
	sender?: Actor;
	ageHours?: number;
	type?: string;
	content?: string;
	parent?: Message;
	inThread?: boolean;
	hiddenFrom?: Actor[];
	erased?: boolean;
	/** The merged forward that it is part of. */
	upper?: Message;
	/** The content is as Feishu hands it out, and mentions these. */
	shownMentions?: Message['shownMentions'];
}

export interface BatchSeed extends Partial<Batch> {
	ageHours?: number;
}

const hourMs = 3_600_000;

/** Default content by message type, for tests that do not care. */
const samples: Record<string, object> = {
	text: { text: 'hello' },
	post: { zh_cn: { title: 'A title', content: [[{ tag: 'text', text: 'hello' }]] } },
	interactive: {
		config: { update_multi: true },
		elements: [{ tag: 'markdown', content: 'hello' }],
	},
};

const sampleOf = (type: string): string =>
	// The one type whose content is no JSON.
	type === 'merge_forward'
		? 'Merged and Forwarded Message'
		: JSON.stringify(samples[type] ?? samples.text);

export function messageFrom(seed: MessageSeed, chat: Chat, sender: Actor, clock: Clock): Message {
	const { parent, ageHours = 0, type = 'text' } = seed;
	const createdAt = Math.floor(clock.now() - ageHours * hourMs);
	const message: Message = {
		id: newId.message(),
		tenantKey: chat.tenantKey,
		chat,
		senderId: idOf(sender),
		senderType: 'openId' in sender ? 'user' : 'app',
		type,
		content: seed.content ?? sampleOf(type),
		createdAt,
		updatedAt: createdAt,
		updated: false,
		timesEdited: 0,
		deleted: false,
		erased: seed.erased ?? false,
		hiddenFrom: (seed.hiddenFrom ?? []).map(idOf),
		upperId: seed.upper?.id,
		shownMentions: seed.shownMentions,
	};
	if (parent) {
		message.rootId = parent.rootId ?? parent.id;
		if (seed.inThread) parent.threadId ??= newId.thread();
		message.threadId = parent.threadId;
		// In a thread, everything answers its root.
		message.parentId = message.threadId ? message.rootId : parent.id;
	} else if (seed.inThread || chat.mode === 'topic') {
		message.threadId = newId.thread();
	}
	return message;
}

export const batchFrom = ({ ageHours = 0, ...seed }: BatchSeed, app: App, clock: Clock): Batch => ({
	id: newId.batch(),
	appId: app.id,
	tenantKey: app.tenantKeys[0] ?? '',
	createdAt: clock.now() - ageHours * hourMs,
	validCount: 3,
	successCount: 3,
	timesAsked: 0,
	...seed,
});
