import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type INode,
	type INodeType,
} from 'n8n-workflow';

const node: INode = {
	id: '1',
	name: 'Feishu',
	type: 'feishu',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const nodeType = { description: { properties: [] as unknown } } as INodeType;
const workflow = new Workflow({
	nodes: [node],
	connections: {},
	active: false,
	nodeTypes: {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	},
});

/** A hidden field's value as n8n resolves it, from what the person has entered. */
export function resolved(
	type: ICredentialType,
	name: string,
	entered: ICredentialDataDecryptedObject,
): unknown {
	const defaults = Object.fromEntries(
		type.properties.map((field) => [field.name, field.default]),
	) as ICredentialDataDecryptedObject;
	return workflow.expression.getParameterValue(
		String(defaults[name]),
		null,
		0,
		0,
		node.name,
		[],
		'internal',
		{},
		undefined,
		false,
		{ ...defaults, ...entered },
	);
}
