import type { Refusal } from '../answer';
import type { Call, Caller } from '../call';
import type { App, User } from '../model';

/** A message before it is sent. */
export interface Draft {
	call: Call;
	caller: Caller;
	type: string;
	content: string;
}

export type Fields = Record<string, unknown>;

/** Says what is wrong with the content of one type of message. */
export type Check = (fields: Fields, draft: Draft) => Refusal | undefined;

/** Recorded with these very words. The page about 230001 lists what may follow them. */
export const invalidContent = (detail?: string): Refusal => ({
	code: 230001,
	ext: `invalid message content.${detail ? ` ${detail}` : ''}`,
});

export const invalid = (field: string): Refusal => ({ code: 230001, ext: `invalid ${field}` });

export const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A person or bot of the tenant, by any of the ids that a mention may name. */
export function findMentioned(id: string, { world }: Call): User | App | undefined {
	const names = ({ openId, unionId, userId }: User) => [openId, unionId, userId].includes(id);
	return (
		[...world.users.values()].find(names) ??
		[...world.apps.values()].find(({ botOpenId }) => botOpenId === id)
	);
}
