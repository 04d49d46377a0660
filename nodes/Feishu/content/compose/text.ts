import { succeeded, type Result } from '../../errors/Failure';
import { whatIsHeld } from '../../errors/held';
import { contentInvalid, type Content } from './Content';

/** The mentions in front of a text. */
export interface Mentions {
	/** Open IDs. */
	people: readonly string[];
	everyone: boolean;
}

/** The tags by which Feishu mentions people, in a text and in Markdown alike. */
export function mentionTags({ people, everyone }: Mentions): string {
	return [...(everyone ? ['all'] : []), ...people]
		.map((id) => `<at user_id="${id}"></at>`)
		.join(' ');
}

/** A plain text, exactly as it was written. */
export function textContent(written: unknown, mentions: Mentions): Result<Content> {
	const text = readText(written, 'Text');
	if (!text.ok) return text;
	const whole = [mentionTags(mentions), text.value].filter((part) => part !== '').join(' ');
	return whole.trim() === '' ? isEmpty('Text') : succeeded({ type: 'text', body: { text: whole } });
}

/** The value of a field as a text: expressions give numbers, yes or no, and dates, too. */
export function readText(written: unknown, label: string): Result<string> {
	if (written === undefined || written === null) return succeeded('');
	if (typeof written === 'object') {
		const date = isoDate(written);
		if (date !== undefined) return succeeded(date);
		return contentInvalid(
			`the field '${label}' ${whatIsHeld(written, 'a text')}`,
			`Set '${label}' to a text, for example to one field of the item.`,
			`Choose one field in the expression of '${label}', or make a text of the whole with {{ JSON.stringify($json) }}.`,
		);
	}
	return succeeded(String(written));
}

/** A Date, or a DateTime of Luxon's, which n8n's own are, in ISO 8601, as n8n writes it within a text. */
function isoDate(given: object): string | undefined {
	if (given instanceof Date) return Number.isNaN(given.getTime()) ? undefined : given.toISOString();
	const iso: unknown =
		'toISO' in given && typeof given.toISO === 'function'
			? (given as { toISO(): unknown }).toISO()
			: undefined;
	return typeof iso === 'string' ? iso : undefined;
}

export function isEmpty(label: string) {
	return contentInvalid(
		`the field '${label}' is empty`,
		`Write something into '${label}'.`,
		`Write something into '${label}'. Where it is an expression, the preview below the field shows its value for each item.`,
	);
}
