import type { IDataObject } from 'n8n-workflow';

import { failed, refusal, succeeded, type Result } from '../../errors/Failure';
import { optionsOf, optionsWith, readOptions, type RequestSettings } from '../fields/options';
import { readAtMost, returnAllFields } from '../fields/returnAll';
import { operation, type Field, type Item } from '../Operation';
import { listChats, searchChats } from './apis';
import { longestSearch, queryFor } from './page';

const search: Field = {
	displayName: 'Search',
	name: 'search',
	type: 'string',
	default: '',
	placeholder: 'e.g. Release',
	description:
		'Words in the name of the chat or of a member, at most 64 characters; empty for all chats that the bot is in. A search also finds public groups that it is not in.',
};

interface Input {
	words: string;
	atMost: number;
	settings: RequestSettings;
}

export const getAll = operation<Input>({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many chats',
		description: 'List the groups that the bot is in, or search for groups',
	},
	fields: [search, ...returnAllFields, optionsWith()],
	identities: ['app', 'user'],
	noun: 'chat',
	done: 'read',
	idKey: 'chat_id',
	emptyOutput: {},
	read: (item) => {
		const input = readGetAll(item);
		const subject = { id: '', name: 'The list of chats' };
		return [input.ok ? { subject, input: input.value } : { subject, refused: input.failure }];
	},

	async run(feishu, { words, atMost, settings }) {
		const chats = await feishu.list(
			words === '' ? listChats : searchChats,
			{ ...queryFor(words), ...settings },
			{ idKey: 'chat_id', atMost, keep: (chat) => ({ ...chat }) as IDataObject },
		);
		return chats.ok ? chats.value.map((json) => ({ ok: true, json })) : [chats];
	},
});

function readGetAll({ parameters }: Item): Result<Input> {
	const settings = readOptions(optionsOf(parameters));
	if (!settings.ok) return settings;
	const atMost = readAtMost(parameters);
	if (!atMost.ok) return atMost;
	const { search: given = '' } = parameters;
	const words =
		typeof given === 'string' || typeof given === 'number' ? `${given}`.trim() : undefined;
	return words !== undefined && Array.from(words).length <= longestSearch
		? succeeded({ words, atMost: atMost.value, settings: settings.value })
		: failed(tooLong);
}

const tooLong = refusal('invalid_request', {
	cause: "the field 'Search' does not hold a text of at most 64 characters",
	nextStep: "Shorten 'Search' to 64 characters, or leave it empty for all chats.",
	hint: 'Feishu searches for 64 characters at most. A part of the name is enough.',
});
