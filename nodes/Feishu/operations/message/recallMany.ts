import type { IDataObject } from 'n8n-workflow';

import type { Feishu } from '../../client/FeishuClient';
import { failed, failure, type Failure } from '../../errors/Failure';
import { chat, containerSubject, givenSubject, type Container } from '../fields/chat';
import { contains, types } from '../fields/messageFilters';
import { optionsWith } from '../fields/options';
import { operation, type Field, type Outcome, type Subject } from '../Operation';
import { findMatches, type Match } from './matches';
import { readRecallMany, type RecallMany } from './readRecallMany';
import { recallOne, whenAlreadyRecalled } from './recall';
import { verify } from './verify';

const fields: Field[] = [
	chat,
	{
		displayName: 'Sent After',
		name: 'sentAfter',
		type: 'dateTime',
		required: true,
		default: '',
		description: 'The time from which on messages are recalled',
	},
	{
		displayName: 'Sent Before',
		name: 'sentBefore',
		type: 'dateTime',
		default: '',
		description: 'The time up to which messages are recalled; empty for the moment the run starts',
	},
	{
		displayName: 'Only List',
		name: 'onlyList',
		type: 'boolean',
		default: false,
		hint: 'Turned off, messages are recalled for everyone, and nothing brings them back',
		description: 'Whether to recall nothing, and to hand on what would be recalled',
		asTool: {
			default: true,
			hint: 'An agent recalls nothing while this is on. Turn it off yourself to let it.',
		},
	},
	{
		displayName: 'At Most',
		name: 'atMost',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 200,
		description:
			'If more messages match than this, none is recalled, and the failure says how many match',
	},
	optionsWith(
		contains,
		{
			displayName: 'Include Thread Replies',
			name: 'includeThreadReplies',
			type: 'boolean',
			default: false,
			description:
				'Whether to recall replies in threads, too, also below messages of other people. Takes a look at the whole history of the chat, and a request for each thread.',
		},
		{
			displayName: 'Sender',
			name: 'sender',
			type: 'options',
			options: [
				{
					name: 'Anyone',
					value: 'anyone',
					description: 'Only where the bot owns or manages the group',
				},
				{ name: "This App's Bot", value: 'thisApp' },
			],
			default: 'thisApp',
			description: 'Whose messages to recall',
		},
		types,
		verify,
		{ ...whenAlreadyRecalled, default: 'succeed' },
	),
];

export const recallMany = operation<RecallMany>({
	option: {
		name: 'Recall Many',
		value: 'recallMany',
		action: 'Recall many messages',
		description:
			'Take back for good what the bot has sent to a chat since a time. In groups, the app needs the scope im:message.group_msg besides, which an administrator approves.',
	},
	fields,
	identities: ['app'],
	noun: 'message',
	done: 'recalled',
	idKey: 'message_id',
	emptyOutput: {},
	read: (item) => {
		const input = readRecallMany(item);
		return [
			input.ok
				? { subject: subjectOf(input.value.container), input: input.value }
				: {
						subject: { ...givenSubject(item.parameters.chat), idKey: 'chat_id' },
						refused: leftAsItIs(input.failure),
					},
		];
	},

	async run(feishu, input, tell) {
		const found = await findMatches(feishu, input);
		if (!found.ok) return [failed(leftAsItIs(found.failure))];
		const { listed, matched, matches } = found.value;
		const counts = { listed, matched };
		if (matched > input.atMost) {
			return [{ ...failed(tooMany(matched, input.atMost)), counts }];
		}
		if (matched === 0) {
			const json = { chat_id: input.container.id, matched: 0 };
			return [{ ok: true, json, effect: 'none', counts }];
		}
		const withCounts = (match: Match, outcome: Outcome) =>
			match === matches[0] ? { ...outcome, counts } : outcome;
		if (input.onlyList) return matches.map((match) => withCounts(match, wouldGo(match)));
		return await feishu.sideBySide(matches, async (match) => {
			const outcome = withCounts(match, await recalled(feishu, match, input));
			tell(outcome);
			return outcome;
		});
	},

	summary: (_, outcomes) => summaryOf(outcomes),
});

function subjectOf(container: Container): Subject {
	return { ...containerSubject(container), idKey: 'chat_id' };
}

/** A failure as a sentence about the chat, which says that nothing in it was recalled. */
function leftAsItIs(failure: Failure): Failure {
	return failure.speaksOf === 'target'
		? failure
		: {
				...failure,
				speaksOf: 'target',
				cause: `is left as it is, because ${failure.cause}`,
			};
}

function tooMany(matched: number, atMost: number): Failure {
	return failure('too_many_matches', {
		cause: `has ${matched} messages that match, more than the ${atMost} that 'At Most' allows, and none was recalled`,
	});
}

function wouldGo({ message_id: id, ...match }: Match): Outcome {
	const json = { message_id: id, deleted: false, would_recall: true, ...match };
	return { ok: true, json, effect: 'none' };
}

async function recalled(feishu: Feishu, match: Match, input: RecallMany): Promise<Outcome> {
	const { message_id: id, ...more } = match;
	const outcome = await recallOne(feishu, { id, ...input });
	if (!outcome.ok) return { ...outcome, subject: { id, name: `Message ${id}` } };
	const { log_id: logId, ...json } = outcome.json;
	return { ...outcome, json: { ...json, ...more, ...(logId !== undefined && { log_id: logId }) } };
}

/** How many messages there were, and what became of them; nothing where no list was read. */
function summaryOf(outcomes: readonly Outcome[]): string | undefined {
	const sum = (of: 'listed' | 'matched') =>
		outcomes.reduce((all, { counts }) => all + (counts?.[of] ?? 0), 0);
	if (outcomes.every(({ counts }) => counts === undefined)) return undefined;
	const successes = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.json] : []));
	const count = (is: (json: IDataObject) => boolean) => successes.filter(is).length;
	const reasons = new Map<string, number>();
	for (const outcome of outcomes) {
		if (outcome.ok || outcome.subject === undefined) continue;
		const { reason } = outcome.failure;
		reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
	}
	const parts = [
		`${sum('listed')} ${sum('listed') === 1 ? 'message' : 'messages'} listed`,
		`${sum('matched')} matched`,
		`${count((json) => json.already_recalled === false)} recalled`,
		`${count((json) => json.already_recalled === true)} gone before`,
		...[...reasons].map(([reason, many]) => `${many} failed with ${reason}`),
	];
	return `${parts.join(', ')}.`;
}
