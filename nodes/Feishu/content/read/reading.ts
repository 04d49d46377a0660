import type { Mention } from './mentions';

/** How a message is read: with the words that stand for what is no text, or without them. */
export interface Reading {
	mentions: readonly Mention[];
	/** "[file: a.pdf]"; "[image]", which has no name. */
	label: (kind: string, name?: string) => string;
}

/** As a person sees it. */
export function asShown(mentions: readonly Mention[]): Reading {
	const label = (kind: string, name = '') => (name === '' ? `[${kind}]` : `[${kind}: ${name}]`);
	return { mentions, label };
}

/** Only what people wrote, names of files among it: whoever looks for "image" means no picture. */
export function asWritten(mentions: readonly Mention[]): Reading {
	return { mentions, label: (_, name = '') => name };
}
