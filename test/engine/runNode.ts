import type { IBinaryKeyData, IDataObject, INode, INodeExecutionData, IRun } from 'n8n-workflow';

import { nodeNamed, startWithBranches } from './branches';
import { builtPackage } from './builtPackage';
import type { StoredCredentials } from './credentials';
import { jsonOf, outputsOf, type Started } from './engine';

/** The three settings of a node's On Error. */
export type OnError = 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';

export interface RunOptions {
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

export interface NodeRun {
	run: IRun;
	/** The items that reached the node behind each output. */
	success: IDataObject[];
	failure: IDataObject[];
	/** These items as the node itself hands them on, with the pairing that it has given. */
	items: { success: INodeExecutionData[]; failure: INodeExecutionData[] };
	/** The error that ended the execution, if one did. */
	error?: Error & { description?: string; context?: IDataObject; httpCode?: string };
	hints: string[];
	databaseReads: number;
	databaseWrites: number;
}

/** The node under test in a workflow of its own. */
export function startNode({
	node,
	parameters = {},
	onError = 'continueErrorOutput',
	credential = {},
	credentials = { feishuApi: credential },
	...options
}: RunOptions): Started {
	return startWithBranches({
		...options,
		package: builtPackage(),
		credentials,
		node: nodeNamed('Feishu', 'n8n-nodes-feishu-message.feishu', {
			id: 'feishu',
			parameters: parameters as INode['parameters'],
			onError,
			credentials: { feishuApi: { id: '1', name: 'Feishu' } },
			...node,
		}),
	});
}

export async function runNode(options: RunOptions): Promise<NodeRun> {
	return await outcomeOf(startNode(options));
}

export async function outcomeOf({ finished, credentials }: Started): Promise<NodeRun> {
	const run = await finished;
	const [success = [], failure = []] = outputsOf(run, 'Feishu');
	const task = run.data.resultData.runData.Feishu?.at(-1);
	return {
		run,
		success: jsonOf(outputsOf(run, 'Success')[0]),
		failure: jsonOf(outputsOf(run, 'Failure')[0]),
		items: { success, failure },
		error: run.data.resultData.error as NodeRun['error'],
		hints: (task?.hints ?? []).map(({ message }) => message),
		databaseReads: credentials.reads,
		databaseWrites: credentials.writes,
	};
}
