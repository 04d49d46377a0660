import { asRecord } from '../../client/http/record';
import { succeeded, type Result } from '../../errors/Failure';
import { exactly } from '../../errors/sentence';
import { contentInvalid } from './Content';
import { parseJson } from './json';
import { withExactNumbers } from './exactNumber';
import type { JsonObject } from './jsonObject';

/** Fields that a card has itself, of either version. */
const ownFields = [
	'schema',
	'config',
	'header',
	'elements',
	'body',
	'i18n_elements',
	'i18n_header',
];

/** Where a card is in what people copy: a webhook's message, an API's message, the export of the card builder. */
const wrappers = ['card', 'content', 'dsl', 'body', 'data'];

/** The card itself, taken out of whatever it is wrapped in. */
export function cardIn(given: JsonObject, label: string): Result<JsonObject> {
	const isMessage = 'msg_type' in given;
	if (isMessage && given.msg_type !== 'interactive') return otherType(label, given.msg_type);
	if (['template', 'card'].includes(String(given.type))) return succeeded(given);
	if (!isMessage && ownFields.some((field) => field in given)) return succeeded(given);
	if (Array.isArray(given.variables) && given.variables.length > 0 && 'dsl' in given) {
		return contentInvalid(
			`'${label}' holds a card with variables, which only a template fills in`,
			"Publish the card as a template, and set 'Card Source' to 'Template'.",
			"Publish the card in the card builder, set 'Card Source' to 'Template', and give the variables there. To send the card without them, leave out 'variables'.",
		);
	}
	const inner = wrappers.map((name) => objectIn(given[name])).find((each) => each !== undefined);
	if (inner) return cardIn(inner, label);
	return isMessage || 'dsl' in given
		? contentInvalid(
				`'${label}' holds a message without a card`,
				"Leave out what is around the card: 'msg_type' and 'content'.",
			)
		: succeeded(given);
}

/** The content of a message of that type, also where the whole message was given. */
export function contentIn(given: JsonObject, type: string, label: string): Result<JsonObject> {
	if (type === 'interactive') return cardIn(given, label);
	if (!('msg_type' in given)) return succeeded(given);
	if (given.msg_type !== type) return otherType(label, given.msg_type);
	const inner = objectIn(given.content);
	return inner
		? succeeded(inner)
		: contentInvalid(
				`'${label}' holds a message without its content`,
				"Leave out what is around the content: 'msg_type' and 'content'.",
			);
}

function otherType(label: string, type: unknown) {
	return contentInvalid(
		`'${label}' holds a message of the type ${exactly(String(type))}`,
		"Choose that type in 'Message Type', or leave out 'msg_type' and what else is around the content.",
	);
}

/** An object, also one that is written as JSON text. */
function objectIn(value: unknown): JsonObject | undefined {
	if (typeof value !== 'string') return asRecord(value);
	const parsed = parseJson(value);
	return 'fault' in parsed ? undefined : asRecord(withExactNumbers(parsed.value, value));
}
