import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Fault } from '../feishu';
import { builtPackage } from './builtPackage';
import { operations, type Tried } from './operations';
import { runNode, type OnError, type RunOptions } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const itemOf = (id: string): IDataObject => ({ id, to: used.feishu.world.chat.id, fails: false });

async function run(tried: Tried, items: IDataObject[], more: Partial<RunOptions> = {}) {
	const { resource, operation, parameters } = tried;
	return await runNode({
		items,
		credential: used.credential(),
		...more,
		parameters: { resource, operation, ...parameters, ...more.parameters },
	});
}

/** The fields that n8n requires before it runs a node. */
const filled: IDataObject = {
	text: 'Hello',
	markdown: 'Hello',
	cardJson: '{}',
	templateId: 'AAq1',
	fileKey: 'file_1',
	otherType: 'share_chat',
	otherContent: '{}',
};

const failure = (reason: string) => expect.objectContaining({ reason }) as IDataObject;

/** The fields that are shown for an operation, with the values that show them. */
function fieldsOf({ resource, operation }: Tried): INodeProperties[] {
	const { properties } = builtPackage().nodes['n8n-nodes-feishu-message.feishu']!.description;
	return properties.filter(({ displayOptions }) => {
		const { show = {} } = displayOptions ?? {};
		return (
			show.resource?.includes(resource) &&
			show.operation?.includes(operation) &&
			!show['@tool']?.includes(true)
		);
	});
}

/** An option that no other field hides: n8n leaves those out, with their expressions. */
function alwaysShownIn({ options = [] }: INodeProperties): string {
	return options.find((option) => !('displayOptions' in option))?.name ?? '';
}

test('every operation on messages is tried here', () => {
	const { properties } = builtPackage().nodes['n8n-nodes-feishu-message.feishu']!.description;
	const menu = properties.find(
		({ name, displayOptions }) =>
			name === 'operation' && displayOptions?.show?.resource?.includes('message'),
	);
	const offered = menu?.options?.map((option) => 'value' in option && option.value);
	expect(operations.map(({ operation }) => operation).sort()).toEqual(offered?.sort());
});

describe.each(operations.map((tried) => [tried.operation, tried] as const))('%s', (_, tried) => {
	const { done, idKey, route } = tried;

	/** Seven items, of which Feishu refuses the first; the fourth has no value; the last is refused unasked. */
	function mixed() {
		const [spoilt, refusal] = tried.refused;
		const [wrong, unasked] = tried.wrong;
		const items = Array.from({ length: 7 }, () => itemOf(tried.subject(used.feishu)));
		items[0] = itemOf(spoilt(used.feishu));
		items[3] = { ...items[3], fails: true };
		items[6] = itemOf(wrong);
		const parameters = { options: { timeout: '={{ $json.fails ? $("Nowhere").item : 10000 }}' } };
		return { items, parameters, reasons: { 0: refusal, 3: 'invalid_request', 6: unasked } };
	}

	test('sends each failure to the error output, over the fields of its item', async () => {
		const { items, parameters, reasons } = mixed();
		const { success, failure: failed, items: handedOn } = await run(tried, items, { parameters });
		expect(success).toHaveLength(4);
		expect(handedOn.success.map(({ pairedItem }) => pairedItem)).toEqual(
			[1, 2, 4, 5].map((item) => ({ item })),
		);
		expect(failed).toEqual(
			Object.entries(reasons).map(([at, reason]) => ({
				...items[Number(at)],
				error: failure(reason),
			})),
		);
		expect(used.feishu.log.count(tried.refusedAt ?? route)).toBe(5);
	});

	test('keeps each failure in its place where the node is set to continue', async () => {
		const { items, parameters, reasons } = mixed();
		const onError: OnError = 'continueRegularOutput';
		const { success, items: handedOn } = await run(tried, items, { parameters, onError });
		expect(success.map(({ error }) => (error as IDataObject | undefined)?.reason)).toEqual(
			items.map((__, at) => reasons[at as keyof typeof reasons]),
		);
		expect(handedOn.success.map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((__, item) => ({ item })),
		);
	});

	test.each([0, 2, 4])('ends the execution at item %d where it is set to stop', async (at) => {
		const [spoilt, reason] = tried.refused;
		const items = Array.from({ length: 5 }, () => itemOf(tried.subject(used.feishu)));
		items[at] = itemOf(spoilt(used.feishu));
		const { success, error } = await run(tried, items, { onError: 'stopWorkflow' });
		expect(success).toEqual([]);
		expect(error).toMatchObject({ name: 'NodeApiError', context: { itemIndex: at } });
		expect(error?.description).toMatch(new RegExp(`of this run w(as|ere) ${done}\\.$`));
		expect(reason).toBeDefined();
	});

	test('is refused before anything is sent, if one item is wrong and it is set to stop', async () => {
		const items = [itemOf(tried.subject(used.feishu)), itemOf(tried.wrong[0])];
		const { error } = await run(tried, items, { onError: 'stopWorkflow' });
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 1 } });
		expect(used.feishu.log.count(route)).toBe(0);
	});

	test('names what it was about, also where it failed', async () => {
		const id = tried.refused[0](used.feishu);
		const { failure: failed } = await run(tried, [itemOf(id)]);
		expect(failed[0]?.error).toMatchObject({ [idKey]: id });
		expect((failed[0]?.error as IDataObject).message).toContain(id);
	});

	test.each(
		fieldsOf(tried)
			.filter(({ noDataExpression }) => !noDataExpression)
			.map((field) => [field.displayName, field] as const),
	)('an expression that fails in %s fails its item, and no other', async (label, field) => {
		const always = ['resource', 'operation', '@tool'];
		const shows = Object.entries(field.displayOptions?.show ?? {});
		const shown = shows
			.filter(([name]) => !always.includes(name))
			.map(([name, values]) => [name, values?.[0]]);
		const fails = '={{ $json.fails ? $("Nowhere").item : $json.value }}';
		const value =
			field.type === 'resourceLocator'
				? { __rl: true, mode: 'chatId', value: fails }
				: field.type === 'collection'
					? { [alwaysShownIn(field)]: fails }
					: fails;
		const id = tried.subject(used.feishu);
		const { failure: failed, error } = await run(tried, [{ ...itemOf(id), fails: true }], {
			parameters: { ...filled, ...Object.fromEntries(shown), [field.name]: value },
		});
		expect(error).toBeUndefined();
		expect(failed).toHaveLength(1);
		expect((failed[0]?.error as IDataObject).message).toContain(label);
		expect(used.feishu.log.count(route)).toBe(0);
	});
});

/** Temporary faults, before or after the request is carried out. */
const faults: Array<[name: string, fault: Partial<Fault>]> = [
	['503 twice', { kind: 'status', httpStatus: 503, times: 2 }],
	['429', { kind: 'status', httpStatus: 429 }],
	['a rate limit of the chat', { kind: 'code', code: 230020 }],
	['a reset before it is carried out', { kind: 'dropBefore' }],
	['a reset after it is carried out', { kind: 'dropAfter' }],
	['half an answer', { kind: 'truncated' }],
	['no answer in time, and carried out', { kind: 'hang', carriedOut: true }],
	['a stale token', { kind: 'staleToken' }],
];

describe.each(operations.map((tried) => [tried.operation, tried] as const))(
	'%s once, whatever happens on the way',
	(_, tried) => {
		test.each([
			...faults,
			...(tried.key
				? [
						['an earlier try on its way', { kind: 'code', code: 230049 }] as [
							string,
							Partial<Fault>,
						],
					]
				: []),
		])('%s', async (__, fault) => {
			const item = itemOf(tried.subject(used.feishu));
			const messages = () => used.feishu.world.messages.size;
			const before = messages();
			used.feishu.script({ route: tried.route, ...fault } as Fault);
			const { success, failure: failed } = await run(tried, [item]);
			expect([success.length, failed]).toEqual([1, []]);
			expect(messages() - before).toBe(tried.key ? 1 : 0);
		});
	},
);
