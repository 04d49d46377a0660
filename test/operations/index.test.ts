import type { INodeProperties } from 'n8n-workflow';

import { operationNamed, properties } from '../../nodes/Feishu/operations';
import { anItem } from './anItem';

const menus = (name: string) => properties.filter((property) => property.name === name);

const valuesOf = (property: INodeProperties | undefined) =>
	(property?.options ?? []).map((option) => ('value' in option ? option.value : undefined));

const [resourceMenu] = menus('resource');

/** Each resource with the values of its operation menu. */
const panel = valuesOf(resourceMenu).map((resource) => {
	const menu = menus('operation').find(({ displayOptions }) =>
		displayOptions?.show?.resource?.includes(resource as string),
	);
	return [String(resource), menu] as const;
});

/** The fields that the panel shows for an operation, of the node or of the tool that n8n makes of it. */
const shown = (resource: string, operation: unknown, asTool: boolean) =>
	properties.filter(({ type, displayOptions }) => {
		const {
			resource: resources,
			operation: operations,
			'@tool': tool,
		} = displayOptions?.show ?? {};
		return (
			type !== 'hidden' &&
			resources?.includes(resource) &&
			operations?.includes(operation as string) &&
			(tool ?? [asTool]).includes(asTool)
		);
	});

test('the panel starts with the resource, Message unless chosen otherwise', () => {
	expect(properties[0]).toBe(resourceMenu);
	expect(resourceMenu?.default).toBe('message');
	expect(valuesOf(resourceMenu)).toContain('message');
	expect(resourceMenu?.noDataExpression).toBe(true);
});

describe.each(panel)('the resource %s', (resource, menu) => {
	test('has one menu of operations, with a default that is in it', () => {
		expect(menu?.noDataExpression).toBe(true);
		expect(valuesOf(menu)).toContain(menu?.default);
	});

	test('has an operation behind every row of the menu', () => {
		for (const value of valuesOf(menu)) {
			expect(operationNamed(resource, value).option.value).toBe(value);
		}
	});

	test('shows the fields of an operation where that is chosen, and nowhere else', () => {
		for (const value of valuesOf(menu)) {
			const { fields } = operationNamed(resource, value);
			for (const asTool of [false, true]) {
				expect(shown(resource, value, asTool).map(({ name }) => name)).toEqual(
					fields.map(({ name }) => name),
				);
			}
		}
	});

	test('fills no field of a tool from the item that the agent works on', () => {
		for (const value of valuesOf(menu)) {
			const asNode = shown(resource, value, false);
			const asTool = shown(resource, value, true);
			const filled = asNode.filter((field) => JSON.stringify(field.default).includes('$json'));
			for (const { name } of filled) {
				const field = asTool.find((each) => each.name === name);
				expect(field).toMatchObject({ required: true, default: '' });
			}
			expect(JSON.stringify(asTool)).not.toMatch(/\$json|Untouched/);
		}
	});

	test('hands n8n nothing of a field that n8n does not know', () => {
		for (const field of properties) {
			for (const own of ['unreadable', 'asTool']) expect(field).not.toHaveProperty(own);
		}
	});

	test('speaks to people and agents as n8n’s guidelines have it', () => {
		for (const option of menu?.options ?? []) {
			if (!('value' in option)) throw new Error('This is no row of a menu');
			expect(option.name).toMatch(/^[A-Z]/);
			expect(option.action).toMatch(/^[A-Z][a-z]+ [a-z ]+$/);
			expect(option.description).toMatch(/^[A-Z]/);
		}
	});
});

test('recalling a message is "Recall message", from which n8n makes the tool’s description', () => {
	expect(operationNamed('message', 'recall')).toMatchObject({
		option: { name: 'Recall', action: 'Recall message' },
		idKey: 'message_id',
	});
});

test.each([
	['message', 'explode'],
	['chat', 'recall'],
	[undefined, undefined],
	['__proto__', 'constructor'],
	[{}, []],
])(
	'%j / %j is no operation: every item is refused, and nothing is asked',
	async (resource, name) => {
		const operation = operationNamed(resource, name);
		const item = anItem({});
		expect(operation.tasks(item)).toMatchObject([
			{
				refused: {
					reason: 'invalid_request',
					sent: false,
					nextStep: expect.stringContaining("'Operation'"),
				},
			},
		]);
		expect(operation.fields).toEqual([]);
		expect(operation.summary?.([], [])).toBeUndefined();
	},
);
