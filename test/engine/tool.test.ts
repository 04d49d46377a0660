import {
	NodeConnectionTypes,
	type IDataObject,
	type INode,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { builtPackage } from './builtPackage';
import { startWorkflow } from './engine';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const toolType = 'n8n-nodes-feishu-message.feishuTool';

/**
 * The type that n8n's server makes of the node to run it as a tool. It takes no replacements of
 * `usableAsTool` into account; those reach the editor only.
 * Source: NodeTypes.getByNameAndVersion and convertNodeToAiTool of the package n8n
 */
function toolOf(node: INodeType): INodeType {
	const { properties } = node.description;
	const toolFields: INodeProperties[] = [
		{
			displayName: 'Tool Description',
			name: 'descriptionType',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Set Automatically', value: 'auto' },
				{ name: 'Set Manually', value: 'manual' },
			],
			default: 'auto',
		},
		{
			displayName: 'Description',
			name: 'toolDescription',
			type: 'string',
			default: node.description.description,
			displayOptions: { show: { descriptionType: ['manual'] } },
		},
	];
	const description = Object.create(node.description) as INodeTypeDescription;
	Object.assign(description, {
		name: `${node.description.name}Tool`,
		displayName: `${node.description.displayName} Tool`,
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
		properties: [...toolFields, ...properties],
	});
	return Object.create(node, { description: { value: description } }) as INodeType;
}

interface Tool {
	invoke(given: IDataObject): Promise<unknown>;
}

/** An agent whose model uses its one tool, for the item of a trigger. Ends with what the model reads. */
async function modelReads(
	parameters: IDataObject,
	given: IDataObject,
	{
		item = {},
		times = 1,
		toolForEach = false,
		...settings
	}: { item?: IDataObject; times?: number; toolForEach?: boolean } & Partial<INode> = {},
): Promise<string> {
	let read = '';
	const type = (
		name: string,
		execute: INodeType['execute'],
		inputs: INodeTypeDescription['inputs'] = [NodeConnectionTypes.Main],
	): INodeType => ({
		description: {
			displayName: name,
			name,
			group: ['transform'],
			version: 1,
			description: name,
			defaults: { name },
			inputs,
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		execute,
	});
	const node = (name: string, nodeType: string, others: Partial<INode> = {}): INode => ({
		id: name,
		name,
		type: nodeType,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...others,
	});
	const feishu = builtPackage();
	const base = feishu.nodes['n8n-nodes-feishu-message.feishu'];
	if (base === undefined) throw new Error('The package has no node');
	const { finished } = startWorkflow({
		package: feishu,
		nodeTypes: {
			'test.trigger': type('trigger', async () => [[{ json: item }]]),
			'test.agent': type(
				'agent',
				async function () {
					const aTool = async () =>
						((await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[])[0];
					const tool = await aTool();
					const tools = [tool];
					for (let more = 1; more < times; more++) tools.push(toolForEach ? await aTool() : tool);
					try {
						for (const each of tools) read = String(await each?.invoke(given));
					} catch (error) {
						read = (error as Error).message;
					}
					return [[{ json: {} }]];
				},
				[NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
			),
			[toolType]: toolOf(base),
		},
		nodes: [
			node('Trigger', 'test.trigger'),
			node('Agent', 'test.agent'),
			node('Recall', toolType, {
				parameters: parameters as INode['parameters'],
				credentials: { feishuApi: { id: '1', name: 'Feishu' } },
				...settings,
			}),
		],
		connections: {
			Trigger: { main: [[{ node: 'Agent', type: NodeConnectionTypes.Main, index: 0 }]] },
			Recall: { ai_tool: [[{ node: 'Agent', type: NodeConnectionTypes.AiTool, index: 0 }]] },
		},
		credentials: { feishuApi: used.credential() },
	});
	await finished;
	return read;
}

const fromModel = "={{ $fromAI('id', 'The ID of the message to recall', 'string') }}";

const sentence =
	"The field 'Message ID' is empty. Pass the message_id of the message, which starts with om_.";

/** Items with a message that a person wrote to the bot, as triggers hand it on. */
const written: Array<[string, (id: string) => IDataObject]> = [
	['a receive event', (id) => ({ chatInput: 'Hi', event: { message: { message_id: id } } })],
	['a message item', (id) => ({ text: 'Hi', message_id: id })],
	['an answer', (id) => ({ data: { message_id: id } })],
];

describe.each(written)('a tool of an agent behind %s', (_, itemWith) => {
	test.each<[string, IDataObject, IDataObject]>([
		['Message ID untouched', {}, {}],
		['Message ID cleared', { messageId: '' }, {}],
		['a model that gives an empty ID', { messageId: fromModel }, { id: '' }],
		['a model that gives blanks', { messageId: fromModel }, { id: ' "" ' }],
	])('with %s recalls nothing and asks for the ID', async (__, parameters, given) => {
		const id = used.feishu.world.sendMessage();
		const item = itemWith(id);
		for (const onError of [undefined, 'continueRegularOutput'] as const) {
			expect(await modelReads(parameters, given, { item, onError })).toContain(sentence);
		}
		expect(used.feishu.world.isRecalled(id)).toBe(false);
		expect(used.feishu.log.total).toBe(0);
	});

	test('recalls the message that the model names, and no other', async () => {
		const [id = '', named = ''] = used.feishu.world.sendMessages(2);
		const read = await modelReads({ messageId: fromModel }, { id: named }, { item: itemWith(id) });
		expect(read).toContain(`"message_id":"${named}","deleted":true`);
		expect(used.feishu.world.isRecalled(named)).toBe(true);
		expect(used.feishu.world.isRecalled(id)).toBe(false);
	});
});

test('a tool recalls what its saved parameters name', async () => {
	const [id = '', fixed = ''] = used.feishu.world.sendMessages(2);
	const item = { message: { message_id: id } };
	await modelReads({ messageId: '={{ $json.message.message_id }}' }, {}, { item });
	await modelReads({ resource: 'message', operation: 'recall', messageId: fixed }, {}, { item });
	expect(used.feishu.world.isRecalled(id)).toBe(true);
	expect(used.feishu.world.isRecalled(fixed)).toBe(true);
});

test('a model may name several, as JSON, too', async () => {
	const ids = used.feishu.world.sendMessages(2);
	await modelReads({ messageId: fromModel }, { id: JSON.stringify(ids) });
	expect(ids.map((id) => used.feishu.world.isRecalled(id))).toEqual([true, true]);
});

test('a tool for batch messages takes none from the agent’s item', async () => {
	const read = await modelReads(
		{ resource: 'batchMessage' },
		{},
		{ item: { batch_message_id: 'bm-1', data: { message_id: 'bm-2' } } },
	);
	expect(read).toContain(
		"The field 'Batch Message ID' is empty. Pass the ID of the batch message to recall, which starts with bm-.",
	);
	expect(used.feishu.log.total).toBe(0);
});

describe('a tool that sends', () => {
	const parameters = {
		operation: 'send',
		receiver: { __rl: true, mode: 'chatId', value: "={{ $fromAI('chat', 'The chat', 'string') }}" },
		text: "={{ $fromAI('text', 'What to say', 'string') }}",
	};
	const arrived = () => used.feishu.world.chat.messages.map(({ content }) => content);

	test('sends what the model says, and tells it the ID', async () => {
		const { chat } = used.feishu.world;
		const read = await modelReads(parameters, { chat: chat.id, text: 'It is "done"' });
		expect(read).toContain(`"message_id":"${chat.messages[0]?.id}"`);
		expect(arrived()).toEqual(['{"text":"It is \\"done\\""}']);
	});

	test('sends the same twice when the model says it twice', async () => {
		const given = { chat: used.feishu.world.chat.id, text: 'Ping' };
		await modelReads(parameters, given, { times: 2 });
		expect(arrived()).toEqual(['{"text":"Ping"}', '{"text":"Ping"}']);
	});

	test('sends it once when n8n tries again after a lost answer, whatever changes in the text', async () => {
		used.feishu.script({ route: 'send', kind: 'dropAfter' });
		used.feishu.script({ route: 'send', kind: 'dropBefore', times: 3 });
		const { chat } = used.feishu.world;
		const changing = { ...parameters, text: '=at {{ $now.toMillis() }} {{ Math.random() }}' };
		const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };
		const read = await modelReads(changing, { chat: chat.id }, retry);
		expect(read).toContain(`"message_id":"${chat.messages[0]?.id}"`);
		expect(arrived()).toHaveLength(1);
	});

	test('sends what it is told for each of two items, though n8n counts their calls as one', async () => {
		const given = { chat: used.feishu.world.chat.id, text: 'Ping' };
		await modelReads(parameters, given, { times: 2, toolForEach: true });
		expect(arrived()).toHaveLength(2);
	});

	test('tells the model what is wrong with a chat that is none', async () => {
		const read = await modelReads(parameters, { chat: 'general', text: 'Hello' });
		expect(read).toContain('"general" is not the ID of a chat');
		expect(used.feishu.log.total).toBe(0);
	});

	test('replies to the message that the model names', async () => {
		const id = used.feishu.world.sendMessage();
		await modelReads(
			{ operation: 'reply', messageId: fromModel, text: 'Noted' },
			{ id },
			{ item: { text: 'Hi', message_id: 'om_other' } },
		);
		expect(used.feishu.world.chat.messages.at(-1)).toMatchObject({ parentId: id });
	});
});

describe('a tool that recalls many', () => {
	const parameters = (more: IDataObject = {}) => ({
		operation: 'recallMany',
		chat: { __rl: true, mode: 'chatId', value: used.feishu.world.chat.id },
		sentAfter: "={{ $fromAI('since', 'Since when', 'string') }}",
		...more,
	});
	const given = { since: '2020-01-01T00:00:00Z', onlyList: false, Only_List: false };

	test('only lists, whatever the model wants, until a person turns that off', async () => {
		const { world, log } = used.feishu;
		const id = world.sendMessage();
		const read = await modelReads(parameters(), given);
		expect(read).toContain(`"message_id":"${id}","deleted":false,"would_recall":true`);
		expect(log.count('recall')).toBe(0);
		await modelReads(parameters({ onlyList: false }), given);
		expect(world.isRecalled(id)).toBe(true);
	});

	test('without a time from the model recalls nothing, and asks for it', async () => {
		const id = used.feishu.world.sendMessage();
		const read = await modelReads(parameters({ onlyList: false }), { since: '' });
		expect(read).toContain("the field 'Sent After' is empty");
		expect(used.feishu.world.isRecalled(id)).toBe(false);
	});
});

test('a tool that reads gives the model the texts of a chat', async () => {
	const { world } = used.feishu;
	world.sendMessage();
	const read = await modelReads(
		{ operation: 'getAll', chat: { __rl: true, mode: 'chatId', value: world.chat.id } },
		{},
	);
	expect(read).toContain('"text":"hello"');
});

describe('a mistake that models make ends in a sentence from which they can go on:', () => {
	const fromAI = (type: string) => `={{ $fromAI('it', 'What is meant', '${type}') }}`;
	const locator = { __rl: true, mode: 'chatId', value: fromAI('string') };
	const tools: Record<string, IDataObject> = {
		get: { operation: 'get', messageId: fromAI('string') },
		reply: { operation: 'reply', messageId: fromAI('string'), text: 'Noted' },
		edit: { operation: 'edit', messageId: fromAI('string'), text: 'Better' },
		recall: { messageId: fromAI('string') },
		'recall, untyped': { messageId: fromAI('json') },
		download: { operation: 'download', messageId: fromAI('string') },
		send: { operation: 'send', receiver: locator, text: 'Hello' },
		'text of send': {
			operation: 'send',
			receiver: { ...locator, value: 'oc_1' },
			text: fromAI('json'),
		},
		getAll: { operation: 'getAll', chat: locator },
		limit: { operation: 'getAll', chat: { ...locator, value: 'oc_1' }, limit: fromAI('string') },
		recallMany: { operation: 'recallMany', chat: locator, sentAfter: '2026-01-01' },
		since: {
			operation: 'recallMany',
			chat: { ...locator, value: 'oc_1' },
			sentAfter: fromAI('string'),
		},
	};
	const notAChat = /is not the ID of a chat\. Choose a chat in '\w+', or set it to .*oc_/;
	test.each<[string, string, unknown, RegExp]>([
		['a chat', 'recall', 'oc_1', /is the ID of a chat, not of a message\. Set .* starts with om_/],
		['a chat', 'reply', 'oc_1', /is the ID of a chat, not of a message\. Set .* starts with om_/],
		['a made-up ID', 'recall', 'om_123', /om_123 is not known to Feishu\. Check that the ID/],
		['a made-up ID', 'get', 'om_123', /om_123 is not known to Feishu\. Check that the ID/],
		['a made-up ID', 'edit', 'om_123', /om_123 is not known to Feishu\. Check that the ID/],
		['a made-up ID', 'reply', 'om_123', /om_123 is not known to Feishu\. Check that the ID/],
		['a made-up ID', 'download', 'om_123', /om_123 is not known to Feishu\. Check that the ID/],
		[
			'a list as text',
			'get',
			'["om_1", "om_2"]',
			/Message om_1 is not known to Feishu\. Check that the ID/,
		],
		['an object', 'recall, untyped', { id: 'om_1' }, /holds an object without an ID.* Set /],
		['a message', 'send', 'om_1', /the ID of a message, not of a receiver\. To answer .*'Reply'/],
		['a person', 'send', 'ou_1', /is the open ID of a person, not the ID of a chat/],
		['a name', 'send', 'Tom', notAChat],
		[
			'a list',
			'text of send',
			['a', 'b'],
			/'Text' holds a list, not a text\. Set 'Text' to a text/,
		],
		[
			'a message',
			'getAll',
			'om_1',
			/is the ID of a message, not the ID of a chat\. Choose .* starts with oc_/,
		],
		[
			'a made-up chat',
			'getAll',
			'oc_123',
			/Chat oc_123 is not known to Feishu\. Check that the ID/,
		],
		['words', 'limit', 'all', /'Limit' does not hold a number.* Set 'Limit' to a number of 1/],
		['a name', 'recallMany', 'the team', notAChat],
		['a made-up chat', 'recallMany', 'oc_123', /Chat oc_123 is not known to Feishu\. Check/],
		[
			'words',
			'since',
			'yesterday',
			/does not hold a time\. Set 'Sent After' to a time such as 2026-/,
		],
	])('%s for %s', async (_, tool, it, sentence) => {
		for (const onError of [undefined, 'continueRegularOutput'] as const) {
			const given = { it } as IDataObject;
			expect(await modelReads(tools[tool] ?? {}, given, { onError })).toMatch(sentence);
		}
	});
});
