import { commonReasons } from './common';
import { messageReasons } from './messages';
import type { ReasonRow } from './ReasonRow';
import { readingReasons } from './reading';
import { recallReasons } from './recall';

export type { NarrowerTexts, ReasonRow, Texts } from './ReasonRow';

/** Why something did not work. The keys are the values of `error.reason`, which workflows branch on. */
export const reasons: Readonly<Record<Reason, ReasonRow>> = {
	...commonReasons,
	...recallReasons,
	...messageReasons,
	...readingReasons,
};

export type Reason =
	| keyof typeof commonReasons
	| keyof typeof recallReasons
	| keyof typeof messageReasons
	| keyof typeof readingReasons;
