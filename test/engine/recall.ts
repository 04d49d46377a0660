import type {
	IBinaryKeyData,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
} from 'n8n-workflow';

import { builtPackage } from './builtPackage';
import type { StoredCredentials } from './credentials';
import { jsonOf, outputsOf, startWorkflow, type Started } from './engine';

/** The three settings of a node's On Error. */
export type OnError = 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';

export interface RecallOptions {
	items: IDataObject[];
	/** The files that come in with the items at these places. */
	binary?: Record<number, IBinaryKeyData>;
	credential?: StoredCredentials[string];
	credentials?: StoredCredentials;
	parameters?: IDataObject;
	onError?: OnError;
	node?: Partial<INode>;
	executionTimeoutMs?: number;
}

export interface Recalled {
	run: IRun;
	/** What arrived behind each branch. */
	success: IDataObject[];
	failure: IDataObject[];
	/** The same as the node itself hands it on, with the pairing that it has given. */
	items: { success: INodeExecutionData[]; failure: INodeExecutionData[] };
	/** The error that ended the execution, if one did. */
	error?: Error & { description?: string; context?: IDataObject; httpCode?: string };
	hints: string[];
	databaseReads: number;
	databaseWrites: number;
}

/** A sender, the node under test, and one node behind each branch. */
export function startRecall(options: RecallOptions): Started {
	const position: [number, number] = [0, 0];
	const feishu: INode = {
		id: 'feishu',
		name: 'Feishu',
		type: 'n8n-nodes-feishu-message.feishu',
		typeVersion: 1,
		position,
		parameters: options.parameters ?? {},
		onError: options.onError ?? 'continueErrorOutput',
		credentials: { feishuApi: { id: '1', name: 'Feishu' } },
		...options.node,
	} as INode;
	const plain = (name: string, type: string): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position,
		parameters: {},
	});
	return startWorkflow({
		package: builtPackage(),
		nodeTypes: {
			'test.sender': nodeType('Sender', async () => [
				options.items.map((json, index) => ({
					json,
					...(options.binary?.[index] && { binary: options.binary[index] }),
				})),
			]),
			'test.branch': nodeType('Branch', async (input) => [input]),
		},
		nodes: [
			plain('Sender', 'test.sender'),
			feishu,
			plain('Success', 'test.branch'),
			plain('Failure', 'test.branch'),
		],
		connections: {
			Sender: { main: [[{ node: 'Feishu', type: 'main', index: 0 }]] },
			Feishu: {
				main: [
					[{ node: 'Success', type: 'main', index: 0 }],
					[{ node: 'Failure', type: 'main', index: 0 }],
				],
			},
		},
		credentials: options.credentials ?? { feishuApi: options.credential ?? {} },
		...(options.executionTimeoutMs !== undefined && {
			executionTimeoutMs: options.executionTimeoutMs,
		}),
	});
}

export async function recall(options: RecallOptions): Promise<Recalled> {
	return await outcomeOf(startRecall(options));
}

export async function outcomeOf({ finished, credentials }: Started): Promise<Recalled> {
	const run = await finished;
	const [success = [], failure = []] = outputsOf(run, 'Feishu');
	const task = run.data.resultData.runData.Feishu?.at(-1);
	return {
		run,
		success: jsonOf(outputsOf(run, 'Success')[0]),
		failure: jsonOf(outputsOf(run, 'Failure')[0]),
		items: { success, failure },
		error: run.data.resultData.error as Recalled['error'],
		hints: (task?.hints ?? []).map(({ message }) => message),
		databaseReads: credentials.reads,
		databaseWrites: credentials.writes,
	};
}

function nodeType(
	displayName: string,
	execute: (input: INodeExecutionData[]) => Promise<INodeExecutionData[][]>,
): INodeType {
	return {
		description: {
			displayName,
			name: displayName.toLowerCase(),
			group: ['transform'],
			version: 1,
			description: displayName,
			defaults: { name: displayName },
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		},
		async execute() {
			return await execute(this.getInputData());
		},
	};
}
