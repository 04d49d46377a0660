import { Workflow, type INode, type INodeType } from 'n8n-workflow';

export const aNode: INode = {
	id: '1',
	name: 'Feishu',
	type: 'feishu',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const nodeType = { description: { properties: [] as unknown } } as INodeType;

/** Evaluates expressions of its one node as n8n does. */
export const aWorkflow = new Workflow({
	nodes: [aNode],
	connections: {},
	active: false,
	nodeTypes: {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	},
});
