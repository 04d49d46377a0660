import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import { sentenceOf } from '../../nodes/Feishu/errors/sentence';
import { readOperation, readTasks } from '../../nodes/Feishu/execution/item';
import type { Item, Task } from '../../nodes/Feishu/operations/Operation';

/** A node's parameters item by item; an expression that fails is an error in the place of its value. */
function contextWith(
	parameters: Record<string, unknown>,
	items: IDataObject[] = [{}],
): IExecuteFunctions {
	const context: Partial<IExecuteFunctions> = {
		getInputData: () => items.map((json) => ({ json })),
		getNode: () => ({ parameters }) as unknown as INode,
		getNodeParameter: ((name: string, index: number) => {
			const given = parameters[name];
			const value: unknown = Array.isArray(given) ? given[index] : given;
			if (value instanceof Error) throw value;
			return value;
		}) as IExecuteFunctions['getNodeParameter'],
	};
	return context as IExecuteFunctions;
}

const thisRun = { pass: 'the pass', startedAt: 1_764_000_000_000, timezone: 'Asia/Shanghai' };

const settings = { resource: 'message', operation: 'recall', options: {} };
const recall = readOperation(contextWith(settings));

const refusedIn = (task?: Task) => (task && 'refused' in task ? task.refused : undefined);

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
		expect(readTasks(contextWith(parameters), operation, 0, thisRun)).toMatchObject([
			{ refused: { reason: 'invalid_request', sent: false } },
		]);
	});
});

describe('an item', () => {
	test('names its message', () => {
		const context = contextWith({ ...settings, messageId: ['om_1', 'om_2'] }, [{}, {}]);
		expect(readTasks(context, recall, 1, thisRun)).toEqual([
			{ subject: { id: 'om_2', name: 'Message om_2' }, run: expect.any(Function) },
		]);
	});

	test.each([undefined, null, {}, { json: null, binary: null }, { json: [], binary: [] }])(
		'of which nothing else can be read names its message: %j',
		(item) => {
			const parameters = { ...settings, messageId: 'om_1' };
			const context = { ...contextWith(parameters), getInputData: () => [item] as never };
			expect(readTasks(context, recall, 0, thisRun)).toMatchObject([{ subject: { id: 'om_1' } }]);
		},
	);

	test('may name several', () => {
		const context = contextWith({ ...settings, messageId: 'om_1, om_2' });
		expect(readTasks(context, recall, 0, thisRun).map(({ subject }) => subject.id)).toEqual([
			'om_1',
			'om_2',
		]);
	});

	test('hands its options and its data to the operation', () => {
		const context = contextWith({ ...settings, messageId: 'om_1', options: { timeout: 5 } }, [
			{ some: 'data' },
		]);
		const handed: Item[] = [];
		const tasks = (item: Item) => {
			handed.push(item);
			return [];
		};
		readTasks(context, { ...recall, tasks }, 0, thisRun);
		expect(handed).toEqual([
			{
				parameters: { messageId: 'om_1', options: { timeout: 5 } },
				json: { some: 'data' },
				store: expect.any(Function) as Item['store'],
				files: {},
				...thisRun,
				pass: 'the pass 0',
			},
		]);
	});

	test('whose field is empty is told where in its own data an ID is', () => {
		const context = contextWith({ ...settings, messageId: '' }, [{ id: 'om_0' }, { its: 'om_1' }]);
		expect(refusedIn(readTasks(context, recall, 1, thisRun)[0])?.nextStep).toContain('$json.its');
	});

	test('without data is read all the same', () => {
		const context = contextWith({ ...settings, messageId: '' }, []);
		expect(refusedIn(readTasks(context, recall, 0, thisRun)[0])?.cause).toBe('is empty');
	});
});

describe('an expression that fails', () => {
	const fails = new Error("Referenced node doesn't exist");

	test('refuses its own item, and no other', () => {
		const context = contextWith({ ...settings, messageId: ['om_0', fails, 'om_2'] }, [{}, {}, {}]);
		const tasks = [0, 1, 2].flatMap((index) => readTasks(context, recall, index, thisRun));
		expect(tasks.map((task) => refusedIn(task)?.reason)).toEqual([
			undefined,
			'invalid_message_id',
			undefined,
		]);
	});

	test('is told with the field’s name and n8n’s words', () => {
		const context = contextWith({ ...settings, messageId: fails });
		const [task] = readTasks(context, recall, 0, thisRun);
		if (task === undefined || !('refused' in task)) throw new Error('It is not refused');
		expect(task.refused).toMatchObject({ sent: false, attempts: 0 });
		expect(sentenceOf(task.refused, task.subject.name, 'recalled')).toBe(
			"The field 'Message ID' has no value, because its expression could not be evaluated: \"Referenced node doesn't exist\". Correct the expression in 'Message ID'.",
		);
	});

	test('in the options is told as one of the options', () => {
		const context = contextWith({ ...settings, messageId: 'om_1', options: fails });
		expect(readTasks(context, recall, 0, thisRun)).toMatchObject([
			{ subject: { name: "The field 'Options'" }, refused: { reason: 'invalid_request' } },
		]);
	});

	test('in the ID of a batch message is told as one of the ID', () => {
		const batch = { ...settings, resource: 'batchMessage', batchMessageId: fails };
		const context = contextWith(batch);
		expect(readTasks(context, readOperation(context), 0, thisRun)).toMatchObject([
			{
				subject: { name: "The field 'Batch Message ID'" },
				refused: { reason: 'invalid_message_id' },
			},
		]);
	});

	test('in the receiver is told as one of the receiver', () => {
		const send = { ...settings, operation: 'send', receiver: fails };
		const context = contextWith(send);
		expect(readTasks(context, readOperation(context), 0, thisRun)).toMatchObject([
			{ subject: { name: "The field 'Receiver'" }, refused: { reason: 'invalid_receiver' } },
		]);
	});

	test('needs no words', () => {
		const context = contextWith({ ...settings, messageId: new Error('') });
		expect(refusedIn(readTasks(context, recall, 0, thisRun)[0])?.cause).toMatch(/evaluated$/);
	});

	test('with long or wild words is told on one short line', () => {
		const context = contextWith({
			...settings,
			messageId: new Error(`a\nb\u0000${'c'.repeat(5_000)}`),
		});
		const cause = refusedIn(readTasks(context, recall, 0, thisRun)[0])?.cause ?? '';
		expect(cause).not.toMatch(/\p{Cc}/u);
		expect(cause.length).toBeLessThan(300);
	});
});
