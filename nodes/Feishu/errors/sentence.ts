import type { Failure } from './Failure';

/**
 * Sentences that stand alone: what happened to `subject`, and what to do next. `done` names what was to be
 * done to it: "recalled".
 */
export function sentenceOf(failure: Failure, subject: string, done: string): string {
	return `${subject} ${predicateOf(failure, done)}. ${failure.nextStep}${codeOf(failure)}`;
}

function predicateOf({ cause, effect, speaksOf }: Failure, done: string): string {
	if (speaksOf === 'target') {
		return effect === 'unknown' ? `${cause}; an earlier try may have ${done} it` : cause;
	}
	if (effect === 'pending') return `is being ${done}, but ${cause}`;
	return `${effect === 'unknown' ? 'may not have been' : 'was not'} ${done}, because ${cause}`;
}

/** The cause and the advice without a subject, as in the test of a credential. */
export function causeOf(failure: Failure): string {
	const { cause, hint } = failure;
	return `${cause.charAt(0).toUpperCase()}${cause.slice(1)}. ${hint}${codeOf(failure)}`;
}

function codeOf({ code }: Failure): string {
	return code === undefined ? '' : ` (${code})`;
}

/** Words of somebody else in a sentence of ours: one line, of sensible length, without their final period. */
export function quoted(words: string, length = 160): string {
	const line = words.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
	const letters = Array.from(line);
	return `"${letters.length > length ? `${letters.slice(0, length).join('')}…` : line.replace(/[.。]+$/, '')}"`;
}

/** The message of an error that somebody else threw, as the end of a sentence of ours; empty where there is none. */
export function messageOf(error: unknown): string {
	return error instanceof Error && error.message !== '' ? `: ${quoted(error.message)}` : '';
}

const invisible = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/** A wrong value in quotes. Invisible characters are written out, since one of them may be the fault. */
export function exactly(value: string, length = 80): string {
	let shown = '';
	for (const character of value) {
		if (shown.length >= length) return `"${shown}…"`;
		shown += invisible.test(character)
			? `\\u{${character.codePointAt(0)?.toString(16)}}`
			: character;
	}
	return `"${shown}"`;
}
