import { parse } from 'flatted';
import type {
	ExecutionStatus,
	ICredentialType,
	INodeExecutionData,
	INodeTypeDescription,
	IRunExecutionData,
	NodeConnectionType,
} from 'n8n-workflow';
import { request } from 'undici';
import type { App, FeishuStandIn } from '../../feishu';
import type { N8nServer } from '../harness/server';
import type { Method } from '../harness/session';
import { until } from '../harness/until';
import { triggerType } from '../workflows/nodes';
import type { WorkflowJson } from '../workflows/workflow';

export interface Credential {
	id: string;
	name: string;
	type: string;
}

/** The form of an app of the stand-in, filled in. */
export function appData({ url }: FeishuStandIn, app: App): Record<string, unknown> {
	const { id, secret, verificationToken, encryptKey } = app;
	return {
		region: 'custom',
		baseUrl: url,
		appId: id,
		appSecret: secret,
		verificationToken,
		...(encryptKey && { encryptKey }),
	};
}

/** The paths of a workflow's webhooks below /webhook/ or, while it listens for a test, /webhook-test/. */
export function webhookPaths({ nodes }: WorkflowJson): string[] {
	return nodes
		.filter(({ disabled }) => !disabled)
		.flatMap(({ type, webhookId, parameters }) => {
			if (type === triggerType) return [`${webhookId}/webhook`];
			if (type.endsWith('.chatTrigger')) return [`${webhookId}/chat`];
			return type === 'n8n-nodes-base.webhook' ? [String(parameters.path)] : [];
		});
}

export interface Execution {
	id: string;
	status: ExecutionStatus;
	mode: string;
	data: IRunExecutionData;
}

export interface WebhookAnswer {
	status: number;
	text: string;
}

/** With what n8n adds for its editor. */
export type CredentialType = ICredentialType & Pick<INodeTypeDescription, 'iconUrl'>;

/** As n8n's API has it: the run data is flattened into one text. */
type StoredExecution = Omit<Execution, 'data'> & { data: string };

const endings: ExecutionStatus[] = ['success', 'error', 'canceled', 'crashed'];

/** The actions of a person in the editor, as requests that n8n's editor would send. */
export class N8nClient {
	constructor(private readonly server: N8nServer) {}

	async createCredential(
		name: string,
		type: string,
		data: Record<string, unknown>,
	): Promise<Credential> {
		const { id } = await this.server.rest<{ id: string }>('POST', '/rest/credentials', {
			name,
			type,
			data,
		});
		return { id, name, type };
	}

	/** An app of the stand-in, by default its first one. */
	async saveApp(feishu: FeishuStandIn, app = feishu.world.app): Promise<Credential> {
		return await this.createCredential('Feishu', 'feishuApi', appData(feishu, app));
	}

	/** A language model that needs no key. */
	async saveModel(name: string, url: string): Promise<Credential> {
		return await this.createCredential(name, 'openAiApi', { apiKey: 'none', url });
	}

	/** Tests it as it is stored; with data, as the form does before saving. */
	async testCredential(
		credential: Credential,
		data: Record<string, unknown>,
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		const credentials = { ...credential, data };
		return await this.server.rest('POST', '/rest/credentials/test', { credentials });
	}

	/** The stored data of a credential, as its form shows it: secrets blanked, expressions in full. */
	async storedCredential({ id }: Credential): Promise<Record<string, unknown>> {
		const path = `/rest/credentials/${id}?includeData=true`;
		return (await this.server.rest<{ data: Record<string, unknown> }>('GET', path)).data;
	}

	async importWorkflow(workflow: WorkflowJson): Promise<string> {
		// 1.x insists on being told that it is not active yet.
		const body = { settings: {}, active: false, ...workflow };
		return (await this.server.rest<{ id: string }>('POST', '/rest/workflows', body)).id;
	}

	/** n8n's own API, with a key that may do no more than named. */
	async saveN8nApi(scopes: string[]): Promise<Credential> {
		const key = { label: scopes.join(), expiresAt: null, scopes };
		const { rawApiKey } = await this.server.rest<{ rawApiKey: string }>(
			'POST',
			'/rest/api-keys',
			key,
		);
		const data = { apiKey: rawApiKey, baseUrl: `${this.server.url}/api/v1` };
		return await this.createCredential('n8n', 'n8nApi', data);
	}

	/** A data table in the person's own project, and its ID. */
	async createDataTable(name: string, columns: Record<string, string>): Promise<string> {
		const project = await this.server.rest<{ id: string }>('GET', '/rest/projects/personal');
		const { id } = await this.server.rest<{ id: string }>(
			'POST',
			`/rest/projects/${project.id}/data-tables`,
			{ name, columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })) },
		);
		return id;
	}

	/** Comes back when its production webhooks are live. */
	async activate(workflowId: string): Promise<void> {
		const workflow = await this.workflow(workflowId);
		if (this.isV1) {
			await this.server.rest('PATCH', `/rest/workflows/${workflowId}`, { active: true });
		} else {
			const { versionId } = workflow;
			await this.server.rest('POST', `/rest/workflows/${workflowId}/activate`, { versionId });
		}
		for (const path of webhookPaths(workflow)) await this.webhookIsLive(path);
	}

	/** The editor's Execute button, from the given trigger. */
	async run(workflowId: string, trigger: string): Promise<string> {
		// 1.x runs the workflow that comes with the request, 2.x the stored one and drops this key.
		const workflowData = this.isV1 ? await this.workflow(workflowId) : undefined;
		const body = { workflowData, triggerToStartFrom: { name: trigger } };
		const path = `/rest/workflows/${workflowId}/run`;
		return (await this.server.rest<{ executionId: string }>('POST', path, body)).executionId;
	}

	async execution(id: string): Promise<Execution> {
		return parsed(await this.stored(id));
	}

	/** Each once: n8n puts the list together from two, and an execution that ends meanwhile is in both. */
	async executionIds(workflowId: string): Promise<string[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const path = `/rest/executions?filter=${filter}&limit=100`;
		const { results } = await this.server.rest<{ results: Array<{ id: string }> }>('GET', path);
		return [...new Set(results.map(({ id }) => id))];
	}

	async ended(executionId: string, withinMs = 30_000): Promise<Execution> {
		return await until(`execution ${executionId} ends`, withinMs, async () => {
			const stored = await this.stored(executionId);
			if (!endings.includes(stored.status)) return false;
			const execution = parsed(stored);
			return isWhole(execution) && execution;
		});
	}

	async stop(executionId: string): Promise<void> {
		await this.server.rest('POST', `/rest/executions/${executionId}/stop`);
	}

	/** Comes back with the new execution's id when that one has ended. */
	async retry(executionId: string): Promise<string> {
		const path = `/rest/executions/${executionId}/retry`;
		const body = { loadWorkflow: false };
		return (await this.server.rest<{ id: string }>('POST', path, body)).id;
	}

	/** The URL that the Connect button opens. */
	async authorizationPage({ id }: Credential): Promise<string> {
		return await this.server.rest('GET', `/rest/oauth2-credential/auth?id=${id}`);
	}

	/** The Connect button: the provider's page, which must redirect at once, then n8n's callback. */
	async connectOAuth2(credential: Credential): Promise<void> {
		const page = await this.authorizationPage(credential);
		const { headers, body } = await request(page);
		await body.dump();
		const callback = new URL(String(headers.location));
		await this.server.file(callback.pathname + callback.search);
	}

	async webhook(path: string, body?: unknown, method: Method = 'POST'): Promise<WebhookAnswer> {
		const answer = await request(new URL(`/webhook/${path}`, this.server.url), {
			method,
			headers: { 'content-type': 'application/json' },
			body: body === undefined ? null : JSON.stringify(body),
		});
		return { status: answer.statusCode, text: await answer.body.text() };
	}

	async nodeTypes(): Promise<INodeTypeDescription[]> {
		return JSON.parse((await this.server.file('/types/nodes.json')).toString('utf8'));
	}

	async credentialTypes(): Promise<CredentialType[]> {
		return JSON.parse((await this.server.file('/types/credentials.json')).toString('utf8'));
	}

	/** The icon that the editor shows, of a node type or a credential type. */
	async icon(path: string): Promise<string> {
		return (await this.server.file(path)).toString('utf8');
	}

	/** n8n registers a webhook some time after it has answered that the workflow is active. */
	private async webhookIsLive(path: string): Promise<void> {
		await until(`webhook ${path} is live`, 15_000, async () => {
			// Asked as a browser on another page would, n8n names the methods and runs nothing.
			const { headers, body } = await request(new URL(`/webhook/${path}`, this.server.url), {
				method: 'OPTIONS',
				headers: { origin: 'http://elsewhere.example' },
			});
			await body.dump();
			const methods = String(headers['access-control-allow-methods'] ?? '').split(', ');
			return methods.some((method) => method !== 'OPTIONS' && method !== '');
		});
	}

	private get isV1(): boolean {
		return this.server.version.startsWith('1.');
	}

	private async workflow(id: string): Promise<WorkflowJson & { id: string; versionId: string }> {
		return await this.server.rest('GET', `/rest/workflows/${id}`);
	}

	private async stored(id: string): Promise<StoredExecution> {
		return await this.server.rest('GET', `/rest/executions/${id}`);
	}
}

function parsed(stored: StoredExecution): Execution {
	return { ...stored, data: parse(stored.data) as IRunExecutionData };
}

/** 1.x names the end a moment before it has stored what happened. */
function isWhole({ status, data }: Execution): boolean {
	if (data?.resultData === undefined) return false;
	const toBeDone = data.executionData?.nodeExecutionStack ?? [];
	return status !== 'success' || toBeDone.length === 0;
}

/**
 * The items that a node put out in its last run; output 1 is the error output. A tool's are under
 * ai_tool.
 */
export function itemsOf(
	execution: Execution,
	node: string,
	output = 0,
	type: NodeConnectionType = 'main',
): INodeExecutionData[] {
	const runs = execution.data.resultData.runData[node] ?? [];
	return runs.at(-1)?.data?.[type]?.[output] ?? [];
}
