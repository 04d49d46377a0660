import { failed, refusal, succeeded, type Result } from '../../errors/Failure';
import { readChat, type Container } from '../fields/chat';
import { readSays, windowOf, type Says, type Window } from '../fields/messageFilters';
import {
	numberIn,
	optionsOf,
	readOptions,
	setOr,
	wrongField,
	wrongOption,
	type GivenOptions,
	type RequestSettings,
} from '../fields/options';
import { readSender } from '../fields/sender';
import { readTime } from '../fields/time';
import type { Item } from '../Operation';
import { readRecallOptions, type RecallOptions } from './recall';

/** The fields of an item, read and checked. */
export interface RecallMany extends RequestSettings, RecallOptions {
	container: Container;
	window: Required<Window>;
	onlyList: boolean;
	atMost: number;
	sender: 'anyone' | 'thisApp';
	says: Says;
	includeThreadReplies: boolean;
}

/**
 * A field whose expression finds nothing refuses the item: with its default, more messages might be recalled than were
 * meant.
 */
export function readRecallMany(item: Item): Result<RecallMany> {
	const { parameters } = item;
	const container = readChat(parameters.chat);
	if (!container.ok) return container;
	const window = readWindow(item);
	if (!window.ok) return window;
	const onlyList = setOr(parameters, 'onlyList', false);
	if (typeof onlyList !== 'boolean') return wrongField('Only List', 'true or false');
	const atMost = numberIn(setOr(parameters, 'atMost', 200));
	if (!(atMost >= 1 && atMost < Infinity)) return wrongField('At Most', 'a number of 1 or more');
	const options = readOptions(optionsOf(parameters), readOwnOptions);
	if (!options.ok) return options;
	return succeeded({
		container: container.value,
		window: window.value,
		onlyList,
		atMost: Math.floor(atMost),
		...options.value,
	});
}

function readWindow(item: Item): Result<Required<Window>> {
	const { parameters, startedAt } = item;
	const from = readTime(parameters.sentAfter, 'Sent After', item);
	if (from.ok && from.value === undefined) return failed(noBeginning);
	const sentBefore = setOr(parameters, 'sentBefore', '');
	// An expression that finds nothing is refused; only a field that was left empty means the start of the run.
	const given = readTime(sentBefore ?? NaN, 'Sent Before', item);
	const until = given.ok ? succeeded(given.value ?? startedAt) : given;
	if (from.ok && given.ok && given.value === undefined && (from.value ?? 0) > startedAt) {
		return failed(notYet);
	}
	const window = windowOf(from, until);
	if (!window.ok) return window;
	const { from: first = startedAt, until: last = startedAt } = window.value;
	return succeeded({ from: first, until: last });
}

const noBeginning = refusal('invalid_request', {
	cause: "the field 'Sent After' is empty",
	nextStep: "Set 'Sent After' to the time from which on messages are to be recalled.",
	hint: "Without a beginning, all that the bot has ever sent would be meant. Set 'Sent After' to a date and time.",
});

const notYet = refusal('invalid_request', {
	cause: "the time in 'Sent After' has not come yet",
	nextStep: "Set 'Sent After' to an earlier time.",
	hint: "With an empty 'Sent Before', messages up to the start of the run are meant. Check the time zone of 'Sent After'.",
});

type OwnOptions = Pick<
	RecallMany,
	'sender' | 'says' | 'includeThreadReplies' | keyof RecallOptions
>;

function readOwnOptions(options: GivenOptions): Result<OwnOptions> {
	const given: GivenOptions = {
		sender: 'thisApp',
		includeThreadReplies: false,
		whenAlreadyRecalled: 'succeed',
		...options,
	};
	const sender = readSender(given.sender, ['thisApp', 'anyone']);
	if (!sender.ok) return sender;
	const { includeThreadReplies } = given;
	if (typeof includeThreadReplies !== 'boolean') {
		return wrongOption('Include Thread Replies', 'true or false');
	}
	const says = readSays(options);
	if (!says.ok) return says;
	const recalling = readRecallOptions(given);
	return recalling.ok
		? succeeded({
				...recalling.value,
				sender: sender.value,
				says: says.value,
				includeThreadReplies,
			})
		: recalling;
}
