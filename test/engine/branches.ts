import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeProperties,
	INodeType,
} from 'n8n-workflow';

import { startWorkflow, type EngineOptions, type Started } from './engine';

export interface NodeWithBranches extends Omit<EngineOptions, 'nodes' | 'connections'> {
	node: INode;
	items: IDataObject[];
	/** The files that come in with the items at these places. */
	binary?: Record<number, IBinaryKeyData>;
}

/** A sender, a node, and one more node behind each of its two branches, Success and Failure. */
export function startWithBranches({ node, items, binary, ...engine }: NodeWithBranches): Started {
	const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	return startWorkflow({
		...engine,
		nodeTypes: {
			...engine.nodeTypes,
			'test.sender': nodeType('Sender', 1, async () => [
				items.map((json, index) => ({
					json,
					...(binary?.[index] && { binary: binary[index] }),
				})),
			]),
			'test.branch': nodeType('Branch', 1, async (context) => [context.getInputData()]),
		},
		nodes: [
			nodeNamed('Sender', 'test.sender'),
			node,
			nodeNamed('Success', 'test.branch'),
			nodeNamed('Failure', 'test.branch'),
		],
		connections: {
			Sender: { main: [to(node.name)] },
			[node.name]: { main: [to('Success'), to('Failure')] },
		},
	});
}

export function nodeNamed(name: string, type: string, more: Partial<INode> = {}): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {}, ...more };
}

/** A node type that is its `execute`. */
export function nodeType(
	displayName: string,
	outputs: number,
	execute: (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>,
	properties: INodeProperties[] = [],
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
			outputs: Array.from({ length: outputs }, () => 'main' as const),
			properties,
		},
		async execute() {
			return await execute(this);
		},
	};
}
