import { request } from 'undici';
import { until } from './until';
import type { WorkflowJson } from '../workflows/workflow';

export function webhookPaths({ nodes }: Pick<WorkflowJson, 'nodes'>): string[] {
	return nodes
		.filter(({ type, disabled }) => type === 'n8n-nodes-base.webhook' && !disabled)
		.map(({ parameters }) => String(parameters.path));
}

/** n8n registers a webhook some time after it has answered that the workflow is active. */
export async function webhookIsLive(serverUrl: string, path: string): Promise<void> {
	await until(`webhook ${path} is live`, 15_000, async () => {
		// Asked as a browser on another page would, n8n names the methods and runs nothing.
		const { headers, body } = await request(new URL(`/webhook/${path}`, serverUrl), {
			method: 'OPTIONS',
			headers: { origin: 'http://elsewhere.example' },
		});
		await body.dump();
		const methods = String(headers['access-control-allow-methods'] ?? '').split(', ');
		return methods.some((method) => method !== 'OPTIONS' && method !== '');
	});
}
