import { succeeded, type Result } from '../../errors/Failure';
import { contentOptions, readDraft, type Draft } from '../fields/content';
import { idempotencyKey, readIdempotencyKey } from '../fields/idempotencyKey';
import { optionsOf, readOptions, type GivenOptions, type RequestSettings } from '../fields/options';
import { readSimplify } from '../fields/simplify';
import type { Item } from '../Operation';

/** The options that sending and replying share. */
export const sayingOptions = [idempotencyKey, ...contentOptions];

/** The input that sending and replying share. */
export interface Saying {
	settings: RequestSettings;
	draft: Draft;
	simplified: boolean;
	givenKey?: string;
}

export function readSaying(item: Item): Result<Saying> {
	const options = readOptions(optionsOf(item.parameters), (given) => readSaid(item, given));
	if (!options.ok) return options;
	const { draft, givenKey, ...settings } = options.value;
	const simplified = readSimplify(item.parameters.simplify);
	if (!simplified.ok) return simplified;
	return succeeded({ settings, draft, simplified: simplified.value, givenKey });
}

function readSaid(item: Item, options: GivenOptions): Result<Pick<Saying, 'draft' | 'givenKey'>> {
	const key = readIdempotencyKey(options);
	if (!key.ok) return key;
	const draft = readDraft(item, options);
	return draft.ok ? succeeded({ draft: draft.value, givenKey: key.value }) : draft;
}
