import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { sentenceOf } from '../nodes/Feishu/errors/failures';
import { readItem, readOperation } from '../nodes/Feishu/item';

/** A node's parameters item by item; an expression that fails is an error in the place of its value. */
function contextWith(
	parameters: Record<string, unknown>,
	items: IDataObject[] = [{}],
): IExecuteFunctions {
	const context: Partial<IExecuteFunctions> = {
		getInputData: () => items.map((json) => ({ json })),
		getNodeParameter: ((name: string, index: number) => {
			const given = parameters[name];
			const value: unknown = Array.isArray(given) ? given[index] : given;
			if (value instanceof Error) throw value;
			return value;
		}) as IExecuteFunctions['getNodeParameter'],
	};
	return context as IExecuteFunctions;
}

const settings = { resource: 'message', operation: 'recall', options: {} };
const recall = readOperation(contextWith(settings));

describe('what the node is set to do', () => {
	test('is the chosen operation', () => {
		expect(recall.option.action).toBe('Recall message');
	});

	test.each([
		{ ...settings, operation: 'explode' },
		{ ...settings, resource: undefined },
		{ ...settings, operation: new Error('the expression fails') },
		{ ...settings, resource: new Error('the expression fails') },
	])('is nothing at all with %p, and every item is told so', (parameters) => {
		const operation = readOperation(contextWith(parameters));
		const { targets } = readItem(contextWith(parameters), operation, 0);
		expect(targets).toMatchObject([{ refused: { reason: 'invalid_request', asked: false } }]);
	});
});

describe('an item', () => {
	test('names its message', () => {
		const context = contextWith({ ...settings, messageId: ['om_1', 'om_2'] }, [{}, {}]);
		expect(readItem(context, recall, 1).targets).toEqual([{ id: 'om_2', subject: 'Message om_2' }]);
	});

	test('may name several', () => {
		const context = contextWith({ ...settings, messageId: 'om_1, om_2' });
		expect(readItem(context, recall, 0).targets.map(({ id }) => id)).toEqual(['om_1', 'om_2']);
	});

	test('hands its options and its data to the operation', () => {
		const context = contextWith({ ...settings, messageId: 'om_1', options: { timeout: 5 } }, [
			{ some: 'data' },
		]);
		expect(readItem(context, recall, 0).item).toEqual({
			parameters: { messageId: 'om_1', options: { timeout: 5 } },
			json: { some: 'data' },
		});
	});

	test('whose field is empty is told where in its own data an ID is', () => {
		const context = contextWith({ ...settings, messageId: '' }, [{ id: 'om_0' }, { its: 'om_1' }]);
		expect(readItem(context, recall, 1).targets[0]?.refused?.todo).toContain('$json.its');
	});

	test('without data is read all the same', () => {
		const context = contextWith({ ...settings, messageId: '' }, []);
		expect(readItem(context, recall, 0).targets[0]?.refused?.says).toBe('is empty');
	});
});

describe('an expression that fails', () => {
	const fails = new Error("Referenced node doesn't exist");

	test('refuses its own item, and no other', () => {
		const context = contextWith({ ...settings, messageId: ['om_0', fails, 'om_2'] }, [{}, {}, {}]);
		const targets = [0, 1, 2].flatMap((index) => readItem(context, recall, index).targets);
		expect(targets.map(({ refused }) => refused?.reason)).toEqual([
			undefined,
			'invalid_message_id',
			undefined,
		]);
	});

	test('is told with the field’s name and n8n’s words', () => {
		const context = contextWith({ ...settings, messageId: fails });
		const [target] = readItem(context, recall, 0).targets;
		if (target?.refused === undefined) throw new Error('It is not refused');
		expect(target.refused).toMatchObject({ asked: false, attempts: 0 });
		expect(sentenceOf(target.refused, target.subject)).toBe(
			"The field 'Message ID' has no value, because its expression could not be evaluated: \"Referenced node doesn't exist\". Correct the expression in 'Message ID'.",
		);
	});

	test('in the options is told as one of the options', () => {
		const context = contextWith({ ...settings, messageId: 'om_1', options: fails });
		expect(readItem(context, recall, 0).targets).toMatchObject([
			{ subject: "The field 'Options'", refused: { reason: 'invalid_request' } },
		]);
	});

	test('needs no words', () => {
		const context = contextWith({ ...settings, messageId: new Error('') });
		expect(readItem(context, recall, 0).targets[0]?.refused?.says).toMatch(/evaluated$/);
	});

	test('with long or wild words is told on one short line', () => {
		const context = contextWith({
			...settings,
			messageId: new Error(`a\nb\u0000${'c'.repeat(5_000)}`),
		});
		const says = readItem(context, recall, 0).targets[0]?.refused?.says ?? '';
		expect(says).not.toMatch(/\p{Cc}/u);
		expect(says.length).toBeLessThan(300);
	});
});
