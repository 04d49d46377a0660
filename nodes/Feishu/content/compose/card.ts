import { succeeded, type Result } from '../../errors/Failure';
import { asRecord } from '../../client/http/record';
import { contentInvalid, type Content } from './Content';
import { isUnset, readObject, type JsonObject } from './jsonObject';
import { readText } from './text';
import { cardIn } from './wrapper';

const builder = 'Copy the whole JSON from the card builder of Feishu.';

/** A card from its JSON, as a text or as an object. */
export function cardContent(given: unknown): Result<Content> {
	const card = readObject(given, 'Card JSON', builder);
	const bare = card.ok ? cardIn(card.value, 'Card JSON') : card;
	return bare.ok ? succeeded({ type: 'interactive', body: asUpdatable(bare.value) }) : bare;
}

/** A card made of a template that was published in the card builder. */
export function templateContent(
	givenId: unknown,
	givenVersion: unknown,
	givenVariables: unknown,
): Result<Content> {
	const id = readText(givenId, 'Template ID');
	if (!id.ok) return id;
	if (id.value.trim() === '') {
		return contentInvalid(
			"the field 'Template ID' is empty",
			"Set 'Template ID' to the ID of the published template.",
			"The card builder shows the template's ID, such as AAqCqbvH9aaaa, beside its name. The template has to be published, and this app has to be allowed to use it.",
		);
	}
	const version = readText(givenVersion, 'Template Version');
	if (!version.ok) return version;
	const variables = isUnset(givenVariables)
		? succeeded({})
		: readObject(givenVariables, 'Template Variables', 'Write it as {"name": "value"}.');
	if (!variables.ok) return variables;
	const versionName = version.value.trim();
	return succeeded({
		type: 'interactive',
		body: {
			type: 'template',
			data: {
				template_id: id.value.trim(),
				...(versionName !== '' && { template_version_name: versionName }),
				template_variable: variables.value,
			},
		},
	});
}

/**
 * A card of version 1.0 can be updated later only when it says so as it is sent; one of 2.0 always can. A
 * template has its own setting.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message-card/patch
 */
function asUpdatable(card: JsonObject): JsonObject {
	if (card.schema === '2.0' || card.type === 'template' || card.type === 'card') return card;
	const config = asRecord(card.config ?? {});
	return config ? { ...card, config: { update_multi: true, ...config } } : card;
}
