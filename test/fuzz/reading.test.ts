import { anything, constantFrom, oneof, record, string, tuple, type Arbitrary } from 'fast-check';

import type { Answer } from '../../nodes/Feishu/client/http/Answer';
import { operationNamed } from '../../nodes/Feishu/operations';
import { anItem } from '../operations/anItem';
import { feishuThat } from '../operations/ran';
import { holdsFor } from './hostile';

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
