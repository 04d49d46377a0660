import { randomUUID } from 'node:crypto';
import type { IConnections, INode, INodeParameters, NodeConnectionType } from 'n8n-workflow';

/** A workflow as n8n's editor exports it and takes it back. */
export interface WorkflowJson {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: Record<string, unknown>;
	pinData?: Record<string, unknown>;
}

export interface Link {
	from: string;
	to: string;
	/** 1 is the error output of a node whose On Error has one. */
	output?: number;
	/** Only a Merge node has more than one. */
	input?: number;
	type?: NodeConnectionType;
}

export function workflow(name: string, nodes: INode[], links: Link[]): WorkflowJson {
	return {
		name,
		nodes: nodes.map((each, index) => ({ ...each, position: [index * 220, 0] })),
		connections: connections(links),
		settings: { executionOrder: 'v1' },
	};
}

export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters = {},
	more: Partial<INode> = {},
): INode {
	return { id: randomUUID(), name, type, typeVersion, parameters, position: [0, 0], ...more };
}

/** With the nodes of these names elsewhere. */
export function placed(json: WorkflowJson, positions: Record<string, [number, number]>) {
	const nodes = json.nodes.map((each) => ({
		...each,
		position: positions[each.name] ?? each.position,
	}));
	return { ...json, nodes };
}

/** One after the other, each from its first output. */
export function chain(...names: string[]): Link[] {
	return names.slice(1).map((to, index) => ({ from: names[index] ?? '', to }));
}

function connections(links: Link[]): IConnections {
	const result: IConnections = {};
	for (const { from, to, output = 0, input = 0, type = 'main' } of links) {
		const outputs = ((result[from] ??= {})[type] ??= []);
		while (outputs.length <= output) outputs.push([]);
		outputs[output]?.push({ node: to, type, index: input });
	}
	return result;
}
