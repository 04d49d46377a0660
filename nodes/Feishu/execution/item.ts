import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asRecord } from '../client/http/record';
import { refusal } from '../errors/Failure';
import { messageOf } from '../errors/sentence';
import { operationNamed } from '../operations';
import type { Field, Item, Operation, Task } from '../operations/Operation';
import { filesOf } from './files';

/** The operation that the node is set to. A workflow that was written by hand may hold an expression even here. */
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
 * The tasks of one item. An expression that cannot be evaluated refuses this item and no other.
 */
export function readTasks(
	context: IExecuteFunctions,
	operation: Operation,
	index: number,
	{ pass, startedAt, timezone }: Pick<Item, 'pass' | 'startedAt' | 'timezone'>,
): Task[] {
	const parameters: Record<string, unknown> = {};
	const given = context.getInputData()[index];
	// A Code node may leave anything in their place.
	const json = (asRecord(given?.json) ?? {}) as IDataObject;
	const files = filesOf(context, index, given?.binary);
	const { parameters: set } = context.getNode();
	for (const field of operation.fields) {
		// A field that the panel hides has no value, and asking n8n for it takes time.
		if (!Object.hasOwn(set, field.name)) continue;
		try {
			parameters[field.name] = context.getNodeParameter(field.name, index);
		} catch (error) {
			return [unreadable(field, error)];
		}
	}
	return operation.tasks({
		parameters,
		json,
		files,
		store: async (...file) => await context.helpers.prepareBinaryData(...file),
		pass: `${pass} ${index}`,
		startedAt,
		timezone,
	});
}

function unreadable(
	{ displayName: field, unreadable: reason = 'invalid_request' }: Field,
	error: unknown,
): Task {
	return {
		subject: { id: '', name: `The field '${field}'` },
		refused: refusal(reason, {
			speaksOf: 'target',
			cause: `has no value, because its expression could not be evaluated${messageOf(error)}`,
			nextStep: `Correct the expression in '${field}'.`,
			hint: `Open the node and correct the expression in '${field}'; the preview below the field shows its value for each item.`,
		}),
	};
}
