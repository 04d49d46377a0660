import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { quoted, refusal } from './errors/failures';
import { operationNamed } from './operations';
import type { Item, Operation, Target } from './operations/Operation';

/** What the node is set to do. A workflow that was written by hand may hold an expression even here. */
export function readOperation(context: IExecuteFunctions): Operation {
	try {
		const [resource, operation] = ['resource', 'operation'].map((name) =>
			context.getNodeParameter(name, 0),
		);
		return operationNamed(resource, operation);
	} catch {
		return operationNamed(undefined, undefined);
	}
}

/**
 * What one item names, with its parameters. An expression that cannot be evaluated refuses this item
 * and no other.
 */
export function readItem(
	context: IExecuteFunctions,
	operation: Operation,
	index: number,
): { item: Item; targets: Target[] } {
	const parameters: Record<string, unknown> = {};
	const item: Item = { parameters, json: context.getInputData()[index]?.json ?? {} };
	for (const field of operation.fields) {
		try {
			parameters[field.name] = context.getNodeParameter(field.name, index);
		} catch (error) {
			return { item, targets: [unreadable(field, error)] };
		}
	}
	return { item, targets: operation.targets(item) };
}

function unreadable({ name, displayName: field }: INodeProperties, error: unknown): Target {
	const why = error instanceof Error && error.message !== '' ? `: ${quoted(error.message)}` : '';
	return {
		id: '',
		subject: `The field '${field}'`,
		refused: refusal(name === 'options' ? 'invalid_request' : 'invalid_message_id', {
			says: `has no value, because its expression could not be evaluated${why}`,
			todo: `Correct the expression in '${field}'.`,
			hint: `Open the node and correct the expression in '${field}'; the preview below the field shows its value for each item.`,
		}),
	};
}
