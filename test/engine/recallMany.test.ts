import { array, assert, asyncProperty, boolean, constantFrom, integer, record } from 'fast-check';
import { sleep, type IDataObject } from 'n8n-workflow';

import type { Chat, Message } from '../feishu';
import { runNode, startNode, outcomeOf, type RunOptions } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const chatOf = ({ id }: Chat) => ({ __rl: true, mode: 'chatId', value: id });

function optionsFor(chat: Chat, parameters: IDataObject): RunOptions {
	return {
		items: [{ at: 'ten' }],
		credential: used.credential(),
		parameters: {
			resource: 'message',
			operation: 'recallMany',
			chat: chatOf(chat),
			sentAfter: new Date(used.feishu.world.clock.now() - 3_600_000).toISOString(),
			...parameters,
		},
	};
}

const run = async (parameters: IDataObject = {}, chat: Chat = used.feishu.world.chat) =>
	await runNode(optionsFor(chat, parameters));

const recalledIn = ({ messages }: Chat) =>
	messages.filter(({ recalledBy }) => recalledBy?.type === 'app').map(({ id }) => id);

test.each([1, 50, 51, 120])(
	'%d messages are taken back, and those of others stay',
	async (count) => {
		const { world, log } = used.feishu;
		const other = world.addApp();
		for (let sent = 0; sent < count; sent++) {
			world.add();
			if (sent % 3 === 0) world.add({ sender: world.user });
			if (sent % 5 === 0) world.add({ sender: other });
		}
		const { success, failure, hints } = await run();
		expect(failure).toEqual([]);
		expect(success).toHaveLength(count);
		expect(world.chat.messages.filter(({ deleted }) => deleted)).toHaveLength(count);
		const mine = world.chat.messages.filter(({ senderId }) => senderId === world.app.id);
		expect(recalledIn(world.chat)).toEqual(mine.map(({ id }) => id));
		expect(log.count('recall')).toBe(count);
		expect(hints).toEqual([
			`${world.chat.messages.length} messages listed, ${count} matched, ${count} recalled, 0 gone before.`,
		]);
	},
);

test('of 3,000 messages none goes where At Most allows fewer, and each once where it allows all', async () => {
	const { world, log } = used.feishu;
	world.sendMessages(3_000);
	const { failure, error } = await run({ atMost: 2_999 });
	expect(error).toBeUndefined();
	expect(failure).toMatchObject([
		{ at: 'ten', error: { reason: 'too_many_matches', chat_id: world.chat.id } },
	]);
	expect(log.count('recall')).toBe(0);
	const { success, failure: failed } = await run({ atMost: 3_000 });
	expect(failed).toEqual([]);
	const newestFirst = world.chat.messages.map(({ id }) => id).reverse();
	expect(success.map((item) => item.message_id)).toEqual(newestFirst);
	expect(recalledIn(world.chat)).toHaveLength(3_000);
	expect(log.entries.filter(({ route, code }) => route === 'recall' && code === 0)).toHaveLength(
		3_000,
	);
	expect(log.count('list')).toBe(120);
});

test('what arrives while the list is read stays', async () => {
	const { world } = used.feishu;
	world.sendMessages(120);
	const late: Message[] = [];
	let isOver = false;
	const finished = outcomeOf(startNode(optionsFor(world.chat, {}))).finally(() => {
		isOver = true;
	});
	while (!isOver) {
		// The node's clock runs ahead in these tests.
		late.push(world.add({ ageHours: -24 }));
		await sleep(1);
	}
	const { failure, success } = await finished;
	expect(failure).toEqual([]);
	expect(success).toHaveLength(120);
	expect(late.length).toBeGreaterThan(0);
	expect(late.filter(({ deleted }) => deleted)).toEqual([]);
});

test.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
	'what arrives between two tries of Retry On Fail stays, with %s',
	async (onError) => {
		const { world, log } = used.feishu;
		world.sendMessages(2);
		used.feishu.settings.latencyMs = 3_000;
		used.feishu.script({ route: 'list', kind: 'code', code: 230002, times: 2 });
		await runNode({
			...optionsFor(world.chat, {}),
			onError,
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 },
		});
		const ends = log.entries
			.filter(({ route }) => route === 'list')
			.map(({ query }) => query.end_time);
		expect(ends).toEqual([ends[0], ends[0], ends[0]]);
		expect(recalledIn(world.chat)).toHaveLength(2);
	},
);

test.each<IDataObject>([
	{ atMost: '={{ $json.nothing }}' },
	{ onlyList: '={{ $json.nothing }}' },
	{ sentBefore: '={{ $json.nothing }}' },
	{ options: { verify: '={{ $json.nothing }}' } },
	{ options: { whenAlreadyRecalled: '={{ $json.nothing }}' } },
	{ options: { sender: '={{ $json.nothing }}' } },
	{ options: '={{ $json.nothing }}' },
	{ options: '={{ $json.at }}' },
])('a field whose expression finds nothing is no leave to recall more: %j', async (parameters) => {
	used.feishu.world.sendMessages(3);
	const { success, failure } = await run(parameters);
	expect(success).toEqual([]);
	expect(failure).toMatchObject([{ error: { reason: 'invalid_request', attempts: 0 } }]);
	expect(recalledIn(used.feishu.world.chat)).toEqual([]);
});

test('options that come from one expression are all there', async () => {
	const { world } = used.feishu;
	const [first] = world.sendMessages(3);
	world.sendMessage({ content: JSON.stringify({ text: 'wrong' }) });
	await run({ options: '={{ { contains: "wrong" } }}' });
	expect(recalledIn(world.chat)).toHaveLength(1);
	expect(world.isRecalled(String(first))).toBe(false);
});

test('without the scope for groups, nothing goes, and the failure names it', async () => {
	const { world } = used.feishu;
	world.app.scopes = ['im:message'];
	world.add();
	const { failure } = await run();
	expect(failure).toMatchObject([
		{
			error: {
				reason: 'permission_missing',
				chat_id: world.chat.id,
				missing_scopes: ['im:message.group_msg'],
			},
		},
	]);
	expect(recalledIn(world.chat)).toEqual([]);
});

test('a machine whose clock was nine hours behind takes back what was sent until now', async () => {
	const { world } = used.feishu;
	const sentAfter = new Date(world.clock.now()).toISOString();
	world.sendMessage();
	used.time.jump(9 * 3_600_000);
	world.sendMessage();
	const { success } = await run({ sentAfter });
	expect(success).toHaveLength(2);
});

test('a message that can no longer be recalled leaves by the error output, and the others by the other', async () => {
	const { world } = used.feishu;
	const old = world.sendMessage({ ageHours: 30 });
	const fresh = world.sendMessage();
	const sentAfter = new Date(world.clock.now() - 48 * 3_600_000).toISOString();
	const { success, failure } = await run({ sentAfter });
	expect(success).toMatchObject([{ message_id: fresh, deleted: true }]);
	expect(failure).toMatchObject([{ error: { reason: 'recall_window_passed', message_id: old } }]);
});

test('what was not tried when the execution was stopped is told by its ID', async () => {
	const { world, log, settings } = used.feishu;
	settings.latencyMs = 30;
	const ids = world.sendMessages(300);
	const started = startNode(optionsFor(world.chat, { atMost: 300 }));
	await used.time.until(() => log.count('recall') >= 30);
	started.cancel();
	const { items } = await outcomeOf(started);
	const gone = items.success.map(({ json }) => json.message_id);
	const left = items.failure.map(({ json }) => json.error as IDataObject);
	expect(gone.sort()).toEqual(recalledIn(world.chat).sort());
	expect(gone.length).toBeLessThan(200);
	expect(new Set(left.map(({ reason }) => reason))).toEqual(new Set(['execution_stopped']));
	expect([...gone, ...left.map(({ message_id }) => message_id)].sort()).toEqual([...ids].sort());
});

test.each([
	{ elements: [{ tag: 'markdown', content: 'deployed' }] },
	{ schema: '2.0', body: { elements: [{ tag: 'markdown', content: 'deployed' }] } },
])('a card reads as where it is read by itself, and is found by what it says: %j', async (card) => {
	const { world } = used.feishu;
	world.add();
	const id = world.sendMessage({ type: 'interactive', content: JSON.stringify(card) });
	const { success } = await run({ onlyList: true, options: { contains: 'deployed' } });
	expect(success).toMatchObject([{ message_id: id, would_recall: true, text: 'deployed' }]);
});

test('with Verify, each is read back', async () => {
	const { world, log } = used.feishu;
	world.sendMessages(3);
	const { success } = await run({ options: { verify: true } });
	expect(success.map(({ verified }) => verified)).toEqual([true, true, true]);
	expect(log.count('get')).toBe(3);
});

const moments = { min: -2_500, max: 2_500 };

const aChat = record({
	mode: constantFrom<Chat['mode']>('group', 'topic'),
	bounds: constantFrom<'included' | 'excluded'>('included', 'excluded'),
	from: integer(moments),
	long: integer({ min: 0, max: 3_000 }),
	sender: constantFrom('thisApp', 'anyone'),
	includeThreadReplies: boolean(),
	contains: constantFrom(undefined, 'Bye'),
	types: constantFrom<string[] | undefined>(undefined, ['text'], ['post', 'image']),
	messages: array(
		record({
			at: integer(moments),
			by: constantFrom('app', 'app', 'other', 'user'),
			type: constantFrom('text', 'text', 'image', 'system'),
			text: constantFrom('Hello', 'Bye'),
			deleted: constantFrom(false, false, false, true),
			below: integer({ min: -1, max: 8 }),
		}),
		{ maxLength: 70 },
	),
});

/** The chat as it was drawn, around a moment an hour ago. */
function fill({ mode, messages, bounds }: Drawn) {
	const { world, settings } = used.feishu;
	settings.timeBounds = bounds;
	const other = world.addApp();
	const chat = world.addChat({
		mode,
		botIn: [world.app, other],
		members: [world.user],
		admins: [world.app],
	});
	const base = Math.floor((world.clock.now() - 3_600_000) / 1_000) * 1_000;
	for (const { at, by, type, text, deleted, below } of messages) {
		const parent = chat.messages.filter(({ rootId }) => rootId === undefined)[below];
		const sender = by === 'app' ? world.app : by === 'other' ? other : world.user;
		const content = JSON.stringify({ text });
		const message = world.add({
			chat,
			sender,
			type,
			content,
			...(parent && { parent, inThread: true }),
		});
		// A reply is never older than what it answers.
		message.createdAt = Math.max(base + at, parent?.createdAt ?? 0);
		message.deleted = deleted;
	}
	return { chat, base };
}

interface Drawn {
	mode: Chat['mode'];
	bounds: 'included' | 'excluded';
	from: number;
	long: number;
	sender: string;
	includeThreadReplies: boolean;
	contains: string | undefined;
	types: readonly string[] | undefined;
	messages: Array<{
		at: number;
		by: string;
		type: string;
		text: string;
		deleted: boolean;
		below: number;
	}>;
}

test('for any chat and any window, exactly what is meant goes, and Only List says the same before', async () => {
	await assert(
		asyncProperty(aChat, async (drawn: Drawn) => {
			const { chat, base } = fill(drawn);
			const [first, last] = [base + drawn.from, base + drawn.from + drawn.long];
			const meant = chat.messages
				.filter(({ createdAt }) => createdAt >= first && createdAt <= last)
				.filter(({ deleted, type }) => !deleted && type !== 'system')
				.filter(
					({ senderId }) => drawn.sender === 'anyone' || senderId === used.feishu.world.app.id,
				)
				.filter(({ type }) => drawn.types === undefined || drawn.types.includes(type))
				.filter(
					({ type, content }) =>
						drawn.contains === undefined || (type === 'text' && content.includes(drawn.contains)),
				)
				// An ordinary group lists no replies of threads.
				.filter(
					({ rootId, threadId }) =>
						drawn.includeThreadReplies || drawn.mode === 'topic' || !rootId || !threadId,
				)
				.map(({ id }) => id)
				.sort();
			const parameters = {
				sentAfter: new Date(first).toISOString(),
				sentBefore: new Date(last).toISOString(),
				options: {
					sender: drawn.sender,
					includeThreadReplies: drawn.includeThreadReplies,
					...(drawn.contains && { contains: drawn.contains }),
					...(drawn.types && { types: drawn.types }),
				},
			};
			const idsOf = (items: IDataObject[]) =>
				items.flatMap(({ message_id: id }) => (typeof id === 'string' ? [id] : [])).sort();
			const listed = await run({ ...parameters, onlyList: true }, chat);
			expect(idsOf(listed.success)).toEqual(meant);
			expect(recalledIn(chat)).toEqual([]);
			const { success, failure } = await run(parameters, chat);
			expect(failure).toEqual([]);
			expect(idsOf(success)).toEqual(meant);
			expect(recalledIn(chat).sort()).toEqual(meant);
		}),
		{ numRuns: 40 },
	);
});

test('behind a trigger, error names what could not be recalled, beside the message that came in', async () => {
	const { world } = used.feishu;
	const id = world.sendMessage();
	used.feishu.script({ route: 'recall', kind: 'code', code: 230026 });
	const items = [{ message_id: 'om_of_a_person' }];
	const one = await runNode({ ...optionsFor(world.chat, {}), items });
	expect(one.failure).toMatchObject([{ message_id: 'om_of_a_person', error: { message_id: id } }]);
	expect(one.items.failure.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
	const none = await runNode({ ...optionsFor(world.chat, { chat: 'oc_unknown' }), items });
	expect(none.failure).toMatchObject([
		{ message_id: 'om_of_a_person', error: { chat_id: 'oc_unknown' } },
	]);
	expect(none.failure[0]?.error).not.toHaveProperty('message_id');
});
