import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { refusal } from '../errors/Failure';
import { batchMessage } from './batchMessage';
import { chat } from './chat';
import { message } from './message';
import type { Field, Operation, Resource } from './Operation';

/** The changes to a field that reads the item by itself, where the node is a tool. */
const fromTheModel = {
	default: '',
	hint: "Let the model define it: nothing is taken from the agent's input",
};

/** The one list behind the panel and the dispatch: a new operation is a file and a word. */
const resources: Resource[] = [message, batchMessage, chat];

/** The panel: the resource menu, one operation menu a resource, and each operation's fields. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value, description }) => ({ name, value, description })),
		default: 'message',
	},
	...resources.flatMap((resource) => [
		operationMenu(resource),
		...resource.operations.flatMap((operation) => fieldsOf(resource, operation)),
	]),
];

function operationMenu({ value, operations, default: initial }: Resource): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations.map(({ option }) => option),
		default: initial,
	};
}

function fieldsOf(resource: Resource, operation: Operation): INodeProperties[] {
	return updateDisplayOptions(
		{ show: { resource: [resource.value], operation: [operation.option.value] } },
		operation.fields.flatMap(alsoForTools).flatMap(alsoAsOneExpression),
	);
}

/** A field without the properties that n8n does not know. */
function asProperty(field: Field): INodeProperties {
	const property = { ...field };
	delete property.unreadable;
	delete property.asTool;
	return property;
}

/**
 * An agent's own item, behind a trigger, is what a person wrote: what a model leaves open must not be filled
 * in from there. So as a tool, a field has no default that reads the item. n8n's server runs a tool with these
 * properties and leaves out the `replacements` of `usableAsTool`, which only the editor applies.
 */
function alsoForTools(field: Field): INodeProperties[] {
	const property = asProperty(field);
	const readsItem = typeof field.default === 'string' && field.default.startsWith('=');
	const asTool = field.asTool ?? (readsItem ? fromTheModel : undefined);
	if (asTool === undefined) return [property];
	const shown = field.displayOptions?.show;
	return [
		{ ...property, displayOptions: { show: { ...shown, '@tool': [false] } } },
		{ ...property, ...asTool, displayOptions: { show: { ...shown, '@tool': [true] } } },
	];
}

/**
 * n8n reads a collection option by option, and makes an empty one of an expression that stands for it as a whole: its
 * filters would be gone before the node sees them. A hidden field of that name hands on what the workflow holds.
 */
function alsoAsOneExpression(property: INodeProperties): INodeProperties[] {
	if (property.type !== 'collection') return [property];
	const { displayName, name, displayOptions, default: initial } = property;
	return [property, { displayName, name, type: 'hidden', displayOptions, default: initial }];
}

/** The operation that a node's parameters name. */
export function operationNamed(resource: unknown, operation: unknown): Operation {
	const operations = resources.find(({ value }) => value === resource)?.operations ?? [];
	return operations.find(({ option }) => option.value === operation) ?? unknownOperation;
}

/** A workflow that was not made in the editor may name an operation that does not exist: each item is told so. */
const unknownOperation: Operation = {
	option: { name: 'None', value: 'none', action: 'No operation', description: 'Does nothing' },
	fields: [],
	identities: ['app', 'user'],
	noun: 'item',
	done: 'worked on',
	idKey: 'message_id',
	emptyOutput: {},
	tasks: () => [
		{
			subject: { id: '', name: 'The item' },
			refused: refusal('invalid_request', {
				cause: 'the node has no such operation',
				nextStep: "Open the node and choose 'Resource' and 'Operation'.",
			}),
		},
	],
};
