import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { nodeNamed, nodeType } from './branches';
import { builtPackage } from './builtPackage';
import { startWorkflow } from './engine';
import { outcomeOf, runNode, startNode, type RunOptions } from './runNode';
import { useFeishu } from './useFeishu';
import type { RouteName } from '../feishu';

const used = useFeishu();

const parameters = (): IDataObject => ({
	operation: 'send',
	receiver: { __rl: true, mode: 'chatId', value: used.feishu.world.chat.id },
	text: 'Hello',
});

const send = async (count: number, more: Partial<RunOptions> = {}) =>
	await runNode({
		items: Array.from({ length: count }, () => ({})),
		credential: used.credential(),
		...more,
		parameters: { ...parameters(), ...more.parameters },
	});

const arrived = () => used.feishu.world.chat.messages.length;

const keys = () =>
	used.feishu.log.entries
		.filter(({ route }) => route === 'send')
		.map(({ body }) => (body as { uuid: string }).uuid);

test('a key has at most 50 characters, and is another for each item', async () => {
	const { success } = await send(3);
	expect(success).toHaveLength(3);
	expect(new Set(keys()).size).toBe(3);
	for (const key of keys()) expect(key).toMatch(/^[\da-f]{40}$/);
	expect(arrived()).toBe(3);
});

test('it is another in each execution', async () => {
	await send(1);
	await send(1);
	expect(new Set(keys()).size).toBe(2);
	expect(arrived()).toBe(2);
});

test('it is the same in every try', async () => {
	used.feishu.script({ route: 'send', kind: 'dropAfter', times: 2 });
	await send(1);
	expect(keys()).toHaveLength(3);
	expect(new Set(keys()).size).toBe(1);
	expect(arrived()).toBe(1);
});

test("it is the same when n8n's Retry On Fail runs the node again after a lost answer", async () => {
	used.feishu.script({ route: 'send', kind: 'dropAfter' });
	used.feishu.script({ route: 'send', kind: 'dropBefore', times: 3 });
	const { success } = await send(1, {
		node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 },
	});
	expect(success).toHaveLength(1);
	expect(keys()).toHaveLength(5);
	expect(new Set(keys()).size).toBe(1);
	expect(arrived()).toBe(1);
});

test('what was sent is not sent again when Retry On Fail runs the node for another item', async () => {
	const nobody = used.feishu.world.addChat({ botIn: false }).id;
	const { success, failure } = await runNode({
		items: [{ to: nobody }, { to: used.feishu.world.chat.id }],
		credential: used.credential(),
		parameters: {
			...parameters(),
			receiver: { __rl: true, mode: 'chatId', value: '={{ $json.to }}' },
		},
		node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 },
	});
	expect([success.length, failure.length]).toEqual([1, 1]);
	expect(arrived()).toBe(1);
	expect(keys()).toHaveLength(4);
});

test('it is another in each pass of a loop', async () => {
	let passes = 0;
	const loop = nodeType('Loop', 2, async (): Promise<INodeExecutionData[][]> => {
		const item = [{ json: { pass: ++passes } }];
		return passes <= 3 ? [item, []] : [[], item];
	});
	const start = nodeType('Start', 1, async () => [[{ json: {} }]]);
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	const { finished } = startWorkflow({
		package: builtPackage(),
		credentials: { feishuApi: used.credential() },
		nodeTypes: { 'test.loop': loop, 'test.start': start },
		nodes: [
			nodeNamed('Start', 'test.start'),
			nodeNamed('Loop', 'test.loop'),
			nodeNamed('Feishu', 'n8n-nodes-feishu-message.feishu', {
				parameters: parameters() as never,
				credentials: { feishuApi: { id: '1', name: 'Feishu' } },
			}),
		],
		connections: {
			Start: { main: [to('Loop')] },
			Loop: { main: [to('Feishu'), []] },
			Feishu: { main: [to('Loop')] },
		},
	});
	const run = await finished;
	expect(run.data.resultData.error).toBeUndefined();
	expect(run.data.resultData.runData.Feishu).toHaveLength(3);
	expect(new Set(keys()).size).toBe(3);
	expect(arrived()).toBe(3);
});

/** Another in each try. */
const changing = '=at {{ $now.toMillis() }} {{ Math.random() }}';
const aCard = '{"config":{"update_multi":true},"elements":[]}';
const changingCard =
	'={"config":{"update_multi":true},"elements":[{"tag":"markdown","content":"{{ Math.random() }}"}]}';

interface Changing {
	parameters: IDataObject;
	subject: 'chat' | 'message' | 'card';
	route: RouteName;
}

const receiver = { __rl: true, mode: 'chatId', value: '={{ $json.id }}' };
const messageId = '={{ $json.id }}';
const ownKey = { options: { idempotencyKey: '={{ $json.key }}' } };
const changingKey = { options: { idempotencyKey: '={{ Math.random() }}' } };

const changes: Record<string, Changing> = Object.fromEntries(
	(
		[
			['chat', 'send', 'a text', { receiver, text: changing }],
			['chat', 'send', 'Markdown', { receiver, messageType: 'markdown', markdown: changing }],
			['chat', 'send', 'a card', { receiver, messageType: 'card', cardJson: changingCard }],
			['chat', 'send', 'a file', { receiver, messageType: 'file' }],
			['chat', 'send', 'a text with a key', { receiver, text: changing, ...ownKey }],
			['chat', 'send', 'a text with a changing key', { receiver, text: changing, ...changingKey }],
			['message', 'reply', 'a text', { messageId, text: changing }],
			['message', 'reply', 'a text with a key', { messageId, text: changing, ...ownKey }],
			['message', 'forward', 'as it is', { messageId }],
			['message', 'forward', 'with a changing key', { messageId, ...changingKey }],
			['message', 'edit', 'to a text', { messageId, text: changing }],
			['card', 'updateCard', 'to a card', { messageId, cardJson: changingCard }],
		] as const
	).map(([subject, operation, what, parameters]) => [
		`${operation} ${what}`,
		{
			subject,
			route: operation === 'updateCard' ? 'patch' : operation,
			parameters: { operation, ...parameters },
		},
	]),
);

type Fault = 'another item fails' | 'its answer is lost' | 'Feishu refuses it once';

describe.each(Object.entries(changes))('%s', (_, { parameters: given, subject, route }) => {
	const modes = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;
	const faults: Fault[] = ['another item fails', 'its answer is lost', 'Feishu refuses it once'];
	const cases = faults.flatMap((fault) => modes.map((onError) => [fault, onError] as const));
	test.each(cases)('is done once by Retry On Fail when %s: %s', async (fault, onError) => {
		const { world, log } = used.feishu;
		const target = world.addChat();
		const aMessageIn = (chat = target) =>
			subject === 'card'
				? world.sendMessage({ chat, type: 'interactive', content: aCard })
				: world.sendMessage({ chat });
		const id = subject === 'chat' ? target.id : aMessageIn();
		const to = world.addChat();
		const items: IDataObject[] = [{ id, key: 'order 7' }];
		if (fault === 'another item fails') {
			const elsewhere = world.addChat({ botIn: false });
			const failing = { id: subject === 'chat' ? elsewhere.id : aMessageIn(elsewhere), key: '8' };
			// In the continue modes n8n looks at the first item only; with Stop, what has begun is let finish.
			if (onError === 'stopWorkflow') items.push(failing);
			else items.unshift(failing);
		}
		if (fault === 'its answer is lost') {
			used.feishu.script({ route, kind: 'dropAfter' });
			used.feishu.script({ route, kind: 'dropBefore', times: 3 });
		}
		if (fault === 'Feishu refuses it once')
			used.feishu.script({ route, kind: 'code', code: 230006 });
		const before = target.messages.length;
		const { run } = await runNode({
			items,
			binary: items.map(() => ({
				data: { data: btoa('words'), mimeType: 'text/plain', fileName: 'a.txt' },
			})),
			credential: used.credential(),
			onError,
			parameters: { receiver: { __rl: true, mode: 'chatId', value: to.id }, ...given },
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 },
		});
		const asked = log.entries.filter((entry) => entry.route === route && entry.code !== 230006);
		const bodies = asked
			.filter(({ body, messageId: named }) =>
				[named, (body as IDataObject).receive_id].includes(id),
			)
			.map(({ body }) => JSON.stringify(body));
		expect(new Set(bodies).size).toBe(1);
		expect(bodies).toHaveLength(fault === 'its answer is lost' ? 5 : 1);
		const arrived = target.messages.length - before + to.messages.length;
		expect(arrived).toBe(['edit', 'patch'].includes(route) ? 0 : 1);
		if (fault !== 'another item fails') expect(run.data.resultData.error).toBeUndefined();
	});
});

describe('two nodes in one workflow', () => {
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	test.each([['one ID'], [undefined], ['']])('of %j each send their message', async (id) => {
		const feishu = (name: string) =>
			nodeNamed(name, 'n8n-nodes-feishu-message.feishu', {
				id: id as string,
				parameters: parameters() as never,
				credentials: { feishuApi: { id: '1', name: 'Feishu' } },
			});
		const { finished } = startWorkflow({
			package: builtPackage(),
			credentials: { feishuApi: used.credential() },
			nodeTypes: { 'test.start': nodeType('Start', 1, async () => [[{ json: {} }]]) },
			nodes: [nodeNamed('Start', 'test.start'), feishu('One'), feishu('Two')],
			connections: { Start: { main: [to('One')] }, One: { main: [to('Two')] } },
		});
		await finished;
		expect(arrived()).toBe(2);
	});
});

describe('a key of a person', () => {
	const withKey = (idempotencyKey: string) => ({ parameters: { options: { idempotencyKey } } });

	test('is sent as it is, and stands above executions', async () => {
		const first = await send(1, withKey('order 7'));
		const second = await send(1, withKey('order 7'));
		expect(keys()).toEqual(['order 7', 'order 7']);
		expect(second.success[0]?.message_id).toBe(first.success[0]?.message_id);
		expect(arrived()).toBe(1);
	});

	test('sends one message for two items that say the same', async () => {
		const { success } = await send(2, withKey('order 7'));
		expect(new Set(success.map(({ message_id: id }) => id)).size).toBe(1);
		expect(arrived()).toBe(1);
	});

	test('is refused where two items with it say something else: Feishu would send only one', async () => {
		const { success, failure } = await runNode({
			items: [{ text: 'one' }, { text: 'two' }],
			credential: used.credential(),
			parameters: {
				...parameters(),
				text: '={{ $json.text }}',
				options: { idempotencyKey: 'order 7' },
			},
		});
		expect(success).toMatchObject([{ text: 'one' }]);
		expect(failure).toMatchObject([{ text: 'two', error: { reason: 'invalid_request' } }]);
		expect(arrived()).toBe(1);
	});

	test('is refused where two files of the same name are not the same file', async () => {
		const file = (text: string) => ({
			data: { data: btoa(text), mimeType: 'text/plain', fileName: 'a.txt' },
		});
		const { success, failure } = await runNode({
			items: [{}, {}],
			binary: { 0: file('one'), 1: file('two') },
			credential: used.credential(),
			parameters: {
				...parameters(),
				messageType: 'file',
				options: { idempotencyKey: 'order 7' },
			},
		});
		expect(success).toHaveLength(1);
		expect(failure).toMatchObject([{ error: { reason: 'invalid_request' } }]);
		expect(arrived()).toBe(1);
	});

	test('counts for each receiver of a forward', async () => {
		const { world } = used.feishu;
		const chats = [world.addChat(), world.addChat()];
		const { success, failure } = await runNode({
			items: chats.map(({ id }) => ({ to: id })),
			credential: used.credential(),
			parameters: {
				operation: 'forward',
				messageId: world.sendMessage(),
				receiver: { __rl: true, mode: 'chatId', value: '={{ $json.to }}' },
				options: { idempotencyKey: 'order 7' },
			},
		});
		expect(failure).toEqual([]);
		expect(success).toHaveLength(2);
		expect(chats.map(({ messages }) => messages.length)).toEqual([1, 1]);
	});

	const other = async (text: string, idempotencyKey: string, more: IDataObject = {}) =>
		(await send(1, { parameters: { text, options: { idempotencyKey }, ...more } })).success[0];

	test.each([true, false])(
		'that another execution had is told: repeated, Simplify %s',
		async (simplify) => {
			const first = await other('Shipped', 'order 7', { simplify });
			const second = await other('Cancelled', 'order 7', { simplify });
			expect(first).not.toHaveProperty('repeated');
			expect(second).toMatchObject({ message_id: first?.message_id, repeated: true });
			expect(arrived()).toBe(1);
		},
	);

	test.each<[string, Partial<IDataObject>]>([
		['Stop', { onError: 'stopWorkflow' }],
		['the error output', { onError: 'continueErrorOutput' }],
	])('is not told as repeated after a lost answer, with %s', async (_, { onError }) => {
		used.feishu.script({ route: 'send', kind: 'dropAfter' });
		used.feishu.script({ route: 'send', kind: 'dropBefore', times: 3 });
		const { success } = await send(1, {
			parameters: { text: changing, options: { idempotencyKey: 'order 7' } },
			onError: onError as never,
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 },
		});
		expect(success).toHaveLength(1);
		expect(success[0]).not.toHaveProperty('repeated');
		expect(arrived()).toBe(1);
	});

	test('is free again for another item once it is certain that nothing was sent', async () => {
		const { world } = used.feishu;
		const nobody = world.addChat({ botIn: false }).id;
		const { success, failure } = await runNode({
			items: [{ to: nobody }, { to: world.chat.id }, { to: world.addChat().id }],
			credential: used.credential(),
			parameters: {
				...parameters(),
				receiver: { __rl: true, mode: 'chatId', value: '={{ $json.to }}' },
				options: { idempotencyKey: 'order 7' },
			},
		});
		expect(success).toMatchObject([{ chat_id: world.chat.id }]);
		expect(failure).toMatchObject([
			{ error: { reason: 'bot_not_in_chat' } },
			{ error: { reason: 'invalid_request' } },
		]);
	});

	test('of more than 50 characters is refused unasked', async () => {
		const { failure } = await send(1, withKey('x'.repeat(51)));
		expect(failure).toMatchObject([{ error: { reason: 'invalid_request', attempts: 0 } }]);
		expect(keys()).toEqual([]);
	});
});

test('an execution that is stopped before another try tells what the first one has sent', async () => {
	const { world, log } = used.feishu;
	const nobody = world.addChat({ botIn: false }).id;
	const chats = Array.from({ length: 60 }, () => world.addChat().id);
	const started = startNode({
		items: [nobody, ...chats].map((to) => ({ to })),
		credential: used.credential(),
		parameters: {
			...parameters(),
			receiver: { __rl: true, mode: 'chatId', value: '={{ $json.to }}' },
			text: '=Alert at {{ $now.toISO() }}',
		},
		node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 },
	});
	await used.time.until(() => log.count('send') === 61);
	started.cancel();
	const { items } = await outcomeOf(started);
	const sent = items.success.map(({ json }) => json.chat_id);
	expect(sent).toEqual(chats);
	expect(log.count('send')).toBe(61);
});

test('replies in one chat arrive in the order of the items, also after a fault', async () => {
	const { world } = used.feishu;
	const chat = world.addChat();
	const asked = world.sendMessages(4, { chat });
	used.feishu.script({ route: 'reply', kind: 'dropBefore' });
	await runNode({
		items: asked.map((message_id) => ({
			body: { event: { message: { message_id, chat_id: chat.id } } },
		})),
		credential: used.credential(),
		parameters: { operation: 'reply', text: '={{ $json.body.event.message.message_id }}' },
	});
	const answered = chat.messages.slice(asked.length).map(({ parentId }) => parentId);
	expect(answered).toEqual(asked);
});

test('messages to one chat arrive in the order of the items', async () => {
	used.feishu.settings.latencyMs = [0, 30];
	await runNode({
		items: Array.from({ length: 12 }, (_, number) => ({ number })),
		credential: used.credential(),
		parameters: { ...parameters(), text: '={{ $json.number }}' },
	});
	const texts = used.feishu.world.chat.messages.map(({ content }) => content);
	expect(texts).toEqual(Array.from({ length: 12 }, (_, number) => `{"text":"${number}"}`));
});
