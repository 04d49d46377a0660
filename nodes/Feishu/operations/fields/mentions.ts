import type { INodeProperties } from 'n8n-workflow';

import type { Mentions } from '../../content/compose/text';
import { split } from '../../content/list';
import { succeeded, type Result } from '../../errors/Failure';
import { wrongOption, type GivenOptions } from './options';

const shown = { show: { '/messageType': ['text', 'markdown'] } };

/** The options for mentions in front of a text. */
export const mentionOptions: INodeProperties[] = [
	{
		displayName: 'Mention',
		name: 'mention',
		type: 'string',
		default: '',
		placeholder: 'e.g. ou_7d8a6e6df7621556ce0d21922b676706',
		displayOptions: shown,
		description:
			'Open IDs of people to mention at the start of the message, separated by commas, or a list of them',
	},
	{
		displayName: 'Mention Everyone',
		name: 'mentionEveryone',
		type: 'boolean',
		default: false,
		displayOptions: shown,
		description: 'Whether to mention everyone in the group, which the group may not allow',
	},
];

export function readMentionOptions({ mention, mentionEveryone }: GivenOptions): Result<Mentions> {
	const everyone = mentionEveryone ?? false;
	if (typeof everyone !== 'boolean') return wrongOption('Mention Everyone', 'true or false');
	const listed: unknown[] = Array.isArray(mention) ? mention.flat(2) : [mention ?? ''];
	const people = listed.flatMap((entry) => (typeof entry === 'string' ? split(entry) : [entry]));
	return people.every(isOpenId)
		? succeeded({ people, everyone })
		: wrongOption('Mention', 'open IDs, which start with ou_');
}

function isOpenId(entry: unknown): entry is string {
	return typeof entry === 'string' && /^ou_[\w-]{1,256}$/.test(entry);
}
