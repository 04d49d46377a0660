import type { Mention } from './mentions';

/** The way to read a message: with labels in place of images and the like, or without them. */
export interface Reading {
	mentions: readonly Mention[];
	/** "[file: a.pdf]"; "[image]", which has no name. */
	label: (kind: string, name?: string) => string;
}

/** The text as a person sees it. */
export function asShown(mentions: readonly Mention[]): Reading {
	const label = (kind: string, name = '') => (name === '' ? `[${kind}]` : `[${kind}: ${name}]`);
	return { mentions, label };
}

/** The words of people and the names of files only, so that a search for "image" does not find pictures. */
export function asWritten(mentions: readonly Mention[]): Reading {
	return { mentions, label: (_, name = '') => name };
}
