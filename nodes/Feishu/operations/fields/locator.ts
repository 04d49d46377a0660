import type { INodePropertyMode } from 'n8n-workflow';

import { bare } from '../../content/list';

/** One way to name something in a resource locator. */
export interface LocatorKind {
	/** The name of the mode in the editor. */
	label: string;
	/** "the ID of a chat" */
	noun: string;
	valid: RegExp;
	/** An example; for the list, what to do with it. */
	placeholder: string;
}

const aChat = { noun: 'the ID of a chat', valid: /^oc_[\w-]{1,256}$/ };

/** A chat of the list, a chat by its ID, and a thread: the same in every field that takes one. */
export const listedChat = { ...aChat, label: 'From List', placeholder: 'Choose a chat' };
export const chatById = {
	...aChat,
	label: 'Chat ID',
	placeholder: 'oc_a0553eda9014c201e6969b478895c230',
};
export const threadById = {
	noun: 'the ID of a thread',
	label: 'Thread ID',
	valid: /^omt_[\w-]{1,256}$/,
	placeholder: 'omt_dc132a4ba9b5bd34',
};

/** The modes of these names; the list has the chats that the editor offers. */
export function modesOf(
	kinds: Readonly<Record<string, LocatorKind>>,
	names: readonly string[],
): INodePropertyMode[] {
	return names.flatMap((name) => {
		const kind = kinds[name];
		if (kind === undefined) return [];
		const { label: displayName, placeholder } = kind;
		return name === 'list'
			? {
					displayName,
					name,
					type: 'list' as const,
					placeholder: `${placeholder}…`,
					typeOptions: { searchListMethod: 'searchChats', searchable: true },
				}
			: { displayName, name, type: 'string' as const, placeholder: `e.g. ${placeholder}` };
	});
}

/** The field's value, and the kind that its mode names. A workflow that was written by hand may hold a mere ID. */
export function readLocator<K extends LocatorKind>(
	given: unknown,
	kinds: Readonly<Record<string, K>>,
): { kind?: K; value: unknown } {
	if (typeof given !== 'object' || given === null || !('value' in given)) return { value: given };
	const { mode, value } = given as { mode?: unknown; value: unknown };
	const kind = typeof mode === 'string' && Object.hasOwn(kinds, mode) ? kinds[mode] : undefined;
	return { value, ...(kind && { kind }) };
}

/** The text in place of a usable ID, for the failure that refuses the field. */
export function givenId(given: unknown): string {
	const { value } = readLocator(given, {});
	return typeof value === 'string' || typeof value === 'number'
		? bare(`${value}`).slice(0, 100)
		: '';
}
