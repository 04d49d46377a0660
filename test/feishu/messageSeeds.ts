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
}

export interface BatchSeed extends Partial<Batch> {
	ageHours?: number;
}

const hourMs = 3_600_000;

export function messageFrom(seed: MessageSeed, chat: Chat, sender: Actor, clock: Clock): Message {
	const { parent, ageHours = 0 } = seed;
	const createdAt = Math.floor(clock.now() - ageHours * hourMs);
	const message: Message = {
		id: newId.message(),
		tenantKey: chat.tenantKey,
		chat,
		senderId: idOf(sender),
		senderType: 'openId' in sender ? 'user' : 'app',
		type: seed.type ?? 'text',
		content: seed.content ?? '{"text":"hello"}',
		createdAt,
		updatedAt: createdAt,
		updated: false,
		deleted: false,
		erased: seed.erased ?? false,
		hiddenFrom: (seed.hiddenFrom ?? []).map(idOf),
	};
	if (parent) {
		message.parentId = parent.id;
		message.rootId = parent.rootId ?? parent.id;
		if (seed.inThread) parent.threadId ??= newId.thread();
		message.threadId = parent.threadId;
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
