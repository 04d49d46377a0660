import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { passOf } from '../../nodes/Feishu/execution/pass';

interface Run {
	execution?: string;
	workflow?: string;
	name: string;
	type: string;
	runIndex: number;
	json: IDataObject;
	signal?: AbortSignal;
}

const signal = new AbortController().signal;

const usual: Run = {
	execution: '7',
	workflow: 'w',
	name: 'Feishu',
	type: 'feishu',
	runIndex: 0,
	json: {},
	signal,
};

let time = 0;

function passIn(run: Partial<Run>) {
	const { execution, workflow, name, type, runIndex, json, signal: ofIt } = { ...usual, ...run };
	const context: Partial<Record<keyof IExecuteFunctions, () => unknown>> = {
		getInstanceId: () => 'n8n',
		getWorkflow: () => ({ id: workflow }),
		getExecutionId: () => execution,
		getNode: () => ({ id: 'id', name, type }),
		getWorkflowDataProxy: () => ({ $runIndex: runIndex }),
		getInputData: () => [{ json }],
		getExecutionCancelSignal: () => ofIt,
	};
	return passOf(context as never, () => ++time);
}

test.each<[string, Partial<Run>]>([
	['an ordinary run', {}],
	['a run without an ID of its execution', { execution: undefined }],
	['a run of a workflow without an ID', { workflow: undefined }],
	['a call of a tool', { type: 'feishuTool', json: { text: 'Hi' } }],
])('%s is the same pass, begun at the same time, when n8n tries again', (_, run) => {
	const first = passIn(run);
	const again = passIn({ ...run, ...(run.type && { runIndex: 1 }) });
	expect(first.isRetry).toBe(false);
	expect(again).toEqual({ ...first, isRetry: true });
});

test.each<[string, Partial<Run>, Partial<Run>]>([
	['pass of a loop', {}, { runIndex: 1 }],
	['node', {}, { name: 'Feishu1' }],
	['workflow', {}, { workflow: 'sub' }],
	['execution', {}, { execution: '8', signal: new AbortController().signal }],
	[
		'execution without an ID',
		{ execution: undefined },
		{ execution: undefined, signal: new AbortController().signal },
	],
	[
		'execution that nobody can stop',
		{ execution: undefined, signal: undefined },
		{ execution: undefined, signal: undefined },
	],
	['call of a tool', { type: 'feishuTool' }, { type: 'feishuTool', json: {} }],
])('another %s is another pass', (_, one, other) => {
	expect(passIn(other).id).not.toBe(passIn({ json: {}, ...one }).id);
});

test('a pass of an execution with an ID is the same where the process is another one', () => {
	const other = new AbortController().signal;
	expect(passIn({ signal: other }).id).toBe(passIn({}).id);
});
