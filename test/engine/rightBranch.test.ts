import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../feishu';
import { runNode, type OnError, type NodeRun } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const credential = () => used.credential();

interface Case {
	reason: string;
	/** Prepares one message so that recalling it fails, and gives the item that names it. */
	spoil(message: string): IDataObject;
	/** n8n's error class in Stop mode. */
	error: 'NodeApiError' | 'NodeOperationError';
}

const always = (messageId: string, fault: object): IDataObject => {
	used.feishu.script({ route: 'recall', messageId, times: 'always', ...fault } as Fault);
	return { message_id: messageId };
};

const oneItem: Record<string, Case> = {
	'a Feishu code': {
		reason: 'not_allowed_to_recall',
		spoil: () => ({
			message_id: used.feishu.world.sendMessage({ sender: used.feishu.world.user }),
		}),
		error: 'NodeApiError',
	},
	'a rejected token': {
		reason: 'token_rejected',
		spoil: (id) => always(id, { kind: 'code', code: 99991663 }),
		error: 'NodeApiError',
	},
	'a network failure': {
		reason: 'unreachable',
		spoil: (id) => always(id, { kind: 'dropBefore' }),
		error: 'NodeApiError',
	},
	'a time-out': {
		reason: 'timed_out',
		spoil: (id) => always(id, { kind: 'hang' }),
		error: 'NodeApiError',
	},
	'an unreadable answer': {
		reason: 'unreadable_answer',
		spoil: (id) => always(id, { kind: 'html', httpStatus: 200 }),
		error: 'NodeApiError',
	},
	'a failing expression in a parameter': {
		reason: 'invalid_message_id',
		spoil: (id) => ({ message_id: id, fails: true }),
		error: 'NodeOperationError',
	},
	'a failing expression in an option': {
		reason: 'invalid_request',
		spoil: (id) => ({ message_id: id, optionFails: true }),
		error: 'NodeOperationError',
	},
	'an ID that is refused before the request': {
		reason: 'invalid_message_id',
		spoil: () => ({ message_id: '../chats/oc_victim' }),
		error: 'NodeOperationError',
	},
};

const parameters = {
	messageId: '={{ $json.fails ? $("Nowhere").item.json.id : $json.message_id }}',
	options: { timeout: '={{ $json.optionFails ? $("Nowhere").item.json.id : 10000 }}' },
};

const positions = { first: 0, middle: 2, last: 4 };
const modes: OnError[] = ['continueErrorOutput', 'continueRegularOutput', 'stopWorkflow'];

interface Ran {
	items: IDataObject[];
	ids: string[];
	recalled: boolean[];
	result: NodeRun;
}

async function runWith(cause: Case, at: number, onError: OnError): Promise<Ran> {
	const ids = used.feishu.world.sendMessages(5);
	const items = ids.map((id, index): IDataObject => {
		const named = index === at ? cause.spoil(id) : { message_id: id };
		return { ...named, note: `item ${index}` };
	});
	const result = await runNode({ items, credential: credential(), parameters, onError });
	return { items, ids, recalled: ids.map((id) => used.feishu.world.isRecalled(id)), result };
}

describe.each(Object.entries(oneItem))('%s at one item', (_, cause) => {
	const runs = new Map<string, Promise<Ran>>();
	const ran = async (position: number, mode: OnError) => await runs.get(`${position} ${mode}`)!;

	// All at once, since most of the time goes by in waiting.
	beforeAll(async () => {
		for (const mode of modes) {
			for (const at of Object.values(positions)) {
				runs.set(`${at} ${mode}`, runWith(cause, at, mode));
			}
		}
		await Promise.all(runs.values());
	});

	const succeeded = (id: string) => ({
		message_id: id,
		deleted: true,
		already_recalled: false,
		log_id: expect.any(String),
	});
	const error = expect.objectContaining({
		reason: cause.reason,
		message: expect.stringMatching(/[.)]$/),
		hint: expect.any(String),
		retryable: expect.any(Boolean),
	});

	describe.each(Object.entries(positions))('the %s', (_position, at) => {
		test('goes to the error output, it alone, over its input fields', async () => {
			const { items, ids, recalled, result } = await ran(at, 'continueErrorOutput');
			const others = ids.filter((__, index) => index !== at);
			expect(result.success).toEqual(others.map(succeeded));
			expect(result.failure).toEqual([{ ...items[at], error }]);
			expect(result.items.failure.map(({ pairedItem }) => pairedItem)).toEqual([{ item: at }]);
			expect(result.items.success.map(({ pairedItem }) => pairedItem)).toEqual(
				ids.flatMap((__, item) => (item === at ? [] : [{ item }])),
			);
			expect(recalled.filter((__, index) => index !== at)).toEqual([true, true, true, true]);
		});

		test('stays in its place with `error` when set to continue', async () => {
			const { ids, result } = await ran(at, 'continueRegularOutput');
			expect(result.success).toEqual(
				ids.map((id, index) => (index === at ? { error } : succeeded(id))),
			);
			expect(result.failure).toEqual([]);
			expect(result.items.success.map(({ pairedItem }) => pairedItem)).toEqual(
				ids.map((__, item) => ({ item })),
			);
		});

		test('ends the execution when set to stop, with title, description, and item', async () => {
			const { result } = await ran(at, 'stopWorkflow');
			expect(result.success).toEqual([]);
			expect(result.error).toMatchObject({
				name: cause.error,
				message: expect.stringMatching(/[.)]$/),
				description: expect.stringMatching(/of this run w(as|ere) recalled\.$/),
				context: { itemIndex: at },
			});
		});
	});
});

interface Whole {
	reason: string;
	credential(): IDataObject | (() => never) | undefined;
	error: 'NodeApiError' | 'NodeOperationError';
}

const wholeRun: Record<string, Whole> = {
	"a token that the app's secret cannot get": {
		reason: 'credentials_rejected',
		credential: () => ({ ...credential(), appSecret: 'wrong' }),
		error: 'NodeApiError',
	},
	'a credential that cannot be read': {
		reason: 'credentials_rejected',
		credential: () => () => {
			throw new Error('The secret store did not answer');
		},
		error: 'NodeOperationError',
	},
	'a missing credential': {
		reason: 'credentials_rejected',
		credential: () => undefined,
		error: 'NodeOperationError',
	},
	'a host that refuses connections': {
		reason: 'unreachable',
		credential: () => ({ ...credential(), baseUrl: 'http://127.0.0.1:9' }),
		error: 'NodeApiError',
	},
	'a base URL with a path': {
		reason: 'credentials_rejected',
		credential: () => ({ ...credential(), baseUrl: `${used.feishu.url}/open-apis` }),
		error: 'NodeOperationError',
	},
};

describe.each(Object.entries(wholeRun))('%s', (_, { reason, credential: broken, error }) => {
	const run = async (onError: OnError) => {
		const stored = broken();
		return await runNode({
			items: used.feishu.world.sendMessages(3).map((id) => ({ message_id: id })),
			credentials: stored === undefined ? {} : { feishuApi: stored as IDataObject },
			node: stored === undefined ? { credentials: undefined } : {},
			onError,
		} as Parameters<typeof runNode>[0]);
	};
	const failure = { error: expect.objectContaining({ reason }) };

	test('sends every item to the error output', async () => {
		const result = await run('continueErrorOutput');
		expect(result.success).toEqual([]);
		expect(result.failure).toEqual(
			Array.from({ length: 3 }, () => expect.objectContaining(failure)),
		);
	});

	test('marks every item in place when set to continue', async () => {
		const result = await run('continueRegularOutput');
		expect(result.success).toEqual([failure, failure, failure]);
	});

	test('ends the execution when set to stop', async () => {
		const result = await run('stopWorkflow');
		expect(result.error).toMatchObject({ name: error, context: { itemIndex: 0 } });
		expect(result.error?.description).toContain('No message of this run was recalled.');
	});
});
