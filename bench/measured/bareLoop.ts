import type {
	IConnections,
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
} from 'n8n-workflow';

import { startWorkflow } from '../../test/engine/engine';
import type { Recaller, Errand } from './job';
import { recalledIn } from './ownNode';

/**
 * What the existing packages, and a Loop with an HTTP Request node, amount to: one request after the
 * other through n8n's HTTP helper, and a message that Feishu turned away is a failed item.
 */
export function bareLoop(): Recaller {
	return async (errand) => ({ recalled: recalledIn(await loopOver(errand)(errand.ids)) });
}

/** Runs the loop over some messages, in the same workflow as our node's; its token is fetched once. */
export function loopOver(errand: Errand): (ids: string[]) => Promise<IRun> {
	const loop = loopNode(errand);
	return async (ids) => {
		const { finished } = startWorkflow({
			package: { nodes: {}, credentials: {} },
			nodeTypes: {
				'bench.sender': nodeType('Sender', 1, async () => [
					ids.map((id) => ({ json: { message_id: id } })),
				]),
				'bench.loop': loop,
				'bench.branch': nodeType('Branch', 1, async (context) => [context.getInputData()]),
			},
			nodes: [
				placed('Sender', 'bench.sender'),
				placed('Loop', 'bench.loop', { messageId: '={{ $json.message_id }}' }),
				placed('Success', 'bench.branch'),
				placed('Failure', 'bench.branch'),
			],
			connections,
			credentials: {},
		});
		return await finished;
	};
}

const connections: IConnections = {
	Sender: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
	Loop: {
		main: [
			[{ node: 'Success', type: 'main', index: 0 }],
			[{ node: 'Failure', type: 'main', index: 0 }],
		],
	},
};

function loopNode(errand: Errand): INodeType {
	let token: Promise<string> | undefined;
	return nodeType('Loop', 2, async (context) => {
		token ??= fetchToken(context, errand);
		const headers = { Authorization: `Bearer ${await token}` };
		const [success, failure]: INodeExecutionData[][] = [[], []];
		for (const item of context.getInputData().keys()) {
			const id = context.getNodeParameter('messageId', item) as string;
			const url = `${errand.origin}/open-apis/im/v1/messages/${id}`;
			try {
				await context.helpers.httpRequest({ method: 'DELETE', url, headers, json: true });
				success?.push({ json: { message_id: id, deleted: true }, pairedItem: { item } });
			} catch (error) {
				failure?.push({ json: { error: String(error) }, pairedItem: { item } });
			}
		}
		return [success ?? [], failure ?? []];
	});
}

async function fetchToken({ helpers }: IExecuteFunctions, errand: Errand): Promise<string> {
	const answer = (await helpers.httpRequest({
		method: 'POST',
		url: `${errand.origin}/open-apis/auth/v3/tenant_access_token/internal`,
		body: { app_id: errand.appId, app_secret: errand.appSecret },
		json: true,
	})) as { tenant_access_token: string };
	return answer.tenant_access_token;
}

function nodeType(
	displayName: string,
	outputs: number,
	execute: (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>,
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
			properties: [{ displayName: 'Message ID', name: 'messageId', type: 'string', default: '' }],
		},
		async execute() {
			return await execute(this);
		},
	};
}

function placed(name: string, type: string, parameters: IDataObject = {}): INode {
	return {
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
	};
}
