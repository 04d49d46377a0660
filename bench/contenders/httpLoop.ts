import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import { nodeNamed, nodeType, startWithBranches } from '../../test/engine/branches';
import type { Recaller } from '../measuredProcess';
import type { Job } from '../standIn';
import { recalledIn } from './feishuNode';

/**
 * Recalls as the existing packages and a Loop with an HTTP Request node do: one request after the
 * other through n8n's HTTP helper. A message that Feishu refuses is a failed item.
 */
export function prepared(): Recaller {
	return async (job) => ({ recalled: await loopOver(job)(job.ids) });
}

/** Recalls some messages in the same workflow as our node's; its token is fetched once. */
export function loopOver(job: Job): (ids: string[]) => Promise<number> {
	const nodeTypes = { 'bench.loop': loopNode(job) };
	const node = nodeNamed('Loop', 'bench.loop', {
		parameters: { messageId: '={{ $json.message_id }}' },
	});
	return async (ids) => {
		const { finished } = startWithBranches({
			package: { nodes: {}, credentials: {} },
			credentials: {},
			nodeTypes,
			node,
			items: ids.map((id) => ({ message_id: id })),
		});
		return recalledIn(await finished);
	};
}

function loopNode(job: Job): INodeType {
	let token: Promise<string> | undefined;
	const execute = async (context: IExecuteFunctions) => {
		token ??= fetchToken(context, job);
		const headers = { Authorization: `Bearer ${await token}` };
		const success: INodeExecutionData[] = [];
		const failure: INodeExecutionData[] = [];
		for (const item of context.getInputData().keys()) {
			const id = context.getNodeParameter('messageId', item) as string;
			const url = `${job.origin}/open-apis/im/v1/messages/${id}`;
			try {
				await context.helpers.httpRequest({ method: 'DELETE', url, headers, json: true });
				success.push({ json: { message_id: id, deleted: true }, pairedItem: { item } });
			} catch (error) {
				failure.push({ json: { error: String(error) }, pairedItem: { item } });
			}
		}
		return [success, failure];
	};
	return nodeType('Loop', 2, execute, [
		{ displayName: 'Message ID', name: 'messageId', type: 'string', default: '' },
	]);
}

async function fetchToken({ helpers }: IExecuteFunctions, job: Job): Promise<string> {
	const answer = (await helpers.httpRequest({
		method: 'POST',
		url: `${job.origin}/open-apis/auth/v3/tenant_access_token/internal`,
		body: { app_id: job.appId, app_secret: job.appSecret },
		json: true,
	})) as { tenant_access_token: string };
	return answer.tenant_access_token;
}
