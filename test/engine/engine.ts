/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs n8n's engine in this process */
import 'reflect-metadata';

import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	type ICredentialType,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IVersionedNodeType,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
} from 'n8n-workflow';

import { MemoryCredentials, type StoredCredentials } from './credentials';

// n8n's engine writes a settings file; a person's own n8n in the home folder must not meet it.
process.env.N8N_USER_FOLDER ??= join(tmpdir(), 'n8n-nodes-feishu-message-engine');

export interface Package {
	nodes: Record<string, INodeType>;
	credentials: Record<string, ICredentialType>;
}

export interface EngineOptions {
	package: Package;
	/** Further node types by name, for what surrounds the node under test. */
	nodeTypes?: Record<string, INodeType>;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	credentials: StoredCredentials;
	executionTimeoutMs?: number;
}

export interface Started {
	/** Ends with what n8n would store of the execution. */
	finished: Promise<IRun>;
	/** Cancels the execution, as the button in the editor does. */
	cancel(): void;
	credentials: MemoryCredentials;
}

/** n8n 1.x takes the workflow and the node to start with one by one, 2.x takes them as one object. */
export const isN8nV1 = WorkflowExecute.prototype.run.length > 1;

let executions = 0;

/** Runs a workflow with n8n's own engine, as n8n's server does it, in this process. */
export function startWorkflow(options: EngineOptions): Started {
	const types = { ...options.package.nodes, ...options.nodeTypes };
	const nodeTypes: INodeTypes = {
		getByName: (name): INodeType | IVersionedNodeType => typeNamed(types, name),
		getByNameAndVersion: (name) => typeNamed(types, name),
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({
		id: 'workflow',
		name: 'Workflow',
		nodes: options.nodes,
		connections: options.connections,
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1', ...options.settings },
	});
	const credentials = new MemoryCredentials(options.credentials, options.package.credentials);
	const executionId = String(++executions);
	const additionalData = {
		credentialsHelper: credentials,
		hooks: new ExecutionLifecycleHooks('trigger', executionId, {
			id: 'workflow',
			name: 'Workflow',
			active: false,
			isArchived: false,
			nodes: options.nodes,
			connections: options.connections,
			createdAt: new Date(),
			updatedAt: new Date(),
		} as never),
		currentNodeExecutionIndex: 0,
		executionId,
		restApiUrl: '',
		instanceBaseUrl: '',
		formWaitingBaseUrl: 'http://localhost/form-waiting',
		webhookBaseUrl: '',
		webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
		webhookTestBaseUrl: '',
		variables: {},
		setExecutionStatus: () => undefined,
		...(options.executionTimeoutMs !== undefined && {
			executionTimeoutTimestamp: Date.now() + options.executionTimeoutMs,
		}),
	} as unknown as IWorkflowExecuteAdditionalData;

	const startNode = workflow.getNode(options.nodes[0]?.name ?? '') ?? undefined;
	const engine = new WorkflowExecute(additionalData, 'trigger') as unknown as Engine;
	const execution = isN8nV1 ? engine.run(workflow, startNode) : engine.run({ workflow, startNode });
	return { finished: execution, cancel: () => execution.cancel(), credentials };
}

interface Engine {
	run(...parameters: unknown[]): Promise<IRun> & { cancel(): void };
}

function typeNamed(types: Record<string, INodeType>, name: string): INodeType {
	const type = types[name];
	if (type === undefined) throw new Error(`No node type ${name}`);
	return type;
}

/** The items of a node's last run, output by output. */
export function outputsOf(run: IRun, node: string): INodeExecutionData[][] {
	const main = run.data.resultData.runData[node]?.at(-1)?.data?.main ?? [];
	return main.map((items) => items ?? []);
}

export function jsonOf(items: INodeExecutionData[] | undefined): IDataObject[] {
	return (items ?? []).map(({ json }) => json);
}

/** All that n8n would store of an execution, stack traces included. */
export function storedText(run: IRun): string {
	return JSON.stringify(run, (_, value: unknown) =>
		value instanceof Error ? { ...value, message: value.message, stack: value.stack } : value,
	);
}
