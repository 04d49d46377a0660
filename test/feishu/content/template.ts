import type { Template } from '../assets';
import type { Refusal } from '../answer';
import { text } from '../call';
import { cardRefusal } from './cardRefusal';
import { isFields } from './Draft';
import type { Draft, Fields } from './Draft';

const limitBytes = 30 * 1024;

/** A card of the card builder counts with what it brings along. */
export function templateRefusal(card: Fields, draft: Draft): Refusal | undefined {
	const data = isFields(card.data) ? card.data : {};
	const template = findTemplate(card, draft);
	if (!template) {
		const msg = 'template does not exist, please confirm whether this template has been released';
		return cardRefusal(200380, msg, { value: `templateID: ${text(data.template_id)}` });
	}
	const { visibleTo, id } = template;
	if (visibleTo && !visibleTo.includes(draft.caller.app.id)) {
		const msg =
			'template is not visible to app, please confirm whether the app is allowed to use this template';
		return cardRefusal(200381, msg, { value: `${draft.caller.app.id}, templateID: ${id}` });
	}
	const size = Buffer.byteLength(draft.content + JSON.stringify(template.card));
	return size > limitBytes ? { code: 230025 } : variablesRefusal(template, data.template_variable);
}

/** The published one of that id, of the version asked for. */
export function findTemplate(
	{ data }: Fields,
	{ call }: Pick<Draft, 'call'>,
): Template | undefined {
	if (!isFields(data)) return undefined;
	const template = call.world.templates.get(text(data.template_id));
	const version = text(data.template_version_name);
	if (!template?.published || (version && version !== template.version)) return undefined;
	return template;
}

function variablesRefusal({ variables }: Template, values: unknown): Refusal | undefined {
	if (!isFields(values)) return undefined;
	for (const [name, wanted] of Object.entries(variables)) {
		const value = values[name];
		const actual = Array.isArray(value) ? 'array' : typeof value;
		if (value === undefined || actual === wanted) continue;
		const msg =
			'the actual type of the variable is inconsistent with the specified type in the template. Please check the type of the variable';
		return cardRefusal(200732, msg, {
			value: `varName: ${name}, specifiedType: ${wanted}, actualType: ${actual}`,
		});
	}
	return undefined;
}
