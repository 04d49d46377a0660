import { asRecord } from '../client/http/record';
import { listIn } from '../content/list';
import { failed, refusal, succeeded, type Result } from '../errors/Failure';

/** The trigger's fields, read and checked. */
export interface Settings {
	/** Values of the menu 'Events'. */
	events: ReadonlySet<string>;
	/** Feishu's types of the events that have no row of their own. */
	otherTypes: ReadonlySet<string>;
	simplify: boolean;
	/** Filters; where one is left out, every message passes. */
	chatIds?: ReadonlySet<string>;
	messageTypes?: ReadonlySet<string>;
	onlyWhenMentioned: boolean;
	ignoreBots: boolean;
	/** Shown to whoever clicked a card. */
	toast?: string;
}

/** The fields' values as n8n hands them over; expressions and other programs may make anything of them. */
export interface GivenFields {
	events: unknown;
	otherEvents: unknown;
	simplify: unknown;
	options: unknown;
}

/**
 * Reads the fields, or says which one cannot be used. A filter that is there and holds nothing is refused: it would
 * otherwise let everything through.
 */
export function readSettings(given: GivenFields): Result<Settings> {
	const options = asRecord(given.options);
	if (!options) return wrong('Options', 'options by their names');
	const events = listIn(given.events, /^\w+$/);
	if (!events) return wrong('Events', 'at least one event');
	const isOther = events.has('other');
	const otherTypes = isOther ? listIn(given.otherEvents, /^\w[\w.]*$/) : new Set<string>();
	if (!otherTypes) return wrong('Other Events', 'types of events, such as im.chat.updated_v1');
	const chatIds = 'chatIds' in options && listIn(options.chatIds, /^oc_[\w-]+$/);
	if (chatIds === undefined) return wrong('Chat IDs', 'IDs of chats, which start with oc_');
	const messageTypes = 'messageTypes' in options && listIn(options.messageTypes, /^\w+$/);
	if (messageTypes === undefined) return wrong('Message Types', 'types of messages, such as text');
	const { onlyWhenMentioned, ignoreBots, toast }: Readonly<Record<string, unknown>> = {
		onlyWhenMentioned: false,
		ignoreBots: true,
		toast: '',
		...options,
	};
	const { simplify = true } = given;
	const switches = {
		Simplify: simplify,
		'Ignore Bots': ignoreBots,
		'Only When Mentioned': onlyWhenMentioned,
	};
	for (const [label, value] of Object.entries(switches)) {
		if (typeof value !== 'boolean') return wrong(label, 'true or false');
	}
	if (typeof toast !== 'string') return wrong('Toast', 'a text');
	return succeeded({
		events,
		otherTypes,
		simplify: simplify === true,
		...(chatIds && { chatIds }),
		...(messageTypes && { messageTypes }),
		onlyWhenMentioned: onlyWhenMentioned === true,
		ignoreBots: ignoreBots === true,
		...(toast.trim() !== '' && { toast }),
	});
}

function wrong(label: string, expected: string) {
	return failed(
		refusal('invalid_request', {
			cause: `the field '${label}' does not hold ${expected}`,
			nextStep: `Set '${label}' to ${expected}.`,
			hint: `Set the trigger's field '${label}' to ${expected}, or remove it where it is an option.`,
		}),
	);
}
