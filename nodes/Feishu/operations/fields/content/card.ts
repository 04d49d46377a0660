import type { INodeProperties } from 'n8n-workflow';

import { cardContent, templateContent } from '../../../content/compose/card';
import type { Content } from '../../../content/compose/Content';
import type { Result } from '../../../errors/Failure';
import type { Item } from '../../Operation';

/** A card's own fields; with `within`, they are shown for that type of message. */
export function cardFields(within: Record<string, string[]> = {}): INodeProperties[] {
	return [
		{
			displayName: 'Card Source',
			name: 'cardSource',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'JSON', value: 'json', description: 'The JSON that the card builder shows' },
				{
					name: 'Template',
					value: 'template',
					description: 'A template that is published in the card builder',
				},
			],
			default: 'json',
			displayOptions: { show: within },
			description: 'Where the card comes from',
		},
		{
			displayName: 'Card JSON',
			name: 'cardJson',
			type: 'json',
			typeOptions: { rows: 8 },
			required: true,
			default: '',
			displayOptions: { show: { ...within, cardSource: ['json'] } },
			description: 'The card as the card builder shows it, as text or as an object',
		},
		{
			displayName: 'Template ID',
			name: 'templateId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. AAqCqbvH9aaaa',
			displayOptions: { show: { ...within, cardSource: ['template'] } },
			description: 'The ID that the card builder shows beside the name of the template',
		},
		{
			displayName: 'Template Version',
			name: 'templateVersion',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1.0.0',
			displayOptions: { show: { ...within, cardSource: ['template'] } },
			description: 'The version to use. When empty, the newest published one is used.',
		},
		{
			displayName: 'Template Variables',
			name: 'templateVariables',
			type: 'json',
			default: '{}',
			displayOptions: { show: { ...within, cardSource: ['template'] } },
			description: 'The values of the variables of the template, by their names',
		},
	];
}

/** The card that the fields describe. */
export function readCard(parameters: Item['parameters']): Result<Content> {
	const { cardSource, cardJson, templateId, templateVersion, templateVariables } = parameters;
	return cardSource === 'template'
		? templateContent(templateId, templateVersion, templateVariables)
		: cardContent(cardJson);
}
