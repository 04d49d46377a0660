import {
	anything,
	array,
	constantFrom,
	nat,
	oneof,
	record,
	string,
	tuple,
	type Arbitrary,
} from 'fast-check';

import type { Answer } from '../../nodes/Feishu/client/http/Answer';
import { filesIn } from '../../nodes/Feishu/content/read/filesIn';
import { mergedForward } from '../../nodes/Feishu/content/read/mergedForward';
import { messageItem } from '../../nodes/Feishu/content/read/messageItem';
import type { FeishuEvent } from '../../nodes/Feishu/events/FeishuEvent';
import { messageReceived } from '../../nodes/Feishu/events/kinds/messageReceived';
import { operationNamed } from '../../nodes/Feishu/operations';
import { corpus } from '../corpus/corpus';
import { inAnswer, inEvent } from '../corpus/Sample';
import { anItem } from '../operations/anItem';
import { feishuThat } from '../operations/ran';
import { data, holdsFor } from './hostile';

const text = string({ unit: 'binary', maxLength: 100 });
const value = oneof(text, anything());
const id = oneof(
	constantFrom('oc_1', 'omt_1', 'om_1', 'ou_1', 'cli_1', '../oc_1', 'oc_1/../x', 'oc_1?x'),
	value,
);
const time = oneof(
	constantFrom('2026-11-24T10:00:00Z', '2026-11-24 10:00', '', 0, 1_764_000_000_000, 'soon'),
	value,
);
const chat = oneof(
	id,
	record({ mode: oneof(constantFrom('list', 'chatId', 'threadId'), value), value: id }),
);
const yesOrNo = oneof(constantFrom(true, false), value);
const narrowed = oneof(
	record(
		{
			sentAfter: time,
			sentBefore: time,
			sender: oneof(constantFrom('anyone', 'thisApp', 'people'), value),
			contains: value,
			types: value,
			includeRecalled: yesOrNo,
			includeThreadReplies: yesOrNo,
			whenAlreadyRecalled: value,
			verify: yesOrNo,
			fileKey: value,
			timeout: oneof(constantFrom(1, 10_000), value),
		},
		{ requiredKeys: [] },
	),
	value,
);

const hostile: Arbitrary<Record<string, unknown>> = record(
	{
		messageId: oneof(constantFrom('om_1'), id),
		chat,
		search: value,
		returnAll: yesOrNo,
		limit: oneof(constantFrom(1, 50), value),
		filters: narrowed,
		sentAfter: time,
		sentBefore: time,
		onlyList: yesOrNo,
		atMost: oneof(constantFrom(1, 200), value),
		binaryPropertyName: value,
		simplify: yesOrNo,
		options: narrowed,
	},
	{ requiredKeys: [] },
);

/** One page with two messages, of which the app has sent the first, and whatever else the draw puts into them. */
function pageWith(odd: unknown): Answer {
	const message = (name: string, sender: string) => ({
		message_id: name,
		chat_id: 'oc_1',
		msg_type: 'text',
		create_time: '1764000000000',
		sender: { id: sender, id_type: 'app_id', sender_type: 'app' },
		body: { content: odd },
	});
	const items = [message('om_mine', 'cli_1'), message('om_theirs', 'cli_2'), odd];
	return { ok: true, attempts: 1, body: { data: { items, has_more: false } } };
}

const paths =
	/^\/open-apis\/im\/v1\/(?:chats(?:\/search)?|messages(?:\/om_[\w-]+(?:\/resources\/[\w-]+)?)?)$/;

test.each([
	['message', 'get'],
	['message', 'getAll'],
	['message', 'recallMany'],
	['message', 'download'],
	['chat', 'getAll'],
])(
	'whatever stands in the fields of %s %s, nothing throws, and nothing goes that was not meant',
	async (resource, name) => {
		const operation = operationNamed(resource, name);
		await holdsFor(300, tuple(hostile, value), async ([parameters, odd]) => {
			const { feishu, asked } = feishuThat(() => pageWith(odd));
			const download = async (): Promise<Answer> => ({ ok: true, attempts: 1, body: {} });
			for (const task of operation.tasks(anItem(parameters)).slice(0, 20)) {
				if ('refused' in task) {
					expect(task.refused).toMatchObject({ sent: false, attempts: 0 });
					expect(task.refused.cause).not.toMatch(/[\n\r]/);
					continue;
				}
				await task.run({ ...feishu, download });
			}
			for (const [, { path }] of asked) expect(path).toMatch(paths);
			const recalled = asked.filter(([{ method }]) => method === 'DELETE');
			if (name !== 'recallMany') expect(recalled).toEqual([]);
			const { onlyList } = parameters;
			if (onlyList === true) expect(recalled).toEqual([]);
			const isOfAnyone = (parameters.options as { sender?: unknown } | null)?.sender === 'anyone';
			if (!isOfAnyone) {
				for (const [, { path }] of recalled) expect(path).not.toContain('om_theirs');
			}
		});
	},
);

type Change = (part: unknown) => unknown;

/** A change of a part of a message: the part is removed, replaced, doubled, or put into something else. */
const change: Arbitrary<Change> = oneof(
	constantFrom<Change>(
		() => undefined,
		(part) => [part],
		(part) => [part, part],
		(part) => ({ zh_cn: part, content: part, files: part }),
		(part) => ({ tag: 'md', text: part }),
		(part) => JSON.stringify(part),
	),
	data.map((other) => () => other),
);

/** Where it happens; a place beyond the end is counted from the beginning again. */
const changes = array(tuple(nat(1_000), change), { maxLength: 4 });

function changed(whole: unknown, all: Array<[number, Change]>): unknown {
	return all.reduce<unknown>((held, [place, made]) => {
		const written = JSON.stringify(held) as string | undefined;
		if (written === undefined) return undefined;
		let parts = 0;
		JSON.parse(written, (_, part: unknown) => {
			parts++;
			return part;
		});
		let at = 0;
		return JSON.parse(written, (_, part: unknown) =>
			at++ === place % parts ? made(part) : part,
		) as unknown;
	}, whole);
}

const drawn = tuple(constantFrom(...corpus), changes, changes);

test('whatever becomes of a message of the corpus, it has a text, and each of its files a key, once', async () => {
	await holdsFor(3_000, array(drawn, { minLength: 1, maxLength: 4 }), (samples) => {
		const messages = samples.map(([sample, inside, around], at) => {
			const content = changed(sample.content, inside) as object;
			const odd = { ...sample, content };
			const item = messageReceived.item?.({
				event: { message: changed(inEvent(odd), around) },
			} as unknown as FeishuEvent);
			expect(typeof item?.text).toBe('string');
			const keys = filesIn(sample.type, content).map(({ key }) => key);
			expect(keys).not.toContain('');
			expect(new Set(keys).size).toBe(keys.length);
			const upper = { message_id: `om_${at}`, upper_message_id: `om_${at - 1}` };
			return changed({ ...inAnswer(odd), ...upper }, around);
		});
		for (const message of messages) expect(typeof messageItem(message).text).toBe('string');
		expect(typeof mergedForward(messages).text).toBe('string');
	});
});
